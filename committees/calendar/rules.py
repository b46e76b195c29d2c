"""Reading days off as an office has them: line by line, or the official notice itself. Pure."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from committees.territory.tables import Fault
from jiedao.common.chinese import tidy
from jiedao.common.dates import WEEKDAYS, parse_day

NOTICE_DAYS = 45
"""The State Council announces the coming year in November; from mid-November on it is missed."""
LONGEST_SPAN = 16
"""Days; no holiday is longer, so a longer span is a slip of the pen."""
REST, WORK = "rest", "work"
KINDS = {"休": REST, "休息": REST, "放假": REST, "班": WORK, "上班": WORK, "调休上班": WORK}
Row = tuple[date, str, str]

_NOTICE = re.compile(
    r"(?:[一二三四五六七八九十]+、)?(?P<name>[\u4e00-\u9fff、]{2,12}):(?P<text>.+)"
)
_SPAN = re.compile(
    r"(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日(?:\(([^)]*)\))?"
    r"(?:至(?:([0-9]{4})年)?(?:([0-9]{1,2})月)?([0-9]{1,2})日(?:\(([^)]*)\))?)?"
)
_LENGTH = re.compile(r"共([0-9]{1,2})天")
_PLAIN = re.compile(r"(?P<days>\S+)\s+(?P<kind>[\u4e00-\u9fff()]+?)\s+(?P<name>\S.*)")


def years_needed(today: date) -> list[int]:
    """This year, and the next one from mid-November on."""
    return sorted({today.year, (today + timedelta(days=NOTICE_DAYS)).year})


def read_days(text: str, year: int) -> tuple[list[Row], list[Fault]]:
    """Every day of the text, and a reason for each line that is unclear.

    A line is 「1-1 休 元旦」, 「2月6日至2月12日 休 春节」, 「2-14 班 春节」, or a paragraph of the
    official notice: 「春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）上班。」
    Weekdays and lengths that the notice states are checked: they catch a wrong year.
    """
    found: dict[date, Row] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows = list(_read(tidy(line), year))
            _check(rows, found)
        except ValueError as wrong:
            faults.append(Fault(number, str(wrong)))
        else:
            found |= {row[0]: row for row in rows}
    return sorted(found.values()), faults


def _check(rows: list[Row], found: dict[date, Row]) -> None:
    for day, kind, _ in rows:
        if day in found and found[day][1] != kind:
            raise ValueError(f"{day.month}月{day.day}日前面写的是另一种。")


def _read(line: str, year: int) -> Iterator[Row]:
    notice = _NOTICE.fullmatch(line)
    if notice:
        return _notice_rows(notice["name"], notice["text"], year)
    plain = _PLAIN.fullmatch(line)
    kind = KINDS.get(re.sub(r"\(.*\)", "", plain["kind"])) if plain else None
    if plain is None or kind is None:
        raise ValueError("没看懂，请写成：1-1 休 元旦。")
    return _plain_rows(plain["days"], kind, plain["name"], year)


def _plain_rows(days: str, kind: str, name: str, year: int) -> Iterator[Row]:
    ends = re.split("[至到~]", days)
    if len(ends) > 2 or len(name) > 20:
        raise ValueError("没看懂，请写成：1-1 休 元旦。")
    first, last = (_in_year(end, year) for end in (ends[0], ends[-1]))
    for day in _span(first, last):
        yield day, kind, name


def _in_year(text: str, year: int) -> date:
    day = parse_day(text, date(year, 1, 1))
    if day.year != year:
        raise ValueError(f"这一页是 {year} 年的，{day.year} 年的请到那一年添。")
    return day


def _span(first: date, last: date) -> list[date]:
    length = (last - first).days + 1
    if not 0 < length <= LONGEST_SPAN:
        raise ValueError("起止日期不对，请再看一下。")
    return [first + timedelta(days=n) for n in range(length)]


def _notice_rows(name: str, text: str, year: int) -> Iterator[Row]:
    rows = [row for sentence in text.split("。") for row in _sentence(name, sentence, year)]
    if not rows:
        raise ValueError("没看懂，找不到放假或者上班的日期。")
    yield from rows


def _sentence(name: str, sentence: str, year: int) -> Iterator[Row]:
    if "放假" in sentence:
        kind, part = REST, sentence.partition("放假")[0]
    elif "上班" in sentence:
        kind, part = WORK, sentence.partition("上班")[0]
    else:
        return
    days = [day for match in _SPAN.finditer(part) for day in _dated(match, year)]
    stated = _LENGTH.search(sentence)
    if kind == REST and stated and len(days) != int(stated[1]):
        raise ValueError(f"写的是共 {stated[1]} 天，数下来是 {len(days)} 天。")
    for day in days:
        yield day, kind, name


def _dated(match: "re.Match[str]", year: int) -> list[date]:
    first = _real(match[1], match[2], match[3], year)
    _same_weekday(first, match[4])
    if not match[7]:
        return [first]
    last = _real(match[5], match[6] or match[2], match[7], year)
    _same_weekday(last, match[8])
    return _span(first, last)


def _real(year_text: str | None, month: str, day: str, year: int) -> date:
    return _in_year(f"{year_text or year}-{month}-{day}", year)


def _same_weekday(day: date, remark: str | None) -> None:
    said = re.search("(?:周|星期)([一二三四五六日])", remark or "")
    if said and said[1] != WEEKDAYS[day.weekday()]:
        raise ValueError(
            f"{day.year}年{day.month}月{day.day}日是周{WEEKDAYS[day.weekday()]}，"
            f"写的是周{said[1]}。是不是年份选错了？"
        )

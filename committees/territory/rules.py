"""What a line of the directory may say, and how it differs from what we have. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from committees.territory.tables import FORMULA_STARTS, Fault, Row, Table
from jiedao.common.chinese import ascii_digits, strip_invisible, tidy

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("代码", "区划代码", "统计用区划代码"),
    "name": ("名称", "居委会", "居委会名称"),
    "short_name": ("简称",),
    "zone": ("片区",),
    "address": ("地址",),
    "phone": ("电话",),
    "hours": ("办公时间",),
    "households": ("户数",),
}
REQUIRED = ("code", "name")
LABELS = {name: words[0] for name, words in COLUMNS.items()}
LONGEST = {"name": 40, "short_name": 40, "zone": 20, "address": 120, "phone": 40, "hours": 80}
MOST_HOUSEHOLDS = 100_000
_SUFFIX = re.compile("(社区)?(居民委员会|居委会|村民委员会|村委会)$")
_PHONE = re.compile(r"[0-9 \-()+转、/;,]{3,40}")


@dataclass(frozen=True)
class Line:
    """One committee as the table states it. An empty cell says nothing and changes nothing."""

    line: int
    code: str
    name: str
    values: Mapping[str, str | int]

    def values_for(self, current_name: str | None) -> dict[str, str | int]:
        """What to write; a new name brings its short form along unless the table states one."""
        values = dict(self.values)
        if self.name != current_name:
            values.setdefault("short_name", short_name_of(self.name))
        return values


@dataclass(frozen=True)
class Change:
    """(label, before, after) of every value that the table changes in one committee."""

    name: str
    values: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Plan:
    """What an import would do. With a fault it does nothing at all."""

    new: tuple[Line, ...] = ()
    changed: tuple[Change, ...] = ()
    same: int = 0
    faults: tuple[Fault, ...] = field(default=())


_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def one_line(text: str) -> str:
    """A line of prose: punctuation stays Chinese, digits become plain, blanks single."""
    return " ".join(strip_invisible(text).translate(_DIGITS).split())


def short_name_of(name: str) -> str:
    """宝钢一村居委会 → 宝钢一村."""
    return _SUFFIX.sub("", name) or name


def clean_office_phone(text: str) -> str:
    """A number as it is printed, `021-0000 0000 转 8`; ValueError when it is no number."""
    phone = tidy(strip_invisible(ascii_digits(text)))
    if not _PHONE.fullmatch(phone) or not re.search("[0-9]{3}", phone):
        raise ValueError("电话只能写数字，例如 021-0000 0000。")
    return phone


def dialled(phone: str) -> str:
    """The digits of the first number in a printed one: 021-0000 0000 转 8 → 02100000000."""
    first = re.split("[转、/;,]", ascii_digits(phone))[0]
    return re.sub("[^0-9+]", "", first)


def read_lines(table: Table) -> tuple[list[Line], list[Fault]]:
    """The lines that can be read, and every reason why another cannot."""
    lines: list[Line] = []
    faults = list(table.faults)
    seen: dict[str, int] = {}
    for row in table.rows:
        try:
            line = _read(row)
        except ValueError as wrong:
            faults.append(Fault(row.line, str(wrong)))
            continue
        for what, value in (("代码", line.code), ("名称", line.name)):
            if value in seen:
                faults.append(Fault(row.line, f"{what}“{value}”和第 {seen[value]} 行重复。"))
            seen.setdefault(value, row.line)
        lines.append(line)
    return lines, sorted(faults, key=lambda fault: fault.line)


def _read(row: Row) -> Line:
    cells = {name: _cell(name, text) for name, text in row.cells.items()}
    code, name = ascii_digits(cells.get("code", "")), cells.get("name", "")
    if not re.fullmatch("[0-9]{12}", code):
        if "E+" in code.upper():
            raise ValueError("代码被 Excel 改成了科学记数，请把这一列设为文本。")
        raise ValueError(f"代码要 12 位数字，现在是“{code}”。")
    if not re.search("[\u3400-\u9fff]", name):
        raise ValueError("请写居委会的名称。")
    values: dict[str, str | int] = {"name": name}
    for key, text in cells.items():
        if text and key in LABELS and key not in ("code", "name"):
            values[key] = _value(key, text)
    return Line(row.line, code, name, values)


def _cell(name: str, text: str) -> str:
    clean = one_line(text) if name in ("address", "hours") else tidy(text)
    if tidy(clean).startswith(FORMULA_STARTS) and not (name == "phone" and clean.startswith("+")):
        raise ValueError(f"“{LABELS[name]}”不能用 {tidy(clean)[0]} 开头。")
    if len(clean) > LONGEST.get(name, 200):
        raise ValueError(f"“{LABELS[name]}”太长，最多 {LONGEST[name]} 个字。")
    return clean


def _value(name: str, text: str) -> str | int:
    if name == "phone":
        return clean_office_phone(text)
    if name != "households":
        return text
    digits = text.removesuffix("户").replace(",", "").strip()
    if not re.fullmatch("[0-9]{1,6}", digits) or int(digits) > MOST_HOUSEHOLDS:
        raise ValueError(f"“户数”要写数字，现在是“{text}”。")
    return int(digits)


def compare(lines: Iterable[Line], existing: Iterable[Mapping[str, object]]) -> Plan:
    """Line up the table with the committees we have (dicts of the columns), by code."""
    known = {str(row["code"]): row for row in existing}
    new, changed, same = [], [], 0
    lines = list(lines)
    renamed = {line.code: line.name for line in lines}
    for line in lines:
        row = known.get(line.code)
        if row is None:
            new.append(line)
        elif changes := _changes(line, row):
            changed.append(Change(str(row["name"]), changes))
        else:
            same += 1
    owners = {renamed.get(code, str(row["name"])): code for code, row in known.items()}
    faults = tuple(
        Fault(line.line, f"“{line.name}”已经有了，代码是 {owners[line.name]}。")
        for line in lines
        if owners.get(line.name, line.code) != line.code
    )
    return Plan(tuple(new), tuple(changed), same, faults)


def _changes(line: Line, row: Mapping[str, object]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (LABELS[key], _words(row[key]), _words(value))
        for key, value in line.values_for(str(row["name"])).items()
        if row[key] != value
    )


def _words(value: object) -> str:
    return "" if value is None else str(value)


# Houses


_RANGE = re.compile("([0-9]{1,3})(?:[-~至到]([0-9]{1,3}))?")
_NAMED = re.compile("[0-9]{0,3}[A-Z甲乙丙丁东西南北中]{1,2}[0-9]{0,2}")
MOST_BUILDINGS = 200


def building_numbers(text: str) -> list[str]:
    """「1–12 号楼」「1、3、5-8」「甲」 → the numbers on the walls. ValueError when unclear."""
    plain = re.sub("[‐-―−]", "-", tidy(ascii_digits(text)).upper())
    plain = re.sub("号楼|号|幢|栋|楼|座|#", "", plain)
    found: list[str] = []
    for part in filter(None, re.split("[,、;和 ]+", plain)):
        if numbers := _RANGE.fullmatch(part):
            first, last = int(numbers[1]), int(numbers[2] or numbers[1])
            if not 0 < first <= last:
                raise ValueError(f"“{part}”的起止号不对，请从小写到大，例如 1-12。")
            found += [str(number) for number in range(first, last + 1)]
        elif _NAMED.fullmatch(part):
            found.append(part)
        else:
            raise ValueError(f"没看懂“{part}”，请写成 1-12，或者 1、3、5-8。")
        if len(found) > MOST_BUILDINGS:
            raise ValueError(f"一次最多 {MOST_BUILDINGS} 栋楼，请分几次添。")
    if not found:
        raise ValueError("请写楼号，例如 1-12。")
    if twice := next((number for number in found if found.count(number) > 1), None):
        raise ValueError(f"“{twice}”写了两次。")
    return found


def rooms_of(floors: int, per_floor: int) -> Sequence[tuple[int, str]]:
    """(floor, room) from the ground up: 2 floors of 3 → 101 102 103 201 202 203."""
    return [
        (floor, f"{floor}{door:02}")
        for floor in range(1, floors + 1)
        for door in range(1, per_floor + 1)
    ]

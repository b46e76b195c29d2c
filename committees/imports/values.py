"""One cell at a time: what people write, in the register's own form. Pure.

Each reader takes a `Cell` with something in it and raises ValueError with the sentence that follows
「第 18 行“出生日期”」; nothing is guessed and no day moves by itself (RELIABILITY D9–D13, D17).
"""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from committees.imports.workbooks import Cell
from committees.residents.rules import PERMIT_PLACES, read_id_number
from committees.residents.states import IdKind, Kinship, Sex
from committees.tenure.states import HukouPlace
from jiedao.common.chinese import ascii_digits, strip_invisible, tidy
from jiedao.common.ids import clean_phone

SPOILT_BY_EXCEL = "：身份证号已被 Excel 损坏，请设为文本格式，再照证件写一遍"
LONGEST_NAME = 50
LONGEST_NOTE = 500
LONGEST_ADDRESS = 120
LONGEST_PAPER = 20
EXACT_DIGITS = 15
"""Excel keeps so many digits of a number; the rest become zeros."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def words_of(cell: Cell) -> str:
    """The text of a cell as people read it on the sheet: 502 for 502.0."""
    return _plain_number(cell.text) if cell.number else cell.text


@lru_cache(maxsize=4_096)
def _plain_number(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if number == number.to_integral_value() and abs(number) < 10**EXACT_DIGITS:
        return str(int(number))
    return text


_POINT_ZERO = re.compile(r"([0-9]{1,15})\.0+")
_SCIENTIFIC = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")


def digits_of(cell: Cell) -> str:
    """A door or a telephone: other programs save 502 as the text 「502.0」, for it is a number."""
    text = words_of(cell).strip().lstrip("'’")
    whole = _POINT_ZERO.fullmatch(ascii_digits(text))
    return whole[1] if whole else text


def _spelt_out(text: str) -> str:
    """「1.0000000001E+10」 holds every digit of its number, 「1E+10」 has lost them: ValueError."""
    found = _SCIENTIFIC.fullmatch(ascii_digits(text))
    if not found:
        return text
    first, rest, places = found[1], found[2] or "", int(found[3])
    if len(rest) < places:
        raise ValueError(f"已被 Excel 写成“{text}”，后几位没有了，请把这一列设成文本再照原样写")
    return str(int(Decimal(text))) if len(rest) == places else f"{first}.{rest}"


@lru_cache(maxsize=4_096)
def key_of(text: str) -> str:
    """A word without its looks, for the tables below: no blanks, half-width, lower case."""
    return "".join(tidy(text).split()).lower()


# Names and texts


def read_name(cell: Cell) -> str:
    name = tidy(_CONTROL.sub(" ", words_of(cell)))
    if not name:
        raise ValueError("只有看不见的字符，请重新写")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"最多 {LONGEST_NAME} 个字，现在是 {len(name)} 个")
    if not re.search(r"[^\W\d_]", name):
        raise ValueError("不像姓名，请再看一下")
    return name


def read_text(cell: Cell, most: int) -> str:
    """Prose: line ends as \\n, nothing invisible, otherwise as it was written."""
    text = strip_invisible(words_of(cell)).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > most:
        raise ValueError(f"最多 {most} 个字，现在是 {len(text)} 个")
    return text


# Numbers of people


def read_number(cell: Cell, kind: str) -> tuple[str, str]:
    """(kind, number) of a paper. Without a kind it is an identity card or the permit built alike.

    A number of a spreadsheet has lost its last three digits; it is refused (D10).
    """
    digits = re.sub("[^0-9]", "", cell.text.partition("E")[0])
    if cell.number and (len(digits) > EXACT_DIGITS or "E" in cell.text.upper()):
        raise ValueError(SPOILT_BY_EXCEL)
    text = digits_of(cell)
    if re.fullmatch(r"[0-9]{16,18}\.0+", text):
        raise ValueError(SPOILT_BY_EXCEL)
    if not kind:
        kind = str(IdKind.PERMIT if _bare(text).startswith(PERMIT_PLACES) else IdKind.IDENTITY)
    try:
        return kind, read_id_number(kind, text)
    except ValueError as wrong:
        spoilt = "损坏" in str(wrong)
        raise ValueError(SPOILT_BY_EXCEL if spoilt else f"：{str(wrong).rstrip('。')}") from None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", ascii_digits(strip_invisible(text)))


def read_phone(cell: Cell) -> str:
    """One number; of several the first would be a guess, so they are refused."""
    text = _spelt_out(digits_of(cell))
    try:
        return clean_phone(text)
    except ValueError as wrong:
        raise ValueError(f"：{str(wrong).rstrip('。')}") from None


def is_hidden(cell: Cell) -> bool:
    """138****1234 of our own export: says nothing and changes nothing."""
    return "*" in cell.text or "＊" in cell.text


# Days

FIRST_DAY = date(1900, 1, 1)
_DAY_ZERO = date(1899, 12, 30)
_DAY_ZERO_1904 = date(1904, 1, 1)
NOT_1900 = 60
"""29 February 1900, which Excel counts and no calendar has."""
_LAST_SERIAL = 80_000
YEARS = range(1900, 2101)
"""A number of these is a year somebody wrote; as a serial it would be a day of 1905."""
_WHOLE = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?(?:T?0{1,2}:00(?::00)?)?"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SHORT = re.compile(r"([0-9]{1,2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")
_REPUBLIC = re.compile(r"民国([0-9]{1,3}|元)年?.*")
_SERIAL = re.compile(r"[0-9]{1,5}(?:\.0+)?")


def read_day(cell: Cell, *, today: date, since_1904: bool = False) -> date:
    """A birth date: never in the future, not before 1900, written with all four digits."""
    text = "".join(ascii_digits(strip_invisible(words_of(cell))).split())
    day = _read_day(re.sub("[‐-―−]", "-", text), since_1904=since_1904)
    if day < FIRST_DAY:
        raise ValueError("在 1900 年以前，请再看一下")
    if day > today:
        raise ValueError("在今天以后，请再看一下")
    return day


def _read_day(text: str, *, since_1904: bool) -> date:
    if found := _WHOLE.fullmatch(text) or _COMPACT.fullmatch(text):
        return _real_day(int(found[1]), int(found[2]), int(found[3]))
    if _SERIAL.fullmatch(text):
        return day_of_serial(int(float(text)), since_1904=since_1904)
    if found := _REPUBLIC.fullmatch(text):
        year = 1911 + (1 if found[1] == "元" else int(found[1]))
        raise ValueError(f"请换成公历，“{text[:12]}”是 {year} 年")
    if found := _SHORT.fullmatch(text):
        raise ValueError(f"“{text}”的年份只有 {len(found[1])} 位，请写全四位，例如 1945-05-13")
    if "农历" in text or "阴历" in text:
        raise ValueError("请换成公历日期")
    raise ValueError(f"没看懂“{text[:12]}”，请写成 1956-01-13")


def _real_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"没有 {year}年{month}月{day}日 这一天") from None


def day_of_serial(serial: int, *, since_1904: bool) -> date:
    """44927 → 2023-01-01. Day 60 of the count from 1900 is no day and is refused; so is a year."""
    if serial in YEARS:
        raise ValueError("只写了年份，请写全年月日，例如 1956-01-13")
    if since_1904:
        return _DAY_ZERO_1904 + timedelta(days=min(serial, _LAST_SERIAL))
    if serial == NOT_1900:
        raise ValueError("是 1900年2月29日，没有这一天")
    if serial < 1 or serial > _LAST_SERIAL:
        raise ValueError(f"“{serial}”不是日期，请写成 1956-01-13")
    return _DAY_ZERO + timedelta(days=serial + (1 if serial < NOT_1900 else 0))


# Words with a fixed meaning


def _table(*pairs: tuple[object, str]) -> dict[str, str]:
    return {word: str(value) for value, words in pairs for word in words.split()}


HEAD_WORDS = frozenset("户主 本人 户主本人".split())
KINSHIP_WORDS = _table(
    (Kinship.SPOUSE, "配偶 妻 夫 妻子 丈夫 爱人 老伴 太太 先生"),
    (
        Kinship.CHILD,
        "子女 子 女 儿子 女儿 长子 次子 三子 长女 次女 三女 独生子 独生女 儿 "
        "养子 养女 继子 继女 孩子",
    ),
    (Kinship.CHILD_IN_LAW, "儿媳女婿 儿媳 媳妇 女婿 儿媳妇"),
    (Kinship.PARENT, "父母 父亲 母亲 父 母 岳父 岳母 公公 婆婆 公 婆 继父 继母"),
    (Kinship.GRANDCHILD, "孙辈 孙子 孙女 外孙 外孙女 外孙子 孙 重孙"),
    (Kinship.GRANDPARENT, "祖辈 祖父 祖母 外祖父 外祖母 爷爷 奶奶 外公 外婆"),
    (Kinship.SIBLING, "兄弟姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹"),
    (Kinship.TENANT, "租住 租客 租户 承租人 承租 租赁 租房"),
    (Kinship.CARER, "住家保姆 保姆 护工"),
    (Kinship.OTHER, "其他 其它 亲戚 亲属 其他亲属 非亲属 朋友"),
)
SEX_WORDS = _table((Sex.FEMALE, "女 女性 f"), (Sex.MALE, "男 男性 m"))
ID_KIND_WORDS = _table(
    (IdKind.IDENTITY, "居民身份证 身份证 二代身份证 户口簿 户口本"),
    (IdKind.PERMIT, "港澳台居民居住证 港澳居民居住证 台湾居民居住证 居住证 港澳台居住证"),
    (IdKind.PASSPORT, "护照 外国护照"),
    (IdKind.NONE, "没有证件(婴儿等) 没有证件 无 没有 无证件"),
    (IdKind.UNKNOWN, "还不知道 不详 未知 不知道"),
)
SAME_DOOR = "人户一致"
PLACE_WORDS = _table(
    (SAME_DOOR, "人户一致 户在本址 户籍在此 本址 户在人在 在册"),
    (HukouPlace.HERE, "就在本居委会 本居委会 本居委 本社区 本小区"),
    (HukouPlace.STREET, "本街道别的居委会 本街道 本街道别处"),
    (HukouPlace.CITY, "本市别处 本市 外区"),
    (HukouPlace.ELSEWHERE, "外省市 外省 外地 外来"),
    (HukouPlace.NONE, "没有户口(外籍等) 没有户口 无户口 外籍"),
)


def choose(cell: Cell, table: dict[str, str], examples: str) -> str:
    """The value a word stands for; ValueError names what may stand there."""
    found = table.get(key_of(words_of(cell)))
    if found is None:
        raise ValueError(f"没看懂“{tidy(cell.text)[:12]}”，请写：{examples}")
    return found

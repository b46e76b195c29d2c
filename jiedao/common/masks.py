"""What stands on a screen instead of a name or number, and a guard for texts to be published.

Source: DOMAIN §6.4 (国办 2018 publicity rules, PIPL). The length of a name is not shown.
"""

import re
from collections.abc import Iterable

from stdnum import luhn

from jiedao.common.chinese import ascii_digits, split_surname, strip_invisible
from jiedao.common.ids import clean_id_number


def mask_name(name: str) -> str:
    """王敏 → 王*, 张小明 → 张**, 欧阳小明 → 欧阳**, 阿依古丽·买买提 → 阿**."""
    surname, given = split_surname(name)
    if not given:
        return "*" if surname else ""
    return surname + "*" * min(len(given), 2)


def mask_phone(phone: str) -> str:
    """13800001234 → 138****1234, 021-56781234 → 021-****1234; anything short is hidden whole."""
    area, dash, number = phone.rpartition("-")
    if dash:
        return f"{area}-****{number[-4:]}"
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else "*" * len(phone)


def mask_id(number: str) -> str:
    """310113195601010021 → 310113********0021; anything short is hidden whole."""
    hidden = len(number) - 10
    return f"{number[:6]}{'*' * hidden}{number[-4:]}" if hidden >= 5 else "*" * len(number)


def mask_person_at(room: str, name: str) -> str:
    """What partners and the street see of a neighbour: 「301 室 张**」."""
    return f"{room} 室 {mask_name(name)}" if room else mask_name(name)


def hide_known(text: str, *, names: Iterable[str] = (), phones: Iterable[str] = ()) -> str:
    """Free text with these names and phones masked as everywhere else (`mask_name`, `mask_phone`).

    Only what is known and stands there literally; it does not recognise other people's names.
    Longer names first, single characters left. A number is found with blanks or dashes between its
    digits, in full-width digits, and a landline without its area code.
    """
    shapes: dict[str, str] = {}
    for name in names:
        if len(name) > 1:
            shapes[re.escape(name)] = mask_name(name)
    for phone in phones:
        for number in {phone, phone.rpartition("-")[2]}:
            if len(number) >= SHORTEST_PHONE:
                shapes[_spelled(number)] = mask_phone(number)
    for shape, mask in sorted(shapes.items(), key=lambda pair: len(pair[0]), reverse=True):
        text = re.sub(shape, mask, text)
    return text


SHORTEST_PHONE = 7
LONGEST_PHONE = 13
_DIGIT = "[0-9\uff10-\uff19]"


def _spelled(number: str) -> str:
    """The shape of a number as people write it: 138 0000 0017, 138-0000-0017, full-width."""
    digits = [f"[{one}{chr(0xFF10 + int(one))}]" for one in number if one.isdigit()]
    between = "[ \u3000\uff0d-]?"
    return f"(?<!{_DIGIT}){between.join(digits)}(?!{_DIGIT})"


_RUN = re.compile(
    rf"(?<!{_DIGIT})(?:{_DIGIT}{{6,}}{_DIGIT}[Xx]?|1(?:[ \-]?{_DIGIT}){{10}})(?!{_DIGIT})"
)


def hide_numbers(text: str) -> str:
    """Free text with every number masked that is as long as a phone or an identity number."""
    return _RUN.sub(lambda found: _hidden(ascii_digits(found[0])), text)


def _hidden(number: str) -> str:
    plain = _bare(number)
    return mask_id(plain) if len(plain) > LONGEST_PHONE else mask_phone(plain)


_UP_TO_LANE = re.compile(r".*?[0-9零一二三四五六七八九十百]弄")
_UP_TO_ROAD = re.compile(r".*?(?:路|大道|街|新村|村|公寓|小区|花园|家园|苑)(?![道])")


def mask_address(address: str) -> str:
    """友谊路12弄3号502室 → 友谊路12弄; without a lane to the road; empty when neither is found."""
    plain = ascii_digits(address)
    found = _UP_TO_LANE.match(plain) or _UP_TO_ROAD.match(plain)
    return found[0] if found else ""


# Guard of public texts

_GAP = r"[ \-]?"
_ID_SHAPES = (
    re.compile(rf"(?<![0-9])[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx](?![0-9A-Za-z])"),
    re.compile(rf"(?<![0-9])[1-9](?:{_GAP}[0-9]){{14}}(?!{_GAP}[0-9])"),
)
_MOBILE = re.compile(rf"(?<![0-9])(?:\+?86{_GAP})?1[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])")
_BANK = re.compile(rf"(?<![0-9])[1-9](?:{_GAP}[0-9]){{15,18}}(?!{_GAP}[0-9])")
_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_BIRTHDAY = re.compile(
    rf"[0-9]{{6}}(?:(?:18|19|20)[0-9]{{2}}{_DAY}[0-9]{{3}}[0-9X]|[0-9]{{2}}{_DAY}[0-9]{{3}})"
)


def contains_private_data(text: str) -> list[str]:
    """Sentences such as 「第 2 段有手机号」 for every number that must not be published.

    Paragraphs are the lines with text, counted from 1. Identity numbers count by shape or by
    check digit, bank numbers (16–19 digits) by Luhn. An empty list means: none found.
    """
    lines = (line for line in ascii_digits(strip_invisible(text)).splitlines() if line.strip())
    return [
        f"第 {number} 段有{kind}" for number, line in enumerate(lines, 1) for kind in _kinds(line)
    ]


def _kinds(line: str) -> list[str]:
    kinds = []
    if any(_is_id(match[0]) for shape in _ID_SHAPES for match in shape.finditer(line)):
        kinds.append("身份证号")
    if _MOBILE.search(line):
        kinds.append("手机号")
    if any(_is_bank(match[0]) for match in _BANK.finditer(line)):
        kinds.append("银行卡号")
    return kinds


def _bare(found: str) -> str:
    return found.replace(" ", "").replace("-", "").upper()


def _is_id(found: str) -> bool:
    number = _bare(found)
    if _BIRTHDAY.fullmatch(number):
        return True
    try:
        clean_id_number(number)
    except ValueError:
        return False
    return True


def _is_bank(found: str) -> bool:
    number = _bare(found)
    return not _is_id(number) and luhn.is_valid(number)

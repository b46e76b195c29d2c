"""Which buildings a notice speaks of, out of what people write in its line 「范围」. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jiedao.common.chinese import chinese_number, nfkc

_ONE = "[0-9]{1,4}[A-Z]?|[零〇一二两三四五六七八九十百]{1,6}|[A-Z]"
_JOINT = "[-‐-―−~至到、,和及与]"
_RUN = rf"(?:{_ONE})(?:(?:号楼|号|幢|栋|楼)?{_JOINT}(?:{_ONE}))*"
_PLAIN = re.compile(rf"({_RUN})(?:号楼|幢|栋|楼)")
_PLATE = re.compile(rf"(?<!月)({_RUN})号(?![线门日晚电机])")
_STEP = re.compile(rf"({_ONE})(?:号楼|号|幢|栋|楼)?(?:([-‐-―−~至到])({_ONE}))?")


@dataclass(frozen=True)
class House:
    """A building as its committee lists it."""

    pk: int
    number: str
    estate: str


def houses_named(text: str, houses: Iterable[House]) -> list[House]:
    """「3 号楼和 5—7 号楼」 → those of the committee; an estate that is named narrows it.

    Empty when the text names no building that is there: 「全小区」, 「东门」.
    「26 号」 is a plate only where nobody wrote 楼, 幢 or 栋: it may be a day as well.
    """
    plain = "".join(nfkc(text).upper().split())
    houses = list(houses)
    places = [house for house in houses if house.estate and house.estate.upper() in plain] or houses
    for estate in {house.estate.upper() for house in houses if house.estate}:
        plain = plain.replace(estate, "")
    for pattern in (_PLAIN, _PLATE):
        wanted = {number for run in pattern.findall(plain) for number in _numbers(run, houses)}
        found = [house for house in places if house.number.upper() in wanted]
        if found:
            return found
    return []


def _numbers(run: str, houses: list[House]) -> set[str]:
    """Every number of 「1-3、5」."""
    found: set[str] = set()
    for first, _, last in _STEP.findall(run):
        low = _plain(first)
        found.add(low)
        if last and low.isdigit() and _plain(last).isdigit():
            span = range(int(low), int(_plain(last)) + 1)
            found |= {
                house.number.upper()
                for house in houses
                if (digits := re.match("[0-9]+", house.number)) and int(digits[0]) in span
            }
        elif last:
            found.add(_plain(last))
    return found


def _plain(number: str) -> str:
    try:
        return str(chinese_number(number))
    except ValueError:
        return number

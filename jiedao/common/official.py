"""Official papers in the layout of GB/T 9704-2012 (DOMAIN §7), before any file format. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum


class Level(Enum):
    """一、黑体 → （一）楷体 → 1. 仿宋 → （1） 仿宋; everything else is plain text."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    PLAIN = "plain"


@dataclass(frozen=True)
class Line:
    level: Level
    text: str


NUMERALS = "一二三四五六七八九十"
_LEVELS = (
    (re.compile(f"[{NUMERALS}]{{1,3}}、"), Level.FIRST),
    (re.compile(f"（[{NUMERALS}]{{1,3}}）"), Level.SECOND),
    (re.compile(r"[0-9]{1,2}[.．]"), Level.THIRD),
    (re.compile(r"（[0-9]{1,2}）"), Level.FOURTH),
)


def lines_of(body: str) -> list[Line]:
    """The paragraphs of a text with their level; empty lines are left out."""
    return [Line(_level(text), text) for raw in body.splitlines() if (text := raw.strip())]


def _level(text: str) -> Level:
    return next((level for shape, level in _LEVELS if shape.match(text)), Level.PLAIN)


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十; up to 99, more than any agenda has."""
    tens, ones = divmod(number, 10)
    front = ("" if tens == 1 else NUMERALS[tens - 1]) + "十" if tens else ""
    return front + (NUMERALS[ones - 1] if ones else "")


@dataclass(frozen=True)
class Paper:
    """A paper to print or to send. `mark` is the red head of 纪要; `groups` are labels such as
    出席 with (unit, names); `signers` get a table to sign; `issuer` and `day` close the paper;
    `copies` is the 抄送 line at the end.
    """

    title: str
    lines: Sequence[Line]
    mark: str = ""
    number: str = ""
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]] = field(default_factory=tuple)
    signers: Sequence[tuple[str, str]] = field(default_factory=tuple)
    issuer: str = ""
    day: str = ""
    copies: str = ""

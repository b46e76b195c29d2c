"""What of a notice fits on one sheet of paper. Pure."""

import re
from dataclasses import dataclass

from committees.notices.rules import Words

POSTER_MOST = 180
"""Characters of text on a poster (UX B.3)."""
BOX_CHARACTERS, BOX_LINES = 19, 2
LINE_CHARACTERS = 20
"""Full-width characters of 24 pt in a line of A4 between its margins."""
TITLE_ONE_SIZE = 33
"""A longer title is set smaller, so that it stays within three lines."""


@dataclass(frozen=True)
class Poster:
    """What of a notice fits on one sheet. `too_long` says so, empty when all of it fits."""

    text: str
    happens: str
    place: str
    small_title: bool
    too_long: str


def poster_of(words: Words) -> Poster:
    """The first lines of the text, at most 180 characters; the rest is behind the QR code."""
    lines, kept, used = _lines_left(words), "", 0
    for paragraph in filter(None, (line.strip() for line in words.body.splitlines())):
        room = min((lines - used) * LINE_CHARACTERS, POSTER_MOST - len(kept.replace("\n", "")))
        if room < LINE_CHARACTERS and room < len(paragraph):
            break
        piece = paragraph if len(paragraph) <= room else _cut(paragraph, room)
        kept += f"\n{piece}" if kept else piece
        used += _rows(piece, LINE_CHARACTERS)
        if piece != paragraph:
            break
    whole = _solid(kept) == _solid(words.body)
    too_long = "" if whole else _too_long(len(_solid(words.body)), lines)
    small_title = _width(words.title) > TITLE_ONE_SIZE
    return Poster(kept, _boxed(words.happens), _boxed(words.place), small_title, too_long)


def _boxed(fact: str) -> str:
    """At most two lines of the box: the page behind the QR code has the rest."""
    if _rows(fact, BOX_CHARACTERS) <= BOX_LINES:
        return fact
    kept = fact
    while _rows(f"{kept}…", BOX_CHARACTERS - 1) > BOX_LINES:
        kept = kept[:-1]
    return f"{kept}…"


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)


def _too_long(length: int, lines: int) -> str:
    most = min(POSTER_MOST, lines * LINE_CHARACTERS)
    if length > most:
        return f"字太多，第 2 页起请看二维码。现在 {length} 字，海报最多 {most} 字。"
    return f"分段太多，余下的请看二维码。海报最多 {lines} 行。"


# Heights on a sheet whose content is 26.5 em high; 1 em is 10 mm on A4 (portal.css, .sheet).
_SHEET, _HEAD, _FOOT, _GAP = 26.5, 2.2, 7.4, 0.64
_LINE, _TITLE_LINE, _SMALL_TITLE_LINE = 1.275, 1.94, 1.42
_BOX = 1.63
WIDE_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZmw@%&")


def _lines_left(words: Words) -> int:
    """Lines of text between the title, the box with time and place, and the foot."""
    long = _width(words.title) > TITLE_ONE_SIZE
    title = _rows(words.title, 15 if long else 11) * (_SMALL_TITLE_LINE if long else _TITLE_LINE)
    facts = sum(
        _rows(_boxed(fact), BOX_CHARACTERS) for fact in (words.happens, words.place) if fact
    )
    box = facts * _LINE + _BOX if facts else 0
    return max(3, int((_SHEET - _HEAD - title - box - _GAP - _FOOT) / _LINE))


def _rows(text: str, across: int) -> int:
    """Rows that `text` takes with so many full-width characters in each."""
    return -(-round(_width(text) * 100) // (across * 100))


def _width(text: str) -> float:
    """In full-width characters, as wide as Chinese fonts draw Latin ones."""
    return sum(map(_character_width, text))


def _character_width(char: str) -> float:
    if not char.isascii():
        return 1
    if char in WIDE_LETTERS:
        return 0.9
    return 0.57 if char.isalnum() else 0.35


def _cut(text: str, most: int) -> str:
    """Up to the last full stop before `most`, otherwise to `most` with an ellipsis."""
    stop = text[:most].rfind("。")
    return text[: stop + 1] if stop > most // 2 else f"{text[: most - 1]}…"

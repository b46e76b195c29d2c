"""「没找到“宝刚”。您是不是找：宝钢一村？」 – names that sound like what was typed. Pure.

Shanghai speakers do not keep apart an/ang, en/eng, in/ing, n/l, z/zh, c/ch, s/sh (UX D.5).
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from jiedao.common.chinese import blur, pinyin_words

ALIKE = 0.8
"""Share of equal letters from which two sounds are alike; 1 is the same sound."""
MOST = 3
_DIGITS = "零一二三四五六七八九"


def spelled(text: str) -> tuple[str, str]:
    """(pinyin, initials) of a place name: 宝钢一村 → ("baogangyicun", "bgyc")."""
    words = [word for word in pinyin_words(text) if word]
    return "".join(words), "".join(word[0] for word in words)


def blurred(text: str) -> str:
    """The sound of `text` (Chinese or pinyin) without the differences people do not hear."""
    return blur("".join(pinyin_words(text)).lower())


def sounding_like(query: str, names: Iterable[str], most: int = MOST) -> list[str]:
    """The names nearest in sound, the nearest first and otherwise in the given order."""
    wanted = blurred(query)
    if len(wanted) < 2:
        return []
    scored = [(_likeness(wanted, blurred(name)), name) for name in names]
    near = [pair for pair in scored if pair[0] >= ALIKE]
    return [name for _, name in sorted(near, key=lambda pair: -pair[0])[:most]]


def _likeness(wanted: str, sound: str) -> float:
    if wanted in sound:
        return 1.0
    lengths = {len(wanted) - 1, len(wanted), len(wanted) + 1}
    windows = (sound[:length] for length in lengths if length > 0)
    return max(SequenceMatcher(None, wanted, window).ratio() for window in windows)


def in_chinese_numerals(text: str) -> str:
    """宝钢11村 → 宝钢十一村: people type the digits, the plate on the wall has the numeral."""
    return re.sub("[0-9]{1,2}", lambda found: numeral(int(found[0])), text)


def numeral(number: int) -> str:
    """1–99 as it stands in names: 十, 十一, 二十, 二十一; 0 stays 零."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """Sorts house numbers as people do: 2 before 10, 3 before 3甲, letters last."""
    parts = re.findall("[0-9]+|[^0-9]+", text)
    return [(0, int(part), "") if part[0] in "0123456789" else (1, 0, part) for part in parts]

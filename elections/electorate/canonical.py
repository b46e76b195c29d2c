"""The roll as one text, and its digest. Pure; anybody can do the same with the paper roll.

The text is UTF-8 without a mark at its beginning; every line, the last one too, ends in one line
feed (0x0A). First four lines:

    选民名单
    <the committee>
    <polling day, 2026-12-20>
    <how many stand on it, in digits>

Then one line for each of them: residents' group, one tab (0x09), full name, as the paper roll has
them; no group is 「未分组」. Names and groups are in Unicode's form NFC without blanks at their
ends. These lines are sorted by their bytes, so the order on paper does not matter. The digest is
the SHA-256 of the text in 64 lower-case hexadecimal digits.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import date

FIRST_LINE = "选民名单"
NO_GROUP = "未分组"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def canonical_roll(committee: str, polling_on: date, people: Iterable[tuple[str, str]]) -> str:
    """The text. `people` are pairs (residents' group, name) in any order."""
    lines = sorted(
        f"{_plain(group) or NO_GROUP}\t{_plain(name)}".encode() for group, name in people
    )
    head = (FIRST_LINE, _plain(committee), polling_on.isoformat(), str(len(lines)))
    return "".join(f"{line}\n" for line in (*head, *(line.decode() for line in lines)))


def digest_of(text: str) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()

"""抽查: after the count some batches are opened again and compared with their sheets (RELIABILITY
2.9). Which ones is decided by dice that everybody sees, thrown once every sheet is in. Pure.

Anybody who knows the dice draws the same batches with pencil and a SHA-256: for every batch the
digest of 「dice-number」, in ascending order, until the ballots are enough.
"""

import hashlib
from collections.abc import Iterable

from jiedao.common.chinese import ascii_digits
from jiedao.common.errors import Refused

THROWS = 10
"""Ten dice tell 60 million draws apart: nobody finds one that suits her by trying."""
LEAST = 50
ONE_IN = 20
"""At least 50 ballots, or one in twenty where that is more (5 %)."""


def dice_of(text: str) -> str:
    """「3 5 2 6 …」 as 「3526…」. Refused for too few throws and for what no die shows."""
    thrown = "".join(ascii_digits(text).split())
    if not thrown or set(thrown) - set("123456"):
        raise Refused("请照骰子写，每次是 1 到 6。")
    if len(thrown) < THROWS:
        raise Refused(f"至少掷 {THROWS} 次，现在 {len(thrown)} 次。")
    return thrown


def enough(ballots: int) -> int:
    """How many of so many ballots are looked at again, at least."""
    return min(ballots, max(LEAST, -(-ballots // ONE_IN)))


def drawn(dice: str, batches: Iterable[tuple[int, int]]) -> list[int]:
    """The numbers of the batches to be opened, in the order of their numbers. `batches`: number
    and size of each; in whatever order they come, the same ones are drawn."""
    sizes = dict(batches)
    left = enough(sum(sizes.values()))
    found = []
    for number in sorted(sizes, key=lambda one: digest_of(dice, one)):
        if left <= 0:
            break
        found.append(number)
        left -= sizes[number]
    return sorted(found)


def digest_of(dice: str, number: int) -> str:
    return hashlib.sha256(f"{dice}-{number}".encode()).hexdigest()

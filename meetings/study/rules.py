"""Who still has to read. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Learner:
    """Somebody on the list of a study session."""

    name: str
    came: bool
    read_at: datetime | None

    def has_read(self, newest: datetime | None) -> bool:
        """Nothing to read is read by everybody; material added later is read again."""
        return newest is None or (self.read_at is not None and self.read_at >= newest)


@dataclass(frozen=True)
class Roll:
    """Who came, who read it afterwards, and who has done neither."""

    came: tuple[str, ...]
    read: tuple[str, ...]
    owing: tuple[str, ...]


def roll_of(learners: Iterable[Learner], newest: datetime | None) -> Roll:
    """Whoever sat in the room has heard it; the others read it by themselves (补学)."""
    people = list(learners)
    away = [one for one in people if not one.came]
    return Roll(
        tuple(one.name for one in people if one.came),
        tuple(one.name for one in away if one.read_at and one.has_read(newest)),
        tuple(one.name for one in away if newest and not one.has_read(newest)),
    )

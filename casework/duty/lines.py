"""A shift as one reader sees it at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from casework.duty.models import Shift
from casework.duty.policies import may_check_in, may_check_out
from casework.duty.querysets import ShiftQuerySet
from casework.duty.rules import (
    Word,
    word_of,
)
from casework.duty.states import Slot
from casework.duty.telling import clock_words
from committees.people.models import User

SHORT = {
    Slot.MORNING: "上",
    Slot.AFTERNOON: "下",
    Slot.OFF_PEAK: "错时",
    Slot.NIGHT: "夜",
    Slot.HOLIDAY: "节",
}


@dataclass(frozen=True)
class Line:
    """A shift as one reader sees it at one moment."""

    shift: Shift
    reader: User
    at: datetime

    @property
    def slot(self) -> str:
        return Slot(self.shift.slot).label

    @property
    def short(self) -> str:
        return SHORT[Slot(self.shift.slot)]

    @property
    def hours(self) -> str:
        return clock_words(self.shift)

    @property
    def name(self) -> str:
        return self.shift.person.name if self.shift.person else ""

    @property
    def mine(self) -> bool:
        return self.shift.person_id == self.reader.pk

    @cached_property
    def word(self) -> Word:
        return word_of(self.shift, self.at)

    @property
    def gap(self) -> bool:
        """Somebody is missing, and it is not too late."""
        return self.shift.person_id is None and self.shift.ends_at > self.at

    @property
    def over(self) -> bool:
        return self.shift.ends_at <= self.at

    @property
    def running(self) -> bool:
        return self.shift.starts_at <= self.at < self.shift.ends_at

    @property
    def came(self) -> datetime | None:
        return self.shift.checked_in_at

    @property
    def can_check_in(self) -> bool:
        """One tap for oneself; a colleague goes by the shift's page."""
        return self.mine and bool(may_check_in(self.reader, self.shift, self.at))

    @property
    def can_check_out(self) -> bool:
        return (
            self.mine
            and self.shift.check_in_noted_at is None
            and bool(may_check_out(self.reader, self.shift))
        )


def lines_of(shifts: Iterable[Shift], reader: User, at: datetime) -> list[Line]:
    return [Line(shift, reader, at) for shift in shifts]


def published_shifts() -> ShiftQuerySet:
    rows: ShiftQuerySet = Shift.objects.published().select_related(
        "rota", "person", "lead", "committee"
    )
    return rows

"""What the roll must be before an election moves on."""

from collections.abc import Iterator
from datetime import date

from elections.electorate.freezing import freeze_of
from elections.electorate.models import Objection, Voter
from elections.timetable.models import Election
from elections.timetable.preflight import Line, before
from elections.timetable.states import Stage


@before((Stage.REGISTRATION, Stage.ROLL))
def somebody_is_on_the_roll(election: Election, on: date) -> Iterator[Line]:
    listed = Voter.objects.on_roll().filter(election=election).count()
    words = f"选民名单上有 {listed:,} 人" if listed else "选民名单上还没有人"
    yield Line(words, bool(listed), "roll/", "去名单", election.key)


@before((Stage.ROLL, Stage.NOMINATION), (Stage.ROLL, Stage.CANDIDATES))
def objections_are_decided(election: Election, on: date) -> Iterator[Line]:
    waiting = Objection.objects.filter(election=election).open().count()
    words = f"还有 {waiting} 条名单申诉没有决定" if waiting else "名单申诉都有了决定"
    yield Line(words, not waiting, "objections/", "去申诉", election.key)


@before(
    (Stage.ROLL, Stage.NOMINATION),
    (Stage.ROLL, Stage.CANDIDATES),
    (Stage.CANDIDATES, Stage.POLLING),
)
def roll_is_frozen(election: Election, on: date) -> Iterator[Line]:
    """Opened again and not frozen since, it stops the next move as well."""
    freeze = freeze_of(election)
    words = "选民名单还没有冻结"
    if freeze is not None:
        words = f"选民名单冻结了，登记选民 {freeze.entitled:,} 人"
    yield Line(words, freeze is not None, "freeze/", "去冻结", election.key)

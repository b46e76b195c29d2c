"""Makers of rolls, their lines, files, objections and versions, for the access matrix."""

from typing import Any

from django.utils import timezone

from committees.people.models import User
from committees.territory.models import Committee
from elections.electorate.models import Freeze, Objection, RollBatch, RollChange, Voter
from elections.timetable.models import Election, Step
from tests.cast import Cast
from tests.elections.makers import an_election


def _keeper(cast: Cast, committee: Committee) -> User:
    return cast.east_director if committee == cast.east else cast.west_director


def _roll(cast: Cast, committee: Committee, canary: str) -> Voter:
    """A roll that hangs since today, with one voter who was added since, an objection."""
    running = Election.objects.under_way().filter(committee=committee, rehearsal=False)
    election = running.first() or an_election(committee)
    Freeze.objects.filter(election=election).delete()
    return _hang(cast, election, canary)


def _hang(cast: Cast, election: Election, canary: str) -> Voter:
    committee = election.committee
    Election.objects.filter(pk=election.pk).update(stage="roll")
    today, keeper = timezone.localdate(), _keeper(cast, committee)
    Step.objects.filter(election=election, code="roll").update(done_on=today)
    voter = Voter.objects.create(
        election=election, name=canary[:50], group="第 1 组", by_hand=True, why="本人申请"
    )
    RollChange.objects.create(election=election, voter=voter, hand="add", why="补上", by=keeper)
    Objection.objects.create(
        election=election,
        asks="add",
        about=canary[:50],
        words="漏了",
        filed_by="邻居",
        filed_on=today,
        due_on=today,
    )
    return voter


def _batch(cast: Cast, committee: Committee, canary: str) -> RollBatch:
    voter = _roll(cast, committee, canary)
    return RollBatch.objects.create(
        election=voter.election,
        name=canary[:120],
        digest=f"{canary}{voter.pk}"[:64],
        lines=1,
        made_by=_keeper(cast, committee),
        written_at=timezone.now(),
    )


def _freeze(cast: Cast, committee: Committee, canary: str) -> Freeze:
    """Of a rehearsal of its own: nobody writes on this roll any more."""
    voter = _hang(cast, an_election(committee, rehearsal=True), canary)
    return Freeze.objects.create(
        election=voter.election,
        number=2,
        entitled=1,
        digest="0" * 64,
        made_by=_keeper(cast, committee),
        why=canary[:120],
    )


def roll(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"key": _batch(cast, committee, canary).election.key}


def roll_line(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    voter = _roll(cast, committee, canary)
    return {"key": voter.election.key, "pk": voter.pk}


def roll_batch(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    batch = _batch(cast, committee, canary)
    return {"key": batch.election.key, "pk": batch.pk}


def objection(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    voter = _roll(cast, committee, canary)
    made = Objection.objects.filter(election=voter.election).latest("pk")
    return {"key": voter.election.key, "pk": made.pk}


def freeze(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = _freeze(cast, committee, canary)
    return {"key": made.election.key, "pk": made.pk}


def freeze_made(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"key": _freeze(cast, committee, canary).election.key}


ROLL = {
    "roll": roll,
    "roll_line": roll_line,
    "roll_batch": roll_batch,
    "objection": objection,
    "freeze": freeze,
    "freeze_made": freeze_made,
}

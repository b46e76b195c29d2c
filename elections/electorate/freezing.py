"""冻结: the roll becomes a version with a digest, by two people; opened again only with a reason.

From there on whoever may vote is settled: issue desks and results count against `entitled`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.electorate.canonical import canonical_roll, digest_of
from elections.electorate.clock import last_objection_day
from elections.electorate.models import Freeze, Objection, Voter
from elections.electorate.opened import BEFORE_PUBLICATION, WRITTEN_IN, open_roll
from elections.electorate.policies import may_confirm, may_keep_roll
from elections.timetable.models import Election
from elections.timetable.moving import finish_steps, locked
from elections.timetable.states import StepCode
from jiedao.common.errors import Refused

CHANGED = "名单在这以后改过，和提出冻结时不一样了。请撤回，重新提出。"


@dataclass(frozen=True)
class Blocker:
    """Why the roll cannot be frozen yet. `page`: name of the page where it is put right."""

    words: str
    page: str
    query: str = ""


def blockers(election: Election, today: date) -> list[Blocker]:
    """Everything that stands in the way, each with the page that mends it. Five queries."""
    found = []
    if election.stage in BEFORE_PUBLICATION:
        found.append(Blocker("名单还没有公布。", "roll"))
    last = last_objection_day(election)
    if last is not None and today <= last:
        found.append(
            Blocker(f"申诉可以提到 {last.month}月{last.day}日，第二天起才能冻结。", "objections")
        )
    if count := Objection.objects.filter(election=election).open().count():
        found.append(Blocker(f"还有 {count} 条申诉没有决定。", "objections"))
    rows = Voter.objects.filter(election=election)
    if count := rows.doubled().count():
        words = f"有 {count} 人也在别的居委会的名单上，要有一边去掉。"
        found.append(Blocker(words, "roll", "?show=doubles"))
    if not rows.on_roll().exists():
        found.append(Blocker("名单上还没有人。", "roll"))
    return found


def roll_text(election: Election) -> str:
    """The canonical roll as it stands now (`canonical`). One query beside the committee."""
    people = Voter.objects.on_roll().filter(election=election).order_by()
    return canonical_roll(
        election.committee.name, election.polling_on, people.values_list("group", "name")
    )


def freeze_of(election: Election) -> Freeze | None:
    """The version in force, or None while the roll may still change. One query."""
    found: Freeze | None = Freeze.objects.filter(election=election).in_force().first()
    return found


@transaction.atomic
def make_freeze(election: Election, *, by: User, at: datetime, today: date) -> Freeze:
    """The first of two people: what the roll says now, with its digest. Nobody writes on it any
    more. Refused while anything stands in the way (`blockers`), and twice."""
    election = open_roll(election, by)
    if standing := blockers(election, today):
        raise Refused("".join(one.words for one in standing))
    last = Freeze.objects.filter(election=election).order_by("-number").first()
    text = roll_text(election)
    freeze: Freeze = Freeze.objects.create(
        election=election,
        number=last.number + 1 if last else 1,
        entitled=Voter.objects.on_roll().filter(election=election).count(),
        digest=digest_of(text),
        made_by=by,
        made_at=at,
        why=last.reopened_why if last else "",
    )
    record("roll.freeze", freeze, by=by, committee=election.committee, label=freeze.digest[:16])
    return freeze


@transaction.atomic
def confirm_freeze(freeze: Freeze, *, by: User, at: datetime, today: date) -> Freeze:
    """The second: the roll is frozen. Refused to the first, and when the roll no longer says what
    it said then, which nobody can bring about through the portal."""
    election, freeze = _both(freeze)
    may_confirm(by, freeze).require()
    if not freeze.waits:
        raise Refused("名单已经冻结了。")
    if digest_of(roll_text(election)) != freeze.digest:
        raise Refused(CHANGED)
    before = digest(freeze)
    freeze.confirmed_by, freeze.confirmed_at = by, at
    freeze.save()
    finish_steps(election, (StepCode.FREEZE,), by=by, on=today)
    record("roll.confirm_freeze", freeze, by=by, committee=election.committee, before=before)
    return freeze


@transaction.atomic
def withdraw_freeze(freeze: Freeze, *, by: User) -> None:
    """One of the two sees something wrong before it is confirmed: the roll is open again."""
    election, freeze = _both(freeze)
    may_keep_roll(by, election).require()
    if not freeze.waits:
        raise Refused("名单已经冻结了，不能撤回。要改，请写明理由重新打开。")
    before = digest(freeze)
    record("roll.unfreeze", freeze, by=by, committee=election.committee, before=before, after="")
    freeze.delete()


@transaction.atomic
def reopen_roll(freeze: Freeze, *, why: str, by: User, at: datetime) -> Freeze:
    """A frozen roll may change again; the version stays, and the next one has its own digest (E11).

    Refused from polling day on: ballots are issued against it.
    """
    election, freeze = _both(freeze)
    may_keep_roll(by, election).require()
    if not freeze.in_force:
        raise Refused("名单现在没有冻结。")
    if election.stage not in WRITTEN_IN:
        raise Refused(f"现在是“{election.get_stage_display()}”，名单不能再改。")
    before = digest(freeze)
    freeze.reopened_by, freeze.reopened_at, freeze.reopened_why = by, at, why
    freeze.save()
    record("roll.open_again", freeze, by=by, committee=election.committee, before=before, label=why)
    return freeze


def _both(freeze: Freeze) -> tuple[Election, Freeze]:
    election = locked(freeze.election)
    rows = Freeze.objects.select_for_update(of=("self",)).select_related("election")
    found = rows.filter(pk=freeze.pk).first()
    if found is None:
        raise Refused("刚才有人撤回了冻结。")
    return election, found

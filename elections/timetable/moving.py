"""An election moves from stage to stage, its dates move, or it is stopped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.timetable.models import Election, Step
from elections.timetable.policies import may_call_off, may_lead, may_retime
from elections.timetable.preflight import page_of, ready
from elections.timetable.reminding import remind_of
from elections.timetable.states import CUT_OFFS, MOVES, OVER, Stage, StepCode
from jiedao.common.errors import Refused
from jiedao.common.followers import Followers
from jiedao.common.moves import check_move


@dataclass(frozen=True)
class Moved:
    """An election has just come to its present stage."""

    election: Election
    by: User
    on: date


MOVED: Followers[Moved] = Followers()
"""What a stage brings with it in other slices; called in the act's transaction."""

DONE_WITH: dict[str, tuple[StepCode, ...]] = {
    Stage.BODY: (StepCode.BODY,),
    Stage.REGISTRATION: (StepCode.FIRST_NOTICE, StepCode.REGISTRATION),
    Stage.ROLL: (StepCode.ROLL,),
    Stage.NOMINATION: (StepCode.FREEZE, StepCode.NOMINATION),
    Stage.CANDIDATES: (StepCode.FREEZE, StepCode.QUALIFICATION, StepCode.CANDIDATES),
    Stage.POLLING: (StepCode.POLL_NOTICE, StepCode.PROXY_LIST, StepCode.INVALID_RULES),
    Stage.PUBLISHED: (StepCode.POLLING,),
    Stage.HANDED_OVER: (StepCode.SEALS, StepCode.HANDOVER),
}
"""Steps that are done, at the latest, when an election comes to a stage."""


def locked(election: Election) -> Election:
    """The election's row, held until this transaction ends."""
    rows = Election.objects.select_for_update(of=("self",)).select_related("committee", "rule_set")
    found: Election = rows.get(pk=election.pk)
    return found


def advance(
    election: Election, to: str, *, by: User, on: date, version: int | None = None
) -> Election:
    """The next stage, by its button on the desk. Refused for whoever does not lead the election,
    for a move its table does not have, for one that another page makes, and while a line of the
    pre-flight list is open: the sentence names every such line. `Conflict` on an old page."""
    with transaction.atomic():
        election = locked(election)
        may_lead(by, election).require()
        if page_of(election.stage, to)[0]:
            raise Refused(f"“{Stage(to).label}”不在这里走，请按这一步自己的按钮。")
        if version is not None:
            election.expect(version)
        return step_to(election, to, by=by, on=on)


def step_to(election: Election, to: str, *, by: User, on: date) -> Election:
    """The same for acts of other slices, which have asked their own policy: the election is locked
    by the caller's transaction. Refused as `advance` is."""
    with transaction.atomic():
        election = locked(election)
        check_move(MOVES, election.stage, Stage(to))
        ready(election, to, on).require()
        before = digest(election)
        election.stage = to
        election.version += 1
        election.save(update_fields=["stage", "version"])
        finish_steps(election, DONE_WITH.get(to, ()), by=by, on=on)
        label = str(Stage(to).label)
        committee = election.committee
        record("election.advance", election, by=by, committee=committee, before=before, label=label)
        remind_of(election, now=timezone.now())
        MOVED(Moved(election, by, on))
    return election


def call_off(election: Election, *, by: User, why: str, on: date) -> Election:
    """The street stops it for good, with a reason that residents read."""
    with transaction.atomic():
        election = locked(election)
        may_call_off(by).require()
        check_move(MOVES, election.stage, Stage.CALLED_OFF)
        if not why.strip():
            raise Refused("请写为什么终止。")
        before = digest(election)
        election.stage, election.called_off_why = Stage.CALLED_OFF, why.strip()
        election.version += 1
        election.save(update_fields=["stage", "called_off_why", "version"])
        record("election.stop", election, by=by, committee=election.committee, before=before)
        remind_of(election, now=timezone.now())
        MOVED(Moved(election, by, on))
    return election


def retime(step: Step, *, to: date, why: str, by: User, on: date) -> Step:
    """Move one step to another day, with the reason. What is too near then stands in red on the
    timetable. Polling day is not moved here: everything else follows from it."""
    with transaction.atomic():
        election = locked(step.election)
        may_retime(by).require()
        step = Step.objects.select_for_update().get(pk=step.pk)
        if election.stage in OVER or step.done_on is not None:
            raise Refused("这一步已经做完了，日期不能再改。")
        if step.code == StepCode.POLLING:
            raise Refused("选举日不能单独改。要改选举日，请终止以后重新开启。")
        if not why.strip():
            raise Refused("请写为什么改期。")
        before = digest(step)
        step.due_on, step.moved_why = to, why.strip()
        step.save(update_fields=["due_on", "moved_why"])
        label = StepCode(step.code).label
        committee = election.committee
        record("election.retime", step, by=by, committee=committee, before=before, label=label)
        remind_of(election, now=timezone.now())
    return step


def tick(step: Step, *, by: User, on: date) -> Step:
    """Write down that a step is done which no act of the portal shows. Refused for days that pass
    by themselves, and twice."""
    with transaction.atomic():
        election = locked(step.election)
        may_lead(by, election).require()
        step = Step.objects.select_for_update().get(pk=step.pk)
        if step.code in CUT_OFFS or step.code not in TICKED:
            raise Refused("这一步由平台自己记，不用点。")
        if step.done_on is not None:
            raise Refused("已经记过了。")
        finish_steps(election, [StepCode(step.code)], by=by, on=on)
        step.refresh_from_db()
        label = StepCode(step.code).label
        record("election.done", step, by=by, committee=election.committee, label=label)
        remind_of(election, now=timezone.now())
    return step


TICKED = frozenset({StepCode.QUALIFICATION, StepCode.SEALS})
"""Steps done on paper, which somebody must say."""


def finish_steps(election: Election, codes: Iterable[str], *, by: User, on: date) -> None:
    """These steps were done on that day; those done before keep theirs."""
    rows = Step.objects.filter(election=election, code__in=list(codes), done_on=None)
    rows.update(done_on=on, done_by=by)

"""Who prepares polling day and who hands out ballots, and when."""

from committees.people.models import User
from elections.ballots.access import ISSUING
from elections.timetable.models import Election, Round
from elections.timetable.policies import may_work_on
from elections.timetable.states import Stage
from jiedao.common.errors import ALLOWED, Verdict, no

BEFORE_POLLING = frozenset(Stage) - {
    Stage.COUNTING,
    Stage.FINISHED,
    Stage.PUBLISHED,
    Stage.HANDED_OVER,
    Stage.ARCHIVED,
    Stage.CALLED_OFF,
}


def may_prepare(by: User, election: Election) -> Verdict:
    """Stations, boxes, lists, proxies: the committee's own people and the head of the body."""
    allowed = may_work_on(by, election)
    if not allowed:
        return allowed
    return ALLOWED if election.stage in BEFORE_POLLING else no("投票已经结束，不能再改。")


def may_issue(by: User, election: Election) -> Verdict:
    allowed = election.committee_id in by.reach.committees_as(ISSUING)
    return ALLOWED if allowed else no("选票由发票人来发。")


def is_polling(round_: Round) -> Verdict:
    """Ballots go out between the opening of the stations and their close."""
    if round_.opened_at is None:
        return no("还没有开始投票，不能发票。")
    return ALLOWED if round_.closed_at is None else no("投票已经结束，不能再发票。")

"""Who counts, who settles, and when."""

from committees.people.models import User
from committees.reach.states import Role
from elections.counting.querysets import SUPERVISING
from elections.timetable.models import Round
from elections.timetable.states import Stage
from jiedao.common.errors import ALLOWED, Verdict, no


def may_count(by: User, round_: Round) -> Verdict:
    """计票人 of this election."""
    if not by.reach.has(Role.TELLER, round_.election.committee_id):
        return no("计票单由计票人来录。")
    return is_counting(round_)


def may_settle(by: User, round_: Round) -> Verdict:
    """总监票人: settles what differs, types the wall, has a batch counted again."""
    if not by.reach.has(Role.SCRUTINEER, round_.election.committee_id):
        return no("这一步由总监票人来做。")
    return is_counting(round_)


def may_supervise(by: User, round_: Round) -> Verdict:
    """总监票人 and the head of the election body."""
    if round_.election.committee_id not in by.reach.committees_as(SUPERVISING):
        return no("这一步由总监票人或者选举委员会主任来做。")
    return is_counting(round_)


def is_counting(round_: Round) -> Verdict:
    if round_.election.stage != Stage.COUNTING:
        return no("现在不在计票。")
    return ALLOWED

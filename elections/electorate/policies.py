"""Who keeps the roll. Pure on a person and an election."""

from committees.people.models import User
from committees.reach.states import ELECTED_ROLES, Role
from elections.electorate.models import Freeze
from elections.timetable.models import Election
from jiedao.common.errors import ALLOWED, Verdict, no

KEEPERS = frozenset({*ELECTED_ROLES, Role.ELECTION_HEAD})
"""The head of the election body, and director and members of the committee who write for it."""


def may_keep_roll(by: User, election: Election) -> Verdict:
    """Build, import, list, strike, correct, publish, take objections and decide them."""
    if election.committee_id in by.reach.committees_as(KEEPERS):
        return ALLOWED
    return no("选民名单由选举委员会和居委会来做。")


def may_confirm(by: User, freeze: Freeze) -> Verdict:
    """The second of two people."""
    if freeze.made_by_id == by.pk:
        return no("提出冻结的是您，要请另一个人确认。")
    return may_keep_roll(by, freeze.election)

"""Who opens, moves and stops an election. Pure on a person and an election."""

from committees.people.models import User
from committees.reach.states import Role
from elections.timetable.models import Election
from jiedao.common.errors import ALLOWED, Verdict, no


def may_open(by: User) -> Verdict:
    """A round is opened by the street's election guidance, for one committee or for all."""
    return ALLOWED if by.reach.whole_street else no("选举由街道开启。")


def may_call_off(by: User) -> Verdict:
    return ALLOWED if by.reach.whole_street else no("选举由街道终止。")


def may_retime(by: User) -> Verdict:
    """The timetable is the street's: moving a step is its decision, with a reason."""
    return ALLOWED if by.reach.whole_street else no("日程由街道来改，请和街道商量。")


def may_lead(by: User, election: Election) -> Verdict:
    """Whoever takes an election a step further: the head of its election body, and until there
    is one, or beside her, director, party branch and station of the committee."""
    committee = election.committee_id
    leads = by.reach.committees_as({Role.ELECTION_HEAD, Role.DIRECTOR, Role.BRANCH, Role.STATION})
    return ALLOWED if committee in leads else no("这一步由本居委会的选举委员会来走。")


def may_work_on(by: User, election: Election) -> Verdict:
    """Keeping body, candidates and notices: everybody who works in the committee, and its head."""
    reach = by.reach
    works = reach.works_in(election.committee_id)
    if works or reach.has(Role.ELECTION_HEAD, election.committee_id):
        return ALLOWED
    return no("这件事由本居委会来做。")

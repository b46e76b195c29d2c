"""Who keeps the election body and appoints the people of polling day."""

from committees.people.models import User
from committees.reach.states import Role
from elections.timetable.models import Election
from elections.timetable.policies import may_work_on
from elections.timetable.states import OVER
from jiedao.common.errors import Verdict, no


def may_keep_body(by: User, election: Election) -> Verdict:
    """The committee's own people write down whom the residents chose, while the election runs."""
    if election.stage in OVER:
        return no("这次选举已经结束，不能再改。")
    return may_work_on(by, election)


def may_appoint(by: User, election: Election) -> Verdict:
    """Accounts come with it, so the director or the head of the election body does it."""
    leads = by.reach.leads(election.committee_id)
    if leads or by.reach.has(Role.ELECTION_HEAD, election.committee_id):
        return may_keep_body(by, election)
    return no("选举的账号由居委会主任或者选举委员会主任来办。")

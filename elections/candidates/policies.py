"""Who keeps nominations and the list. Pure on a person and an election."""

from committees.people.models import User
from elections.candidates.models import Candidate
from elections.candidates.states import CandidateState
from elections.timetable.models import Election
from elections.timetable.policies import may_work_on
from elections.timetable.states import Stage
from jiedao.common.errors import ALLOWED, Verdict, no

NOMINATING = frozenset({Stage.NOMINATION})
"""Names are proposed while the election is at 提名候选人, after the roll was frozen."""


def may_nominate(by: User, election: Election) -> Verdict:
    if election.stage not in NOMINATING:
        return no(f"现在是“{election.get_stage_display()}”，不能登记提名。")
    return may_work_on(by, election)


def may_review(by: User, election: Election) -> Verdict:
    """资格联审 is led by the street; its outcome is written by the street or by the committee."""
    return ALLOWED if by.reach.whole_street else may_work_on(by, election)


def may_present(by: User, candidate: Candidate) -> Verdict:
    """Statement and photo, equal for all, until the ballots are out."""
    open_stages = {Stage.NOMINATION, Stage.CANDIDATES}
    if candidate.election.stage not in open_stages:
        return no("投票已经开始，简介不能再改。")
    if candidate.state in (
        CandidateState.DECLINED,
        CandidateState.UNQUALIFIED,
        CandidateState.WITHDRAWN,
    ):
        return no("已经不是候选人了。")
    return may_work_on(by, candidate.election)

"""Who writes down what a meeting agreed."""

from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.convening.models import Meeting


def may_write(by: User, meeting: Meeting) -> Verdict:
    """Everybody who works in the committee: the secretary is a member (house design)."""
    if by.reach.works_in(meeting.committee_id):
        return ALLOWED
    return no("议定事项由开会的居委会自己写。")

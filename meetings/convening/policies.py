"""Who may convene, change and cancel: the director of the committee."""

from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.convening.models import Meeting


def may_convene(by: User, committee: Committee) -> Verdict:
    if by.reach.leads(committee.pk):
        return ALLOWED
    return no("会议由居委会主任召集。请告诉主任，由主任来填。")


def may_change(by: User, meeting: Meeting) -> Verdict:
    """Change, cancel, mark as held, make the link for a body."""
    return may_convene(by, meeting.committee)

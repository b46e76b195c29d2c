"""Who may propose, list and decline a topic."""

from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.convening.models import Meeting, Topic
from meetings.convening.policies import may_run


def may_propose(by: User, committee: Committee) -> Verdict:
    """Everybody who works in the committee: members, party organisation, station."""
    if by.reach.works_in(committee.pk):
        return ALLOWED
    return no("您不在这个居委会工作，不能提议题。")


def may_decide(by: User, topic: Topic) -> Verdict:
    """Put it on a meeting or say why not: the director."""
    if by.reach.leads(topic.committee_id):
        return ALLOWED
    return no("列不列入会议，由居委会主任来定。")


def may_arrange(by: User, meeting: Meeting) -> Verdict:
    """Order and minutes: whoever runs the meeting, until it is over."""
    allowed = may_run(by, meeting)
    if not allowed:
        return allowed
    if meeting.is_ahead:
        return ALLOWED
    return no(f"这个会{meeting.get_state_display()}，议程不能再改。")

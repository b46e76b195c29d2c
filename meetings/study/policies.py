"""Who brings material for a study session: everybody who works in the committee."""

from committees.people.models import User
from jiedao.common.errors import Verdict, no
from meetings.convening.models import Meeting
from meetings.convening.policies import may_write
from meetings.convening.states import MeetingState
from meetings.kinds.states import Template


def may_add(by: User, meeting: Meeting) -> Verdict:
    if meeting.rules.template != Template.STUDY:
        return no("这个会不是学习会。")
    if meeting.state == MeetingState.CANCELLED:
        return no("这个会取消了。")
    return may_write(by, meeting)

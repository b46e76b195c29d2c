"""Who writes what comes of the three meetings."""

from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.convening.models import Meeting
from meetings.convening.policies import may_write
from meetings.convening.states import MeetingState
from meetings.sanhui.models import Matter
from meetings.sanhui.rules import part_of
from meetings.sanhui.states import Part


def kind_of(meeting: Meeting) -> Part | None:
    rules = meeting.rules
    return part_of(rules.decides, rules.bodies, rules.follow_up_days)


def may_record(by: User, meeting: Meeting) -> Verdict:
    """Everybody who works in the committee; nothing about a meeting that was called off."""
    if kind_of(meeting) is None:
        return no("这个会不是听证会、协调会或者评议会。")
    if meeting.state == MeetingState.CANCELLED:
        return no("这个会取消了。")
    return may_write(by, meeting)


def may_work_on(by: User, matter: Matter) -> Verdict:
    """The same, until the matter is closed."""
    if matter.closed_on is not None:
        return no("这件事已经办结，不能再改。")
    return may_record(by, matter.meeting)


def may_lead(by: User, matter: Matter) -> Verdict:
    """Call another round, close the matter: the director."""
    if not by.reach.leads(matter.meeting.committee_id):
        return no("再开一轮和办结由居委会主任来定。")
    return may_work_on(by, matter)


def was_held(meeting: Meeting) -> Verdict:
    if meeting.state in (MeetingState.OPEN, MeetingState.HELD):
        return ALLOWED
    return no("会还没有开，开了以后再记。")

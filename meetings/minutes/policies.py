"""Who writes minutes, and who closes them."""

from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.minutes.models import Minutes
from meetings.minutes.states import MinutesState


def may_write(by: User, meeting: Meeting) -> Verdict:
    """Everybody who works in the committee: the secretary is one of the members."""
    if not by.reach.works_in(meeting.committee_id):
        return no("纪要由本居委会的人来写。")
    if meeting.state == MeetingState.CANCELLED:
        return no("这个会取消了，没有纪要。")
    if meeting.state == MeetingState.PLANNED:
        return no("会还没有开，开了以后再起草纪要。")
    return ALLOWED


def may_edit(by: User, minutes: Minutes) -> Verdict:
    written = may_write(by, minutes.meeting)
    if not written:
        return written
    if minutes.state == MinutesState.SIGNING:
        return no("纪要正在签字，要改先点“退回修改”。")
    if minutes.state == MinutesState.LOCKED:
        return no("纪要已经锁定，不能再改。有错请写补正。")
    return ALLOWED


def may_lock(by: User, minutes: Minutes) -> Verdict:
    """The director locks; every line is signed or says why not."""
    if not by.reach.leads(minutes.meeting.committee_id):
        return no("锁定纪要由居委会主任来做。")
    open_lines = minutes.signatures.filter(signed_at__isnull=True, note="")
    names = list(open_lines.values_list("name", flat=True)[:3])
    if names:
        return no(f"还有人没签：{'、'.join(names)}。没法签的，请写上原因。")
    return ALLOWED


def may_release(by: User, minutes: Minutes) -> Verdict:
    """Only what is locked is read by residents, released by the director."""
    if not by.reach.leads(minutes.meeting.committee_id):
        return no("公开纪要由居委会主任来做。")
    return ALLOWED if minutes.state == MinutesState.LOCKED else no("纪要锁定以后才能公开。")

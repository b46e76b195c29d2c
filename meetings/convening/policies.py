"""Who may convene, run and write: the director calls, the chair runs, the secretary writes."""

from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.convening.models import Meeting
from meetings.kinds.models import KindRules
from meetings.kinds.states import Presides

SEALED = "纪要已经锁定，会上的内容不能再改。有错请写补正。"
OF_THE_STREET = "这类会由街道社区科召集。"


def may_convene(by: User, committee: Committee, rules: KindRules) -> Verdict:
    """The director of the committee; what the street presides, the street calls."""
    if rules.presides == Presides.STREET:
        return ALLOWED if by.reach.is_clerk else no(OF_THE_STREET)
    if by.reach.leads(committee.pk):
        return ALLOWED
    return no("会议由居委会主任召集。请告诉主任，由主任来填。")


def may_change(by: User, meeting: Meeting) -> Verdict:
    """Change, cancel, make the link for a body: whoever may convene it."""
    if meeting.whole_street:
        return ALLOWED if by.reach.is_clerk else no(OF_THE_STREET)
    if by.reach.leads(meeting.committee_id):
        return ALLOWED
    return no("会议由居委会主任召集。请告诉主任，由主任来填。")


def may_run(by: User, meeting: Meeting) -> Verdict:
    """Open and close it, put a question to the vote: whoever may change it, and its chair."""
    if meeting.chair_id == by.pk and may_write(by, meeting):
        return ALLOWED
    if may_change(by, meeting):
        return ALLOWED
    return no("开会和散会由居委会主任或者会议主持来点。")


def may_write(by: User, meeting: Meeting) -> Verdict:
    """Attendance, answers taken by phone, what was said: everybody who works in the committee.
    The secretary is a member; of a meeting of the whole street, the clerk writes."""
    if meeting.whole_street and by.reach.is_clerk:
        return ALLOWED
    if by.reach.works_in(meeting.committee_id):
        return ALLOWED
    return no("您不在这个居委会工作，不能写。")


def not_sealed(meeting: Meeting) -> Verdict:
    """What the minutes were written from stays as it is once they are locked."""
    return ALLOWED if meeting.sealed_at is None else no(SEALED)

"""May this be put to the vote here, now?"""

from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.convening.models import Meeting
from meetings.convening.policies import not_sealed
from meetings.convening.states import MeetingState
from meetings.kinds.rules import Quorum
from meetings.kinds.states import Decides


def may_be_voted(meeting: Meeting) -> Verdict:
    """Only kinds that decide by vote; a joint meeting agrees or writes the different opinions."""
    if meeting.rules.decides == Decides.CONSENSUS:
        return no(f"{meeting.kind}协商一致，不表决。有不同意见请写在议题里。")
    if meeting.rules.decides != Decides.VOTE:
        return no(f"{meeting.kind}不表决。")
    if meeting.state not in (MeetingState.OPEN, MeetingState.HELD):
        return no("开会以后才能表决。请先点“开会签到”。")
    return not_sealed(meeting)


def enough(quorum: Quorum) -> Verdict:
    """Below the quorum nothing is decided (DOMAIN §3.4)."""
    return ALLOWED if quorum.reached else no(f"现在不能表决：{quorum.line}。")

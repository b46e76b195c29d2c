"""May they begin? Counted from the rows of the list."""

from collections.abc import Iterable

from meetings.attendance.models import Attendee
from meetings.attendance.rules import Party, parties_of
from meetings.attendance.states import Capacity
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.kinds.rules import Quorum
from meetings.kinds.states import Roster


def is_here(row: Attendee, meeting: Meeting) -> bool:
    """Signed in and not gone; of a meeting that is over, everybody who came."""
    if row.arrived_at is None:
        return False
    return row.left_at is None or meeting.state == MeetingState.HELD


def quorum_of(meeting: Meeting, rows: Iterable[Attendee]) -> Quorum:
    """应到, 实到 and what the rule asks. Where no roster names those entitled to come, their number
    is written when the meeting opens."""
    counting = [row for row in rows if row.capacity == Capacity.ATTENDS]
    here = sum(is_here(row, meeting) for row in counting)
    share = meeting.rules.quorum_share
    if meeting.rules.roster == Roster.OPEN and share:
        return Quorum(meeting.entitled or 0, here, share)
    return Quorum(len(counting), here, share)


def quorum_line(meeting: Meeting, rows: Iterable[Attendee]) -> str:
    """The big line. An open meeting without a quorum only counts heads."""
    quorum = quorum_of(meeting, rows)
    line = quorum.line_afterwards if meeting.state == MeetingState.HELD else quorum.line
    if meeting.rules.roster != Roster.OPEN:
        return line
    if quorum.share is None:
        return f"到会 {quorum.present} 人"
    if not quorum.base:
        return f"到会 {quorum.present} 人。先写应到多少人，才能算够不够"
    return line


def parties(meeting: Meeting, rows: Iterable[Attendee]) -> list[Party]:
    """The committee first, then body by body, residents last: 「业委会 2」「物业（未到）」."""
    return parties_of((party_of(row, meeting), is_here(row, meeting)) for row in rows)


def party_of(row: Attendee, meeting: Meeting) -> str:
    """For whom somebody comes, in the short word of the office."""
    if row.body is not None:
        return str(row.body.get_kind_display())
    chosen = meeting.rules.roster == Roster.REPRESENTATIVES and row.capacity == Capacity.ATTENDS
    if row.seat_id or (row.user_id is None and chosen):
        return "居民代表"
    return "居委会" if row.user_id else "到会居民"

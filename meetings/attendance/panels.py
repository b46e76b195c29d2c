"""Who comes, as the pages of a meeting show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from committees.people.models import User
from committees.reminders.models import InboxMessage, Reminder
from committees.reminders.states import State
from jiedao.common.dates import cn_time
from jiedao.common.masks import mask_name
from meetings.attendance.actions import note_body_read
from meetings.attendance.forms import ReplyForm
from meetings.attendance.models import Attendee
from meetings.attendance.quorum import parties, party_of, quorum_line, quorum_of
from meetings.attendance.rules import Party
from meetings.attendance.sheets import clock, reply_mark, stay_mark
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_run, may_write, not_sealed
from meetings.convening.states import Answer, MeetingState
from meetings.kinds.states import Roster

SILENT_SHOWN = 8
ANSWER_COLOURS = {Answer.COMING: "green", Answer.EXCUSED: "grey", Answer.SENDS: "blue"}


@dataclass(frozen=True)
class Line:
    """One person on the list, for one reader. `word` says how far it has come with her."""

    row: Attendee
    name: str
    party: str
    word: str
    colour: str

    @property
    def was_stay(self) -> str:
        return stay_mark(self.row)

    @property
    def was_reply(self) -> str:
        return reply_mark(self.row)

    @property
    def came(self) -> str:
        return clock(self.row.arrived_at)

    @property
    def left(self) -> str:
        return clock(self.row.left_at)


def rows_of(meeting: Meeting) -> list[Attendee]:
    """The list in the order of the office: committee, bodies, residents. One query."""
    rows = Attendee.objects.filter(meeting=meeting).select_related("body")
    return list(rows.order_by("pk"))


def lines_of(meeting: Meeting, rows: Iterable[Attendee], reader: User) -> list[Line]:
    """Two queries: what was delivered, and what was read. The street reads residents masked."""
    rows = list(rows)
    delivered, read = _told(meeting)
    lines = []
    for row in rows:
        name = name_for(row, meeting, reader)
        word, colour = _word(row, row.user_id in delivered, row.user_id in read)
        lines.append(Line(row, name, party_of(row, meeting), word, colour))
    return lines


def name_for(row: Attendee, meeting: Meeting, reader: User) -> str:
    """Residents are masked for whoever does not work in the committee."""
    inside = reader.reach.works_in(meeting.committee_id) or meeting.whole_street
    resident = row.user_id is None and row.body_id is None
    return row.name if inside or not resident else mask_name(row.name)


def _told(meeting: Meeting) -> tuple[set[int], set[int]]:
    """Who got the message about the meeting, and who opened it: ids of users."""
    about = {"object_type": Meeting._meta.label_lower, "object_id": meeting.pk}
    sent = Reminder.objects.filter(**about, state__in=(State.SENT, State.MOVED))
    mine = {f"reminder__{name}": value for name, value in about.items()}
    read = InboxMessage.objects.filter(**mine, read_at__isnull=False)
    return (
        set(sent.values_list("recipient_id", flat=True)),
        set(read.values_list("recipient_id", flat=True)),
    )


def _word(row: Attendee, delivered: bool, read: bool) -> tuple[str, str]:
    """「下午 2:03 到」, the answer, 已看过, 已送达, in this order of weight."""
    if row.arrived_at:
        left = f"，{cn_time(row.left_at)} 走" if row.left_at else ""
        return f"{cn_time(row.arrived_at)} 到{left}", "green"
    if row.answer:
        note = f"：{row.answer_note}" if row.answer_note else ""
        return f"{row.get_answer_display()}{note}", ANSWER_COLOURS[Answer(row.answer)]
    if row.earlier_answer:
        return f"{earlier_words(row)}，还没再答", "amber"
    if row.read_at or read:
        return "已看过，还没回答", "amber"
    return ("已送达，还没看", "amber") if delivered else ("还没送到", "grey")


def earlier_words(asked: Attendee | InvitedBody) -> str:
    """「原来的时间答的是“请假：看病”」; empty unless it was answered before the meeting moved."""
    note = f"：{asked.earlier_note}" if asked.earlier_note else ""
    said = f"{asked.get_earlier_answer_display()}{note}"
    return f"原来的时间答的是“{said}”" if asked.earlier_answer else ""


def first_reply(asked: Attendee | InvitedBody) -> dict[str, str]:
    """What the form starts from: the answer, or what was answered for the earlier time."""
    if asked.answer:
        return {"answer": asked.answer, "note": asked.answer_note}
    return {"answer": asked.earlier_answer, "note": asked.earlier_note}


@dataclass(frozen=True)
class Attendance:
    """The list in numbers: before the meeting the answers, then the quorum."""

    meeting: Meeting
    rows: list[Attendee]
    mine: Attendee | None
    may_write: bool
    may_run: bool

    @property
    def is_counting(self) -> bool:
        return self.meeting.state in (MeetingState.OPEN, MeetingState.HELD)

    @property
    def line(self) -> str:
        return quorum_line(self.meeting, self.rows)

    @property
    def reached(self) -> bool:
        quorum = quorum_of(self.meeting, self.rows)
        return quorum.reached and quorum.present > 0

    @property
    def parties(self) -> list[Party]:
        return parties(self.meeting, self.rows)

    @property
    def answers(self) -> list[tuple[str, int]]:
        """「参加 8」「请假 1」 …, without those of whom there is none."""
        counted = [(str(one.label), sum(row.answer == one for row in self.rows)) for one in Answer]
        return [(word, count) for word, count in counted[1:] + counted[:1] if count]

    @property
    def silent(self) -> list[str]:
        return [row.name for row in self.rows if not row.answer][:SILENT_SHOWN]

    @property
    def more_silent(self) -> int:
        return max(sum(not row.answer for row in self.rows) - SILENT_SHOWN, 0)

    @property
    def reply_form(self) -> ReplyForm | None:
        if self.mine is None or not self.meeting.is_planned:
            return None
        return ReplyForm(initial=first_reply(self.mine))

    @property
    def earlier(self) -> str:
        """What the reader answered before the meeting moved, as long as she has not again."""
        return earlier_words(self.mine) if self.mine and self.meeting.is_planned else ""


def attendance_panel(meeting: Meeting, user: User, at: datetime) -> Attendance:
    rows = rows_of(meeting)
    mine = next((row for row in rows if row.user_id == user.pk), None)
    writes = bool(may_write(user, meeting)) and bool(not_sealed(meeting))
    return Attendance(meeting, rows, mine, writes, bool(may_run(user, meeting)))


@dataclass(frozen=True)
class BodyReply:
    """What the body behind a link has answered, and the form to answer."""

    invited: InvitedBody
    form: ReplyForm | None

    @property
    def word(self) -> str:
        note = f"：{self.invited.answer_note}" if self.invited.answer_note else ""
        return f"{self.invited.get_answer_display()}{note}" if self.invited.answer else ""

    @property
    def earlier(self) -> str:
        return earlier_words(self.invited) if self.form else ""


def body_reply(invited: InvitedBody, at: datetime) -> BodyReply:
    """Opening the link counts as having read the invitation."""
    note_body_read(invited, at)
    form = None
    if invited.meeting.is_planned:
        form = ReplyForm(initial=first_reply(invited))
    return BodyReply(invited, form)


@dataclass(frozen=True)
class SheetGroup:
    """One party on the sheet of paper: those known, and empty lines for those who come."""

    name: str
    people: list[tuple[str, str]]
    empty_lines: int

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(name, office), empty where somebody writes by hand."""
        return [*self.people, *[("", "")] * self.empty_lines]


SPARE_LINES, RESIDENT_LINES = 2, 30


def sheet_of(lines: Iterable[Line], meeting: Meeting) -> list[SheetGroup]:
    """The list as it is signed on paper, party by party, with room for more."""
    known: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        name = line.row.body.name if line.row.body else line.party
        known.setdefault(name, []).append((line.name, line.row.office))
    groups = [SheetGroup(name, people, SPARE_LINES) for name, people in known.items()]
    if meeting.rules.roster == Roster.OPEN:
        groups.append(SheetGroup("居民", [], RESIDENT_LINES))
    return groups

"""Bulk pages as they come back from the browser: what was on the page, and what is there now.

Each row carries in `was-<id>` what the page showed, so that whoever saves an old page changes
only the rows she touched.
"""

import re
from collections.abc import Mapping
from datetime import datetime, time

from django.http import QueryDict
from django.utils import timezone

from jiedao.common.errors import Refused
from meetings.attendance.actions import Reply, Stay
from meetings.attendance.models import Attendee
from meetings.convening.models import Meeting
from meetings.convening.rules import parse_clock
from meetings.convening.states import Answer, MeetingState

_ROW = re.compile(r"was-([0-9]{1,12})")
APART = "|"


def clock(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M}" if at else ""


def stay_mark(row: Attendee) -> str:
    """Here or not, came, went: what the page of ticks shows of a row."""
    return APART.join(("1" if row.arrived_at else "", clock(row.arrived_at), clock(row.left_at)))


def reply_mark(row: Attendee) -> str:
    return APART.join((row.answer, row.answer_note))


def touched_stays(meeting: Meeting, sent: QueryDict, at: datetime) -> dict[int, Stay]:
    """The rows somebody changed on the page of ticks.

    A tick without a time is now; for a meeting that is over it is its beginning. Times are those
    of the meeting's day. Refused for a time nobody can read, with the row's own words.
    """
    stays: dict[int, Stay] = {}
    for pk, was in _rows(sent):
        here = sent.get(f"here-{pk}") == "on"
        came, left = (sent.get(f"{name}-{pk}", "").strip() for name in ("came", "left"))
        if APART.join(("1" if here else "", came, left)) == was:
            continue
        if not here and came == was.split(APART)[1]:
            came = left = ""  # the tick was taken away, the old time still stands in its field
        stays[pk] = _stay(meeting, here or bool(came), came, left, at)
    return stays


def _stay(meeting: Meeting, here: bool, came: str, left: str, at: datetime) -> Stay:
    if not here:
        return Stay(None)
    usual = at if meeting.state == MeetingState.OPEN else meeting.starts_at
    return Stay(_on_day(meeting, came) if came else usual, _on_day(meeting, left) if left else None)


def _on_day(meeting: Meeting, text: str) -> datetime:
    try:
        typed: time = parse_clock(text[:12])
    except ValueError as wrong:
        raise Refused(str(wrong)) from None
    day = timezone.localdate(meeting.starts_at)
    return timezone.make_aware(datetime.combine(day, typed))


def touched_replies(sent: QueryDict) -> dict[int, Reply]:
    """The rows somebody changed on the page of answers."""
    replies: dict[int, Reply] = {}
    for pk, was in _rows(sent):
        said = sent.get(f"answer-{pk}", "")
        note = sent.get(f"note-{pk}", "").replace(APART, "，").strip()[:60]
        if said not in Answer.values or APART.join((said, note)) == was:
            continue
        replies[pk] = Reply(Answer(said), "" if said == Answer.COMING else note)
    return replies


def _rows(sent: Mapping[str, str]) -> list[tuple[int, str]]:
    found = ((_ROW.fullmatch(key), str(value)) for key, value in sent.items())
    return [(int(row[1]), was) for row, was in found if row]

"""Calling, changing and closing a meeting, with everything that hangs on it.

`convene` and its like know the meeting alone; here each slice above adds what it has to do, in the
same transaction.
"""

from datetime import datetime

from django.db import transaction

from committees.people.models import User
from committees.reminders.planned_calls import drop_calls
from committees.reminders.states import Rule
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from meetings.attendance.asking_again import ask_again
from meetings.attendance.models import Attendee
from meetings.attendance.roster import follow_roster
from meetings.convening.actions import (
    MeetingPlan,
    cancel_meeting,
    change,
    convene,
    mark_held,
)
from meetings.convening.models import Meeting
from meetings.votes.models import Vote
from meetings.votes.settling import settle_voted


def call_meeting(committee: Committee, *, by: User, plan: MeetingPlan, at: datetime) -> Meeting:
    """Call a meeting: whoever the rules ask for stands on its list at once. Refusals: `convene`."""
    with transaction.atomic():
        meeting = convene(committee, by=by, plan=plan, at=at)
        follow_roster(meeting, at=at)
    return meeting


def change_meeting(
    meeting: Meeting, *, by: User, plan: MeetingPlan, version: int, at: datetime
) -> Meeting:
    """Change it: the list and the calls follow; another time is asked about again.

    Refusals: `change`.
    """
    with transaction.atomic():
        before = Meeting.objects.select_for_update().get(pk=meeting.pk).starts_at
        meeting = change(meeting, by=by, plan=plan, version=version, at=at)
        if before != meeting.starts_at > at:
            ask_again(meeting, by=by)
        follow_roster(meeting, at=at)
    return meeting


def call_off(meeting: Meeting, *, by: User, why: str, at: datetime) -> Meeting:
    """Call it off: nobody is phoned any more. Refusals: `cancel_meeting`."""
    with transaction.atomic():
        meeting = cancel_meeting(meeting, by=by, why=why, at=at)
        drop_calls(Rule.MEETING, Attendee.objects.filter(meeting=meeting))
    return meeting


def close_meeting(
    meeting: Meeting, *, by: User, started_at: datetime, ended_at: datetime | None, at: datetime
) -> Meeting:
    """It is over, and ran from then to then. What was voted through is settled; what was not
    settled rolls to the next of its kind.

    Of a meeting that nobody opened here the list is written as it should have been. Refused while a
    vote is open, and as `mark_held`.
    """
    with transaction.atomic():
        open_vote = Vote.objects.open().filter(meeting=meeting).first()
        if open_vote is not None:
            raise Refused(f"“{open_vote.question}”还在表决，请先结束表决。")
        settle_voted(meeting, by=by, at=at)
        was_open = meeting.is_open
        meeting = mark_held(meeting, by=by, started_at=started_at, ended_at=ended_at, at=at)
        if not was_open:
            follow_roster(meeting, at=at)
        drop_calls(Rule.MEETING, Attendee.objects.filter(meeting=meeting))
    return meeting

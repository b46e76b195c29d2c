"""A meeting has moved: what was answered was answered for another time.

Only the time asks again. Of another room everybody is told (「地点原来…，现在…」); whoever can come
can come there too, and forty people are not phoned about it.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, QuerySet, Value

from committees.people.models import User
from meetings.attendance.models import Attendee
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.states import Answer


def ask_again(meeting: Meeting, *, by: User) -> None:
    """Earlier answers stay readable as such, and do not count any more: people and bodies stand on
    the list as not having answered. Who chose the new time herself still comes. In the caller's
    transaction, the meeting locked."""
    for rows in (
        _people(meeting).exclude(user=by, answer=Answer.COMING),
        _bodies(meeting),
    ):
        rows.exclude(answer=Answer.NONE).update(
            earlier_answer=F("answer"),
            earlier_note=F("answer_note"),
            answer=Value(Answer.NONE),
            answer_note="",
            answered_at=None,
        )


def count_as_coming(meeting: Meeting, rows: Collection[int], at: datetime) -> None:
    """These have said already that they can come then: nobody asks them twice. By id of the row."""
    coming = {"answer": Answer.COMING, "answered_at": at}
    silent = _people(meeting).filter(pk__in=rows, answer=Answer.NONE)
    bodies = list(silent.exclude(body=None).values_list("body_id", flat=True))
    silent.update(**coming)
    _bodies(meeting).filter(body__in=bodies, answer=Answer.NONE).update(**coming)


def _people(meeting: Meeting) -> QuerySet[Attendee]:
    return Attendee.objects.filter(meeting=meeting)


def _bodies(meeting: Meeting) -> QuerySet[InvitedBody]:
    return InvitedBody.objects.filter(meeting=meeting)

"""What is studied and by whom, as the page of a meeting and its own page show it."""

from dataclasses import dataclass
from datetime import datetime

from committees.people.models import User
from meetings.convening.models import Meeting
from meetings.kinds.states import Template
from meetings.study.models import Material, Reading
from meetings.study.policies import may_add
from meetings.study.rules import Learner, Roll, roll_of


@dataclass(frozen=True)
class Study:
    materials: list[Material]
    roll: Roll
    may_add: bool
    may_read: bool
    """Is the reader on the list, and has not said yet that she read it?"""


def study_panel(meeting: Meeting, user: User, at: datetime) -> Study | None:
    """None for a meeting at which nothing is studied. Three queries otherwise."""
    if meeting.rules.template != Template.STUDY:
        return None
    materials = list(Material.objects.filter(meeting=meeting).select_related("file", "added_by"))
    newest = max((one.added_at for one in materials), default=None)
    read = dict(Reading.objects.filter(meeting=meeting).values_list("user", "read_at"))
    rows = list(meeting.attendees.filter(user__isnull=False).order_by("pk"))
    learners = {
        row.user_id: Learner(row.name, row.arrived_at is not None, read.get(row.user_id))
        for row in rows
    }
    mine = learners.get(user.pk)
    return Study(
        materials=materials,
        roll=roll_of(learners.values(), newest),
        may_add=bool(may_add(user, meeting)),
        may_read=mine is not None and newest is not None and not mine.has_read(newest),
    )

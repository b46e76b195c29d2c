"""Where a meeting stands on its way: 准备 · 开会 · 纪要 · 事项 · 公布 (UX B.3)."""

from dataclasses import dataclass

from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.kinds.states import Publishes
from meetings.minutes.models import Minutes
from meetings.minutes.states import MinutesState
from meetings.resolutions.models import ActionItem, Resolution

DONE, NOW, WAIT = "done", "now", "wait"


@dataclass(frozen=True)
class Done:
    """What has been done of the five steps."""

    called: bool
    held: bool
    minutes: bool
    items: bool
    published: bool
    publishes: bool = True


@dataclass(frozen=True)
class Step:
    """A step as `components/stepper.html` reads it."""

    label: str
    state: str


def steps_of(done: Done) -> list[Step]:
    """The first step not done is the present one. Where nothing is published there is no last one.

    >>> [step.state for step in steps_of(Done(True, True, False, True, False))]
    ['done', 'done', 'now', 'done', 'wait']
    """
    named = [
        ("准备", done.called),
        ("开会", done.held),
        ("纪要", done.minutes),
        ("事项", done.items),
        *([("公布", done.published)] if done.publishes else []),
    ]
    present = next((label for label, is_done in named if not is_done), "")
    return [
        Step(label, DONE if is_done else NOW if label == present else WAIT)
        for label, is_done in named
    ]


def done_of(meeting: Meeting) -> Done:
    """Read from the records; a meeting that was not held yet needs no query, a held one three."""
    publishes = meeting.rules.publishes != Publishes.NOTHING
    if meeting.state != MeetingState.HELD:
        return Done(meeting.state == MeetingState.OPEN, False, False, False, False, publishes)
    locked = Minutes.objects.filter(meeting=meeting, state=MinutesState.LOCKED).exists()
    is_open = ActionItem.objects.open().filter(resolution__meeting=meeting).exists()
    unread = Resolution.objects.filter(
        meeting=meeting, publish_by__isnull=False, notice__isnull=True
    ).exists()
    return Done(True, True, locked, not is_open, locked and not unread, publishes)

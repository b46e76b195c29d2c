"""The parts of which the pages of a meeting are put together, in the order of the screen.

A slice brings a template and a builder; what the builder gives, the template reads as `panel`
(beside `meeting`, `topic` or `invited`). None: nothing of it on this page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from committees.people.models import User
from meetings.agenda.panels import agenda_panel, outcome_panel, topics_of_body
from meetings.attendance.panels import attendance_panel, body_reply
from meetings.convening.models import InvitedBody, Meeting, Topic
from meetings.dates.panels import dates_of_body, dates_panel
from meetings.items.links import link_panel
from meetings.minutes.panels import minutes_panel
from meetings.resolutions.panel import panel_of as outcomes_panel
from meetings.reviews.panels import review_panel
from meetings.sanhui.panels import outcome_panel as sanhui_panel
from meetings.study.panels import study_panel
from meetings.votes.panels import votes_panel


@dataclass(frozen=True)
class MeetingPanel:
    """A part of /meetings/<id>/."""

    template: str
    build: Callable[[Meeting, User, datetime], Any]


@dataclass(frozen=True)
class TopicPanel:
    """A part of /meetings/<id>/topics/<id>/: one topic, one screen."""

    template: str
    build: Callable[[Topic, User, datetime], Any]


@dataclass(frozen=True)
class PartnerPanel:
    """A part of /i/<token>/: what one body has to do with one meeting."""

    template: str
    build: Callable[[InvitedBody, datetime], Any]


@dataclass(frozen=True)
class Part:
    """A panel as a page shows it."""

    template: str
    panel: Any


MEETING_PANELS: tuple[MeetingPanel, ...] = (
    MeetingPanel("meetings/dates/_panel.html", dates_panel),
    MeetingPanel("meetings/attendance/_panel.html", attendance_panel),
    MeetingPanel("meetings/agenda/_panel.html", agenda_panel),
    MeetingPanel("meetings/resolutions/_panel.html", outcomes_panel),
    MeetingPanel("meetings/study/_panel.html", study_panel),
    MeetingPanel("meetings/sanhui/_panel.html", sanhui_panel),
    MeetingPanel("meetings/reviews/_panel.html", review_panel),
    MeetingPanel("meetings/minutes/_panel.html", minutes_panel),
)
TOPIC_PANELS: tuple[TopicPanel, ...] = (
    TopicPanel("meetings/agenda/_outcome.html", outcome_panel),
    TopicPanel("meetings/votes/_panel.html", votes_panel),
)
PARTNER_PANELS: tuple[PartnerPanel, ...] = (
    PartnerPanel("meetings/items/_link_panel.html", link_panel),
    PartnerPanel("meetings/dates/_of_body.html", dates_of_body),
    PartnerPanel("meetings/attendance/_body_reply.html", body_reply),
    PartnerPanel("meetings/agenda/_of_body.html", topics_of_body),
)


def parts_of_meeting(meeting: Meeting, user: User, at: datetime) -> list[Part]:
    built = [Part(one.template, one.build(meeting, user, at)) for one in MEETING_PANELS]
    return [part for part in built if part.panel is not None]


def parts_of_topic(topic: Topic, user: User, at: datetime) -> list[Part]:
    built = [Part(one.template, one.build(topic, user, at)) for one in TOPIC_PANELS]
    return [part for part in built if part.panel is not None]


def parts_for_body(invited: InvitedBody, at: datetime) -> list[Part]:
    built = [Part(one.template, one.build(invited, at)) for one in PARTNER_PANELS]
    return [part for part in built if part.panel is not None]

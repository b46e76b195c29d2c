"""Rows of meetings as tests need them, under the rules that the street starts with."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from committees.territory.models import Committee, PartnerBody
from meetings.convening.actions import MeetingPlan
from meetings.convening.models import Meeting, Topic
from meetings.kinds.models import Kind, KindRules
from meetings.resolutions.actions import tokens_of
from meetings.resolutions.models import ActionItem, Resolution

SOON = timedelta(minutes=30)


def a_meeting(committee: Committee, kind: str = "joint", **fields: Any) -> Meeting:
    """A row, not an act: nobody is told of it."""
    rules = KindRules.objects.filter(kind__key=kind).order_by("-number").first()
    meeting: Meeting = Meeting.objects.create(
        committee=committee, kind_id=kind, rules=rules, **fields
    )
    return meeting


def a_topic(meeting: Meeting, text: str, order: int = 1, **fields: Any) -> Topic:
    topic: Topic = Topic.objects.create(
        committee=meeting.committee, meeting=meeting, text=text, order=order, **fields
    )
    return topic


def a_plan(kind: str, **values: Any) -> MeetingPlan:
    """What a director fills in; `starts_at` must be said."""
    known = {"place": "二楼会议室", **values}
    return MeetingPlan(kind=Kind.objects.get(key=kind), **known)


def an_outcome(topic: Topic, **fields: Any) -> Resolution:
    """A numbered row; by default something that residents need not read."""
    made_on = timezone.localdate(topic.meeting.starts_at)
    taken = Resolution.objects.filter(committee=topic.committee, year=made_on.year).count()
    values = {
        "committee": topic.committee,
        "meeting": topic.meeting,
        "topic": topic,
        "year": made_on.year,
        "number": taken + 1,
        "kind": "other",
        "text": f"{topic.text}，照大家商量的办。",
        "made_on": made_on,
        "written_by": topic.meeting.convened_by,
        **fields,
    }
    resolution = Resolution(**values)
    resolution.tokens = tokens_of(resolution)
    resolution.save()
    return resolution


def an_item(resolution: Resolution, what: str = "换灯 18 盏", **fields: Any) -> ActionItem:
    """A row, not an act. Without `body` or `person` the property company leads."""
    if not {"body", "person"} & set(fields):
        fields["body"] = PartnerBody.objects.get(committee=resolution.committee, kind="property")
    item: ActionItem = ActionItem.objects.create(
        committee=resolution.committee,
        resolution=resolution,
        what=what,
        written_by=resolution.written_by,
        **{"due_on": resolution.made_on + timedelta(days=15), **fields},
    )
    return item


def has_begun(meeting: Meeting) -> datetime:
    """Half an hour passes in which people talk: since when it has been running, on our clock."""
    began = timezone.now() - SOON
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=began)
    return timezone.localtime(began)

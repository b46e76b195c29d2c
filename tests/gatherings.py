"""Rows of meetings as tests need them, under the rules that the street starts with."""

from typing import Any

from committees.territory.models import Committee
from meetings.convening.models import Meeting, Topic
from meetings.kinds.models import KindRules


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

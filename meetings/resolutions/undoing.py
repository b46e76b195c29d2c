"""撤销 an outcome on the day it was written: a mistake leaves neither number nor item behind."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from committees.journal.actions import acts_of_day, digest, record
from committees.numbering.models import give_back
from committees.people.models import User
from committees.reminders.actions import cancel, tell
from committees.reminders.states import Rule
from jiedao.common.errors import ALLOWED, Refused, Verdict, no
from meetings.convening.models import Topic
from meetings.convening.policies import not_sealed
from meetings.convening.states import MeetingState, TopicState
from meetings.convening.topics import carry_over
from meetings.resolutions.actions import SERIES, WRITTEN
from meetings.resolutions.models import ActionItem, ItemStep, Resolution
from meetings.resolutions.policies import may_write
from meetings.resolutions.telling import owners_of


def may_take_back(by: User, resolution: Resolution, at: datetime) -> Verdict:
    """Who may write it, the same day, as long as nothing was built upon it. One query or four."""
    for verdict in (may_write(by, resolution.meeting), not_sealed(resolution.meeting)):
        if not verdict:
            return verdict
    written = acts_of_day([resolution], timezone.localdate(at))
    if not any(entry.act == WRITTEN for entry in written):
        return no("只有当天写的能撤销。写错了请改字句，不办了请记“不再办”。")
    if resolution.notice_id is not None:
        return no("这条已经写成公开的通知了，请先把通知撤下。")
    if hasattr(resolution, "adoption"):
        return no("这条已经登记了通过的制度，不能撤销。")
    moved = resolution.items.annotate(story=Count("steps")).filter(story__gt=1).first()
    if moved is not None:
        return no(f"“{moved.what}”已经有了回应，不能撤销。请改字句，或者记“不再办”。")
    return ALLOWED


def take_back_outcome(resolution: Resolution, *, by: User, at: datetime) -> Topic:
    """It was written by mistake: number and items go, their owners are told, the topic is open
    again, and of a meeting that is over it waits for the next one. Gives the topic.

    Refused as `may_take_back`, and when a later number was given out: the register has no gaps.
    """
    with transaction.atomic():
        resolution = (
            Resolution.objects.select_for_update(of=("self",))
            .select_related("committee", "meeting__committee", "topic")
            .get(pk=resolution.pk)
        )
        may_take_back(by, resolution, at).require()
        own = {"year": resolution.year, "number": resolution.number}
        if not give_back(resolution.committee, series=SERIES, **own):
            raise Refused("后面已经有了别的编号，先撤销后面的，或者改这一条的字句。")
        _drop_items(resolution, by=by, at=at)
        before, topic = digest(resolution), resolution.topic
        record(
            "outcome.remove",
            resolution,
            by=by,
            committee=resolution.committee,
            before=before,
            after="",
            label=resolution.words,
        )
        resolution.delete()
        _reopen(topic, at)
    return topic


def _drop_items(resolution: Resolution, *, by: User, at: datetime) -> None:
    items = list(resolution.items.select_related("body", "person", "committee"))
    for item in items:
        people = [one for one in owners_of(item, at) if one.pk != by.pk]
        tell(
            people,
            about=resolution.topic,
            text=f"{resolution.words} 写错了，已经撤销，不用办：{item.what}"[:200],
            at=at,
            committee=item.committee,
            url=reverse("meeting", args=[resolution.meeting_id]),
            key=f"undone-{item.pk}",
        )
    for rule in (Rule.ITEM, Rule.ITEM_ANSWER):
        cancel(rule, items)
    ItemStep.objects.filter(item__in=items).delete()
    ActionItem.objects.filter(pk__in=[item.pk for item in items]).delete()


def _reopen(topic: Topic, at: datetime) -> None:
    """Open again, unless its own words or another outcome settle it."""
    topic = Topic.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=topic.pk)
    if topic.conclusion or topic.differing or topic.resolutions.exists():
        return
    topic.state, topic.settled_at = TopicState.LISTED, None
    topic.version += 1
    topic.save(update_fields=["state", "settled_at", "version"])
    if topic.meeting is not None and topic.meeting.state == MeetingState.HELD:
        carry_over(topic.meeting, at=at)

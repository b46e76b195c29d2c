"""Who hears of an item, now and by the ladder."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from committees.people.models import Posting, User
from committees.reminders.actions import Event, cancel, plan, tell
from committees.reminders.states import Rule
from meetings.resolutions.models import ActionItem
from meetings.resolutions.rules import day_words, due_at
from meetings.resolutions.states import ItemState


def owners_of(item: ActionItem, at: datetime) -> list[User]:
    """The person who leads, or the contact persons of the body. One query for a body."""
    if item.person is not None:
        return [item.person]
    if item.body is None:
        return []
    contacts = (
        Posting.objects.on(timezone.localdate(at))
        .filter(Q(body__isnull=True) | Q(body=item.body), user__is_active=True)
        .filter(committee=item.committee_id, role=item.body.kind)
    )
    return [one.user for one in contacts.select_related("user").order_by("pk")]


def remind_of(item: ActionItem, *, now: datetime, asked_at: datetime | None = None) -> None:
    """Make its reminders what they should be: due tomorrow, overdue, no answer since `asked_at`.

    Of a missing answer whoever wrote the item down hears as well: somebody has to phone.
    """
    if not item.is_open or item.state == ItemState.DONE:
        cancel(Rule.ITEM, [item])
        cancel(Rule.ITEM_ANSWER, [item])
        return
    owners = owners_of(item, now)
    url = reverse("item", args=[item.pk])
    day = day_words(item.due_on)
    text = f"{item.resolution.words} 商定事项的期限是 {day}：{item.what}"[:200]
    people = owners or [item.written_by]
    plan(Rule.ITEM, [Event(item, due_at(item.due_on), people, item.committee, text, url)], now=now)
    if item.state != ItemState.TOLD:
        cancel(Rule.ITEM_ANSWER, [item])
        return
    asked = f"{item.lead}还没有回答：{item.what}"[:200]
    both = [*owners, item.written_by]
    plan(
        Rule.ITEM_ANSWER,
        [Event(item, asked_at or item.made_at, both, item.committee, asked, url)],
        now=now,
    )


def tell_people(
    people: Iterable[User], item: ActionItem, text: str, *, by: User | None, at: datetime, key: str
) -> None:
    """A message now to everybody but the one who acts."""
    others = [one for one in people if by is None or one.pk != by.pk]
    tell(
        others,
        about=item,
        text=text[:200],
        at=at,
        committee=item.committee,
        url=reverse("item", args=[item.pk]),
        key=key,
    )

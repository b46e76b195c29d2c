"""Who hears of an alarm: the whole committee at once, then its director, then the street.

What leaves the house names the committee and the hour, never the door or the person.
"""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from casework.knocks.models import Knock
from committees.people.models import User
from committees.reach.states import WORKING_ROLES, Role
from committees.reminders.actions import Event, cancel, plan, tell
from committees.reminders.models import Reminder
from committees.reminders.states import Rule, State
from jiedao.common.dates import cn_moment

LADDERS = (Rule.KNOCK, Rule.KNOCK_STREET)


def raise_alarm(knock: Knock, *, at: datetime) -> None:
    """Everybody of the committee now; the ladders tell director and street while it is open."""
    today = timezone.localdate(at)
    since = cn_moment(knock.opened_at, at, near=False)
    said = f"{knock.committee.short_name}有一户敲门没人应，{since} 起还没见到本人"
    everybody = User.objects.posted_in(knock.committee, WORKING_ROLES, today)
    stamp = f"{at:%Y%m%dT%H%M%S%f}"
    _tell(knock, list(everybody), f"{said}，请打开看怎么找人。", at, key=f"open-{stamp}")
    directors = list(User.objects.posted_in(knock.committee, [Role.DIRECTOR], today))
    street = list(User.objects.posted_in(None, [Role.CLERK, Role.STREET_LEADER], today))
    plan(Rule.KNOCK, [_event(knock, at, directors, said, _address(knock))], now=at)
    plan(Rule.KNOCK_STREET, [_event(knock, at, street, said, reverse("street-knocks"))], now=at)


def call_off_alarm(knock: Knock, *, by: User, at: datetime) -> None:
    """Nobody is reminded any more, and whoever was alarmed learns that it is over."""
    street = Reminder.objects.of_objects(Rule.KNOCK_STREET, knock._meta.label_lower, [knock.pk])
    told = set(street.filter(state=State.SENT).values_list("recipient", flat=True))
    for rule in LADDERS:
        cancel(rule, [knock])
    working = User.objects.posted_in(knock.committee, WORKING_ROLES, timezone.localdate(at))
    people = [*working.exclude(pk=by.pk), *User.objects.filter(pk__in=told)]
    said = f"{knock.committee.short_name}敲门没人应的那一户：{knock.get_state_display()}。"
    _tell(knock, people, said, at, key=f"over-{at:%Y%m%dT%H%M%S%f}", url="")


def _tell(
    knock: Knock, people: list[User], text: str, at: datetime, *, key: str, url: str | None = None
) -> None:
    address = _address(knock) if url is None else url
    tell(people, about=knock, text=text, at=at, committee=knock.committee, url=address, key=key)


def _event(knock: Knock, at: datetime, people: list[User], text: str, url: str) -> Event:
    return Event(knock, at, people, knock.committee, text, url)


def _address(knock: Knock) -> str:
    return reverse("knock", args=[knock.pk])

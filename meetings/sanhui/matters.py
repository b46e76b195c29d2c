"""What every act on a matter of the three meetings begins and ends with."""

from datetime import date, datetime, time

from django.db import models
from django.urls import reverse
from django.utils import timezone

from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import Event, plan
from committees.reminders.states import Rule
from jiedao.common.errors import Refused
from meetings.convening.rules import clip
from meetings.sanhui.models import Deed, Matter
from meetings.sanhui.policies import kind_of, was_held
from meetings.sanhui.states import Part

CLOSING_HOUR = time(17)


def locked(matter: Matter) -> Matter:
    rows = Matter.objects.select_for_update(of=("self",)).select_related(
        "meeting__committee", "meeting__kind", "meeting__rules", "meeting__chair"
    )
    locked: Matter = rows.get(pk=matter.pk)
    return locked


def of_part(matter: Matter, part: Part) -> None:
    if kind_of(matter.meeting) != part:
        raise Refused(f"这个会不是{part.label}。")


def any_held(matter: Matter) -> None:
    was_held(matter.meeting).require()


def not_ahead(day: date, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise Refused("日期还没到，请再看一下。")


def between(first: date, day: date, at: datetime) -> None:
    not_ahead(day, at)
    if day < first:
        raise Refused(f"日期不能早于 {first.month}月{first.day}日。")


def remind(on: models.Model, matter: Matter, day: date, text: str, at: datetime) -> None:
    """The director hears of it the day before and once it is late."""
    committee = matter.meeting.committee
    due = timezone.make_aware(datetime.combine(day, CLOSING_HOUR))
    directors = User.objects.posted_in(committee, [Role.DIRECTOR], timezone.localdate(at))
    url = reverse("outcome", args=[matter.meeting_id])
    words = f"{text}，最晚 {day.month}月{day.day}日。"
    plan(Rule.CASE, [Event(on, due, list(directors), committee, words, url)], now=at)


def deed_words(deed: Deed) -> str:
    return f"协调会的约定要到期了：{clip(deed.what, 60)}"


def plan_words(matter: Matter) -> str:
    return f"{clip(matter.unit or matter.subject, 40)}的整改方案还没有交"

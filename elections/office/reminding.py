"""Reminders of a list that is not handed over after a week, and of the training of tomorrow."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import Event, cancel, plan
from committees.reminders.states import Rule
from committees.territory.models import Committee
from elections.office.models import Course, Handover
from elections.office.newcomers import newly_elected
from elections.results.taking_office import Seated
from elections.timetable.reminding import END_OF_WORK, OWN_LADDERS, SHANGHAI, Rung

A_WEEK = timedelta(days=7)
"""So long after a change of director an open list is told of (R9: ten days for the whole)."""
MORNING = time(8, 30)

OWN_LADDERS[Handover._meta.label_lower] = (Rung(0, MORNING, "一周了，还没交接完"),)
OWN_LADDERS[Course._meta.label_lower] = (Rung(1, MORNING, "明天培训"),)


def remind_of_handover(handover: Handover, *, now: datetime) -> None:
    """The new director and the street hear of it a week after the change, while it is open."""
    if handover.done_on is not None:
        forget_handover(handover)
        return
    taker = [handover.taker] if handover.taker else []
    street = User.objects.posted_in(None, [Role.CLERK], timezone.localdate(now)).order_by("pk")
    due = f"{handover.due_on.month}月{handover.due_on.day}日"
    for rule, people in ((Rule.ELECTION, taker), (Rule.ELECTION_STREET, list(street))):
        event = Event(
            on=handover,
            at=datetime.combine(handover.opened_on + A_WEEK, END_OF_WORK, SHANGHAI),
            recipients=people,
            committee=handover.committee,
            text=f"{handover.committee}：接手清单，{due}以前交接完",
            url=f"/office/handover/{handover.pk}/",
        )
        plan(rule, [event], now=now)


def forget_handover(handover: Handover) -> None:
    for rule in (Rule.ELECTION, Rule.ELECTION_STREET):
        cancel(rule, [handover])


def slow_handovers(rows: "QuerySet[Handover]", today: date) -> "QuerySet[Handover]":
    """Of these lists the ones still open a week after the change, the oldest first."""
    slow = rows.filter(done_on=None, opened_on__lte=today - A_WEEK)
    return slow.select_related("committee", "taker").order_by("opened_on", "pk")


def remind_of_courses(*, now: datetime) -> None:
    """Whoever is newly elected hears the day before of every required course still to come."""
    today = timezone.localdate(now)
    people = newly_elected(Committee.objects.all(), today)
    courses = Course.objects.filter(held_on__gt=today).order_by("pk")
    plan(Rule.ELECTION, [_event(one, [who.person for who in people if one in who.lacks])
                         for one in courses], now=now)  # fmt: skip


def _event(course: Course, people: list[User]) -> Event:
    where = f"，{course.place}" if course.place else ""
    day = f"{course.held_on.month}月{course.held_on.day}日"
    return Event(
        on=course,
        at=datetime.combine(course.held_on, END_OF_WORK, SHANGHAI),
        recipients=people,
        committee=None,
        text=f"新任培训：{course}（{day}{where}）",
        url="/training/",
    )


def follow_seating(seated: Seated) -> str:
    """Joined to taking office: whoever is new hears of the courses that were planned before."""
    remind_of_courses(now=timezone.now())
    return ""

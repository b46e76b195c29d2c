"""What the street office notes and who is told what: calls, messages, reminders, the journal."""

from collections.abc import Iterator
from datetime import timedelta

from casework.callbacks.drawing import draw
from casework.callbacks.models import Callback
from casework.cases.models import Case
from casework.cases.reminding import remind_of as remind_of_cases
from casework.duty.models import Shift
from casework.duty.telling import remind as remind_of_shifts
from committees.contact.models import Contact
from committees.journal.actions import record
from committees.reminders.models import InboxMessage, Reminder
from committees.territory.models import Street
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import Staff
from jiedao.portal.demo.setting import AHEAD, Setting, dice, moment
from jiedao.portal.demo.store import Store
from meetings.convening.invitations import remind_of as remind_of_meeting
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState

CLOSE = timedelta(days=7)
"""Duty is reminded of a day before: a week of it is plenty for a start."""


def contacts(setting: Setting, places: list[Neighbourhood]) -> Iterator[Contact]:
    """The clerk has phoned whoever has a hard time, some of them twice."""
    troubled = [place for place in places if place.trouble.agreed]
    for number, place in enumerate(troubled):
        roll = dice("contact", place.committee.code)
        for nth, agreed in enumerate(place.trouble.agreed):
            day = setting.workday(setting.today, -1 - number - 6 * nth)
            yield Contact(
                committee=place.committee,
                by=place.staff.clerk,
                at=moment(day, 9, roll.randint(0, 400)),
                spoke_with=f"{place.team.director.surname}主任",
                agreed=agreed,
                next_on=setting.workday(setting.today, roll.randint(1, 4)) if nth == 0 else None,
            )


def messages(setting: Setting, places: list[Neighbourhood]) -> Iterator[InboxMessage]:
    """One or two for those one may enter as; the older is read."""
    for place in places[:3]:
        for person in (place.team.director, place.team.members[0], place.team.branch):
            for days, text in (
                (1, f"{place.committee.short_name}下个月的值班表已公布，请看您的班次。"),
                (6, "街道通知：冬季用火用电提醒已发布，请在宣传栏张贴。"),
            ):
                at = moment(setting.today - timedelta(days=days), 15, 20)
                yield InboxMessage(
                    recipient=person,
                    text=text,
                    url="/duty/" if days == 1 else "/notices/",
                    at=at,
                    read_at=at + timedelta(hours=3) if days > 1 else None,
                )


def plan_reminders(setting: Setting, store: Store) -> None:
    """Of the coming days, as the acts themselves would have planned them, and whom last night's
    draw asks again."""
    now = setting.now
    shifts = Shift.objects.filter(starts_at__gt=now, starts_at__lte=now + CLOSE)
    remind_of_shifts(shifts.select_related("person", "committee", "rota"), at=now)
    meetings = Meeting.objects.filter(
        state=MeetingState.PLANNED, starts_at__gt=now, starts_at__lte=now + AHEAD
    )
    for meeting in meetings.select_related("committee", "rules"):
        remind_of_meeting(meeting, now)
    due = Case.objects.open().filter(due_on__gt=setting.today, due_on__lte=setting.today + AHEAD)
    remind_of_cases(due.select_related("owner", "committee"), now=now)
    store.counts[Callback] += draw(now)
    store.counts[Reminder] = Reminder.objects.count()


def journal(street: Street, places: list[Neighbourhood], staff: Staff) -> None:
    """One row in every chain: from here on each act has its own."""
    record("demo.loaded", street, by=staff.admin, label="演示数据")
    for place in places:
        record(
            "demo.loaded",
            place.committee,
            by=staff.admin,
            committee=place.committee,
            label="演示数据",
        )

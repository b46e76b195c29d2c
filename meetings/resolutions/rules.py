"""Outcomes and items without clock and database."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from jiedao.common.errors import ALLOWED, Verdict, no
from jiedao.common.workdays import WorkCalendar
from meetings.kinds.states import DayCount

TEXT_MOST, WHAT_MOST = 2_000, 200
DUE_HOUR = time(17)
"""Reminders of an item are counted from the end of the working day on which it is due."""
NEEDS_A_DAY = "请选一个日期，例如 12月10日。"
FARTHEST = timedelta(days=3 * 366)


def sensible_due(due_on: date | None, made_on: date) -> Verdict:
    """A day is asked for; it lies between the meeting and three years later."""
    if due_on is None:
        return no(NEEDS_A_DAY)
    if due_on < made_on:
        return no("“哪天前”不能早于开会那天。")
    if due_on - made_on > FARTHEST:
        return no("“哪天前”离开会超过三年，请再看一下年份。")
    return ALLOWED


def due_at(due_on: date) -> datetime:
    """17:00 of that day on the office's clock."""
    return timezone.make_aware(datetime.combine(due_on, DUE_HOUR))


def adopted_words(made_on: date, meeting: str, vote: str, number: str) -> str:
    """The public fact of a regulation: when, by which meeting, with which vote."""
    how = vote or "协商一致。"
    return f"{made_on.year}年{made_on.month}月{made_on.day}日{meeting}，{how}{number}"[:200]


def day_words(day: date) -> str:
    """「12月10日」, as a message says it."""
    return f"{day.month}月{day.day}日"


def publish_by(made_on: date, days: int, count: str, calendar: WorkCalendar) -> date:
    """The last day to publish, the day of the meeting not counted (Civil Code art. 201)."""
    if count == DayCount.WORKING:
        return calendar.add(made_on, days).on
    return made_on + timedelta(days=days)


def age_words(times: int) -> str:
    """「第 2 次上会」: on how many agendas it has stood."""
    return f"第 {times} 次上会"

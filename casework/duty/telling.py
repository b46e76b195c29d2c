"""Who hears of a shift: reminders that move with it, and 「原来…，现在…」 when it changes."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from casework.duty.models import Shift, Swap
from casework.duty.states import RotaState, Slot
from committees.people.models import User
from committees.reminders.actions import Event, cancel, plan, tell
from committees.reminders.states import Rule
from jiedao.common.dates import cn_day


def when_words(shift: Shift, today: datetime) -> str:
    """「11月25日 星期三 下午」."""
    day = cn_day(shift.day, timezone.localtime(today).date())
    return f"{day} {Slot(shift.slot).label}"


def clock_words(shift: Shift) -> str:
    """「8:30–11:30」; a night says 次日."""
    starts, ends = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    over = "次日 " if ends.date() > starts.date() else ""
    return f"{starts.hour}:{starts.minute:02}–{over}{ends.hour}:{ends.minute:02}"


def week_url(shift: Shift) -> str:
    return f"{reverse('duty')}?{urlencode({'view': 'week', 'from': shift.day.isoformat()})}"


def remind(shifts: Iterable[Shift], *, at: datetime) -> None:
    """Make the reminders of these shifts fit: those of whoever has them now, at their time now."""
    events, off = [], []
    for shift in shifts:
        person = shift.person
        if person is None or shift.rota.state != RotaState.PUBLISHED or shift.starts_at <= at:
            off.append(shift)
            continue
        events.append(
            Event(
                on=shift,
                at=shift.starts_at,
                recipients=[person],
                committee=shift.committee,
                text=f"{when_words(shift, at)} {clock_words(shift)}，{shift.committee.name}",
                url=week_url(shift),
            )
        )
    cancel(Rule.DUTY, off)
    plan(Rule.DUTY, events, now=at)


def tell_others(
    people: Iterable[User | None],
    text: str,
    url: str,
    *,
    about: Shift | Swap,
    by: User,
    at: datetime,
) -> None:
    """News to each of them once, as they wish to be told; whoever did it needs none."""
    others = [person for person in people if person is not None and person.pk != by.pk]
    tell(others, about=about, text=text, at=at, committee=about.committee, url=url)


def tell_change(
    shift: Shift, was: str, now: str, people: Iterable[User | None], *, by: User, at: datetime
) -> None:
    """「值班有变动，11月25日 星期三 下午：原来王桂珍，现在赵国强。」 to those affected only."""
    text = f"值班有变动，{when_words(shift, at)}：原来{was}，现在{now}。"
    tell_others(people, text, week_url(shift), about=shift, by=by, at=at)

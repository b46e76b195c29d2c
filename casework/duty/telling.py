"""Who hears of a shift: reminders that move with it, and 「原来…，现在…」 when it changes."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from casework.duty.models import Shift, Swap
from casework.duty.states import RotaState, Slot
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import Event, cancel, plan, tell
from committees.reminders.states import Rule
from jiedao.common.dates import cn_day

ARE_YOU_WELL = "还没看到您来，是不是有什么事？要帮忙请说一声，来不了我们来安排。"
"""What the caller says (PRACTICE §1: a missing volunteer gets a call, never blame)."""


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
    """Make the reminders of these shifts fit: whoever has them now, at their time now.

    Before the start the person is reminded. A quarter of an hour after it (a ladder the street
    edits) an empty desk is told to director and street, and the person comes on the call list;
    those rows are written with the rota and vanish at the check-in, so no outage loses them.
    A place that is taken again is no gap any more. A fixed number of queries a committee.
    """
    shifts = list(shifts)
    _remind_people(shifts, at)
    _watch_desks(shifts, at)
    cancel(Rule.GAP, [one for one in shifts if one.person is not None])


def _remind_people(shifts: list[Shift], at: datetime) -> None:
    events, off = [], []
    for shift in shifts:
        person = shift.person
        if person is None or shift.starts_at <= at or not _awaited(shift):
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


def _awaited(shift: Shift) -> bool:
    """Published, and nobody has come yet."""
    return shift.rota.state == RotaState.PUBLISHED and shift.checked_in_at is None


def _watch_desks(shifts: list[Shift], at: datetime) -> None:
    """One event a seat: to those who see to it that somebody is there, and to the person.

    A shift that ended without a check-in keeps what was written: somebody should still ask.
    """
    awaited = [one for one in shifts if _awaited(one)]
    manned = _manned_desks(awaited)
    empty = [one for one in awaited if _desk(one) not in manned]
    missed = [one for one in awaited if one.person is not None]
    people = _who_sees_to_it({one.committee_id for one in empty}, at)
    cancel(Rule.EMPTY_DESK, _others(shifts, empty))
    cancel(Rule.WELL, _others(shifts, missed))
    desks = [_empty_desk(one, people[one.committee_id], at) for one in empty if one.ends_at > at]
    plan(Rule.EMPTY_DESK, desks, now=at)
    calls = [
        _are_you_well(one, one.person, at) for one in missed if one.person and one.ends_at > at
    ]
    plan(Rule.WELL, calls, now=at)


Desk = tuple[int, datetime, str]


def _desk(shift: Shift) -> Desk:
    """Seats of one desk: the same committee, hour and slot."""
    return shift.committee_id, shift.starts_at, shift.slot


def _manned_desks(shifts: list[Shift]) -> set[Desk]:
    """Of these desks, those where somebody checked in, on whichever seat. One query."""
    there = Shift.objects.filter(
        committee__in={one.committee_id for one in shifts},
        starts_at__in={one.starts_at for one in shifts},
        checked_in_at__isnull=False,
    )
    return set(there.order_by().values_list("committee_id", "starts_at", "slot"))


def _others(shifts: list[Shift], kept: list[Shift]) -> list[Shift]:
    ids = {one.pk for one in kept}
    return [one for one in shifts if one.pk not in ids]


def _who_sees_to_it(committee_ids: set[int], at: datetime) -> dict[int, list[User]]:
    """The directors of each committee and the street's clerks, as posted that day."""
    today = timezone.localtime(at).date()
    clerks = list(User.objects.posted_in(None, [Role.CLERK], today)) if committee_ids else []
    return {
        one: [*User.objects.posted_in(one, [Role.DIRECTOR], today), *clerks]
        for one in committee_ids
    }


def _empty_desk(shift: Shift, people: list[User], at: datetime) -> Event:
    """Told to all of them but the missing person herself; the call list is where to go on."""
    who = f"排的是{shift.person.name}，请打个电话问问好" if shift.person else "还没有安排人"
    return Event(
        on=shift,
        at=shift.starts_at,
        recipients=[person for person in people if person.pk != shift.person_id],
        committee=shift.committee,
        text=f"{shift.committee.name} {when_words(shift, at)} {clock_words(shift)}，{who}",
        url=reverse("calls"),
    )


def _are_you_well(shift: Shift, person: User, at: datetime) -> Event:
    return Event(
        on=shift,
        at=shift.starts_at,
        recipients=[person],
        committee=shift.committee,
        text=f"{when_words(shift, at)} {clock_words(shift)} 的班，{ARE_YOU_WELL}",
        url=week_url(shift),
    )


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

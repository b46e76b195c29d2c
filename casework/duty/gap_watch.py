"""Places of the coming fortnight that nobody takes are told, each once (row 46).

A round looks at the rotas as they stand, so it may run twice, late or half; the key of each
telling keeps it to one. What is filled is cancelled by the act that fills it (`telling.remind`).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from casework.duty.gaps import Gap, Gaps, gaps_ahead
from casework.duty.models import Rota, Shift
from casework.duty.rules import month_of
from casework.duty.states import RotaState
from casework.duty.telling import clock_words, remind, when_words
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import tell
from committees.reminders.states import Rule
from committees.territory.models import Committee
from jiedao.common.dates import cn_day, cn_month

GAP_JOB = "duty-gaps"
WATCHED = timedelta(days=2)
"""So far ahead a round also brings up to date who is told of an empty desk: people's postings
change after the rota was published."""


def look_ahead(at: datetime) -> int:
    """One round: tell what is new, and watch the desks of the coming days. Gives the open gaps."""
    shifts = Shift.objects.published().filter(starts_at__gt=at, starts_at__lte=at + WATCHED)
    remind(shifts.select_related("rota", "committee", "person"), at=at)
    return warn_of_gaps(at)


def warn_of_gaps(at: datetime) -> int:
    """Tell directors, and whoever published the rota, of every gap of the next 14 days once."""
    committees = list(Committee.objects.select_related(None).order_by("pk"))
    found = gaps_ahead(committees, at)
    for committee in committees:
        if found[committee.pk]:
            _warn(committee, found[committee.pk], at)
    return sum(len(one.places) + len(one.months) for one in found.values())


def _warn(committee: Committee, gaps: Gaps, at: datetime) -> None:
    today = timezone.localtime(at).date()
    directors = list(User.objects.posted_in(committee, [Role.DIRECTOR], today))
    rotas = {rota.month: rota for rota in _rotas(committee, gaps)}
    for gap in gaps.places:
        if gap.shift is not None:
            _tell_of_place(gap.shift, _planners(directors, rotas.get(month_of(gap.day))), at)
    for day, lacking in _by_day(gap for gap in gaps.places if gap.shift is None).items():
        rota = rotas[month_of(day)]
        slots = "、".join(dict.fromkeys(gap.words for gap in lacking))
        tell(
            _planners(directors, rota),
            about=rota,
            text=f"{cn_day(day, today)} {slots}的班，值班表里还没有，请补上。",
            url=f"{reverse('duty-plan')}?month={rota.month:%Y-%m-%d}",
            at=at,
            committee=committee,
            key=f"lacking-{day}",
            rule=Rule.GAP,
        )
    for month in gaps.months:
        tell(
            directors,
            about=committee,
            text=f"{cn_month(month)}的值班表还没公布，请排一排。",
            url=f"{reverse('duty-plan')}?month={month:%Y-%m-%d}",
            at=at,
            committee=committee,
            key=f"no-rota-{month:%Y-%m}",
            rule=Rule.GAP,
        )


def _rotas(committee: Committee, gaps: Gaps) -> Iterable[Rota]:
    months = {month_of(gap.day) for gap in gaps.places}
    rows = Rota.objects.filter(committee=committee, month__in=months, state=RotaState.PUBLISHED)
    return rows.select_related("published_by")


def _planners(directors: list[User], rota: Rota | None) -> list[User]:
    """The directors, and whoever published the month while she still works there."""
    planner = rota.published_by if rota else None
    if planner is None or not planner.is_active or planner in directors:
        return directors
    here = rota is not None and planner.reach.works_in(rota.committee_id)
    return [*directors, planner] if here else directors


def _by_day(gaps: Iterable[Gap]) -> dict[date, list[Gap]]:
    days: dict[date, list[Gap]] = defaultdict(list)
    for gap in gaps:
        days[gap.day].append(gap)
    return days


def _tell_of_place(shift: Shift, people: list[User], at: datetime) -> None:
    tell(
        people,
        about=shift,
        text=f"{when_words(shift, at)} {clock_words(shift)} 还没有人值班，请排一位。",
        url=reverse("duty-shift", args=[shift.pk]),
        at=at,
        committee=shift.committee,
        key="open",
        rule=Rule.GAP,
    )

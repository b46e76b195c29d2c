"""Places of the coming fortnight that nobody takes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from casework.duty.lines import published_shifts
from casework.duty.models import Rota, Shift
from casework.duty.rosters import lacking, plans_by_committee
from casework.duty.rules import (
    Need,
    SlotPlan,
    month_of,
    needs_between,
)
from casework.duty.states import RotaState, Slot
from committees.calendar.querysets import work_calendar
from committees.territory.models import Committee
from jiedao.common.workdays import WorkCalendar

GAP_DAYS = 14
"""So many days ahead a gap is named (issue, D)."""


@dataclass(frozen=True)
class Gap:
    """A place ahead that nobody takes; `shift` is None where the rota lacks even the place."""

    day: date
    slot: Slot
    shift: Shift | None = None

    @property
    def words(self) -> str:
        return self.slot.label


@dataclass
class Gaps:
    """What is missing at one committee within GAP_DAYS: places, and months without a rota."""

    places: list[Gap] = field(default_factory=list)
    months: list[date] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.places or self.months)


def gaps_ahead(
    committees: Sequence[Committee], at: datetime, calendar: WorkCalendar | None = None
) -> dict[int, Gaps]:
    """Committee id -> gaps from now on; every committee has an entry. Three queries for all.

    The calendar is read too unless it is given.
    """
    today = timezone.localtime(at).date()
    last = today + timedelta(days=GAP_DAYS)
    calendar = calendar or work_calendar()
    plans = plans_by_committee(committees)
    rows = published_shifts().filter(committee__in=committees, ends_at__gt=at)
    shifts: dict[int, list[Shift]] = defaultdict(list)
    for shift in rows.between(today, last).order_by("starts_at", "seat"):
        shifts[shift.committee_id].append(shift)
    published = set(
        Rota.objects.filter(
            committee__in=committees,
            state=RotaState.PUBLISHED,
            month__in=[month_of(today), month_of(last)],
        ).values_list("committee_id", "month")
    )
    found = {}
    for one in committees:
        needs = _needs_ahead(plans[one.pk], today, last, at, calendar)
        found[one.pk] = _gaps(one.pk, needs, shifts[one.pk], published)
    return found


def _needs_ahead(
    plans: list[SlotPlan], today: date, last: date, at: datetime, calendar: WorkCalendar
) -> list[Need]:
    return [need for need in needs_between(today, last, plans, calendar) if need.starts_at > at]


def _gaps(
    committee_id: int, needs: list[Need], shifts: list[Shift], published: set[tuple[int, date]]
) -> Gaps:
    covered = [need for need in needs if (committee_id, month_of(need.day)) in published]
    places = [Gap(one.day, Slot(one.slot), one) for one in shifts if one.person_id is None]
    places += [Gap(need.day, need.slot) for need in lacking(covered, shifts)]
    months = {month_of(need.day) for need in needs} - {
        month for owner, month in published if owner == committee_id
    }
    return Gaps(sorted(places, key=lambda gap: gap.day), sorted(months))

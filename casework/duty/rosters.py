"""What the tables say, in the form the rotation works with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from casework.duty.models import Leave, RotaMember, Shift, SlotRule
from casework.duty.rotation import Filled
from casework.duty.rules import DayKind, Member, Need, SlotPlan, kind_of
from casework.duty.states import Slot
from committees.territory.models import Committee
from jiedao.common.workdays import WorkCalendar


def plan_of(rule: SlotRule) -> SlotPlan:
    kinds = {
        DayKind.WORKDAY: rule.on_workdays,
        DayKind.WEEKEND: rule.on_weekends,
        DayKind.FESTIVAL: rule.on_festivals,
    }
    return SlotPlan(
        slot=Slot(rule.slot),
        starts=rule.starts,
        ends=rule.ends,
        kinds=frozenset(kind for kind, wanted in kinds.items() if wanted),
        people=rule.people,
        with_lead=rule.with_lead,
        spares_elderly=rule.age_limit_applies,
    )


def plans_of(committee: Committee) -> list[SlotPlan]:
    """The slots in use: the committee's own, else the street's. One query."""
    return plans_by_committee([committee])[committee.pk]


def plans_by_committee(committees: Iterable[Committee]) -> dict[int, list[SlotPlan]]:
    """The same for many committees, still one query."""
    ids = [one.pk for one in committees]
    rules: dict[int | None, list[SlotRule]] = defaultdict(list)
    for rule in SlotRule.objects.filter(Q(committee__in=ids) | Q(committee=None)):
        rules[rule.committee_id].append(rule)
    return {
        one: [plan_of(rule) for rule in rules.get(one) or rules[None] if rule.enabled]
        for one in ids
    }


def members_of(committee: Committee) -> list[Member]:
    """Everybody who ever took part, with the days off. Two queries."""
    leaves: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for person, since, until in Leave.objects.filter(committee=committee).values_list(
        "person_id", "since", "until"
    ):
        leaves[person].append((since, until))
    rows = RotaMember.objects.filter(committee=committee).select_related("person")
    return [
        Member(
            id=row.person_id,
            name=row.person.name,
            order=row.order,
            no_nights=row.no_nights,
            may_lead=row.may_lead,
            spared=row.spared,
            since=row.since,
            until=row.until,
            leaves=tuple(sorted(leaves[row.person_id])),
        )
        for row in rows
    ]


def filled_between(
    committee: Committee,
    first: date,
    last: date,
    plans: Sequence[SlotPlan],
    calendar: WorkCalendar,
) -> list[Filled]:
    """The places of the rotas as they stand, swaps and take-overs included. One query."""
    shifts = Shift.objects.filter(committee=committee).between(first, last).order_by("starts_at")
    return filled_of(shifts, plans, calendar)


def filled_of(
    shifts: Iterable[Shift], plans: Sequence[SlotPlan], calendar: WorkCalendar
) -> list[Filled]:
    by_slot = {plan.slot: plan for plan in plans}
    filled = []
    for shift in shifts:
        plan = by_slot.get(Slot(shift.slot))
        need = Need(
            day=shift.day,
            slot=Slot(shift.slot),
            seat=shift.seat,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            kind=kind_of(shift.day, calendar),
            with_lead=plan is not None and plan.with_lead,
            spares_elderly=plan is not None and plan.spares_elderly,
        )
        filled.append(Filled(need, shift.person_id, shift.lead_id))
    return filled


def lacking(needs: Iterable[Need], shifts: Iterable[Shift]) -> list[Need]:
    """Places the slots ask for and the rota does not have. Moved hours do not make one missing."""
    shifts = list(shifts)
    there = {(one.starts_at, one.slot, one.seat) for one in shifts}
    have = Counter((one.day, one.slot) for one in shifts)
    wanted: dict[tuple[date, str], list[Need]] = defaultdict(list)
    for need in needs:
        wanted[need.day, need.slot].append(need)
    missing = []
    for place, group in wanted.items():
        absent = [need for need in group if need.key not in there]
        short = len(group) - have[place]
        missing += absent[-short:] if short > 0 else []
    return missing

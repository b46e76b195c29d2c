"""The month's rota: draft it by rotation, publish it, complete it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.duty.models import Rota, RotaMember, Shift
from casework.duty.policies import (
    may_plan,
)
from casework.duty.rosters import filled_between, lacking, members_of, plans_of
from casework.duty.rotation import Filled, Key, rotate, tally
from casework.duty.rules import (
    ONE_DAY,
    Member,
    Need,
    last_day_of,
    last_month,
    month_of,
    needs_between,
)
from casework.duty.seats import announce, name_of, shift_rows
from casework.duty.states import RotaState
from casework.duty.telling import remind
from committees.calendar.querysets import work_calendar
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused

REMEMBERED = timedelta(days=365)
"""How far back the rotation looks for who has done how much."""


def draft_rota(committee: Committee, month: date, *, by: User, at: datetime) -> Rota:
    """Fill the month by rotation, counting the twelve months before. A draft is made anew.

    Days already over are left out. Refused: not the director; the month is published or over;
    nobody takes part.
    """
    return _draft(committee, month, {}, act="duty.draft", by=by, at=at)


def copy_last_month(committee: Committee, month: date, *, by: User, at: datetime) -> Rota:
    """The same people on the same weekdays as last month; the rotation fills what is left.

    Refused as `draft_rota`, and when last month has no rota.
    """
    before = last_month(month)
    shifts = Shift.objects.filter(committee=committee, rota__month=before, person__isnull=False)
    pattern = {
        (_place_in_month(shift.day), shift.slot, shift.seat): shift.person_id for shift in shifts
    }
    if not pattern:
        raise Refused(f"{before.month} 月没有值班表，没法照着排，请用“生成草稿”。")
    return _draft(committee, month, pattern, act="duty.copy", by=by, at=at)


def _place_in_month(day: date) -> tuple[int, int]:
    """The second Tuesday is (1, 2): weekday, and which of the month."""
    return day.weekday(), (day.day - 1) // 7 + 1


def _draft(
    committee: Committee,
    month: date,
    pattern: Mapping[Any, int | None],
    *,
    act: str,
    by: User,
    at: datetime,
) -> Rota:
    month = month_of(month)
    with transaction.atomic():
        may_plan(by, committee.pk).require()
        rota = _open_draft(committee, month, at)
        needs, members, filled_before = _material(committee, month, at)
        if not needs:
            raise Refused("这个月没有要值的班，请先看看班次。")
        fixed: dict[Key, int] = {
            need.key: person
            for need in needs
            if (person := pattern.get((_place_in_month(need.day), need.slot, need.seat)))
        }
        rota.shifts.all().delete()
        filled, _ = rotate(
            needs,
            members,
            earlier=tally(filled_before, members),
            taken=_taken(committee, month),
            fixed=fixed,
        )
        _write(rota, filled)
        rota.version += 1
        rota.save()
        record(act, rota, by=by, committee=committee)
    return rota


def _open_draft(committee: Committee, month: date, at: datetime) -> Rota:
    """The month's draft, locked; made when there is none."""
    if last_day_of(month) < timezone.localtime(at).date():
        raise Refused("这个月已经过去，不用再排。")
    if month - timezone.localtime(at).date() > REMEMBERED:
        raise Refused("最多提前一年排班。")
    Rota.objects.bulk_create([Rota(committee=committee, month=month)], ignore_conflicts=True)
    rota = Rota.objects.select_for_update().get(committee=committee, month=month)
    if rota.state == RotaState.PUBLISHED:
        raise Refused(f"{month.month} 月的值班表已经公布，要改哪一班，请点那一班。")
    return rota


def _material(
    committee: Committee, month: date, at: datetime
) -> tuple[list[Need], list[Member], list[Filled]]:
    """Places still ahead, people, and what the year before looked like."""
    plans, calendar = plans_of(committee), work_calendar()
    members = members_of(committee)
    first = max(month, timezone.localtime(at).date())
    ahead = needs_between(first, last_day_of(month), plans, calendar)
    needs = [need for need in ahead if need.starts_at > at]
    if not any(member.until is None or member.until >= first for member in members):
        raise Refused("先选好哪些人参加值班，再来排班。")
    earlier = filled_between(committee, month - REMEMBERED, month - ONE_DAY, plans, calendar)
    return needs, members, earlier


def _taken(committee: Committee, month: date) -> list[tuple[int, datetime, datetime]]:
    """Shifts the same people have around this month, here or in another committee."""
    rows = Shift.objects.filter(
        person__in=RotaMember.objects.filter(committee=committee).values("person")
    ).between(month - timedelta(days=7), last_day_of(month) + timedelta(days=2))
    return list(rows.values_list("person_id", "starts_at", "ends_at"))


def _write(rota: Rota, filled: Iterable[Filled]) -> list[Shift]:
    return Shift.objects.bulk_create(
        Shift(
            committee_id=rota.committee_id,
            rota=rota,
            day=place.need.day,
            slot=place.need.slot,
            seat=place.need.seat,
            starts_at=place.need.starts_at,
            ends_at=place.need.ends_at,
            person_id=place.person_id,
            lead_id=place.lead_id,
        )
        for place in filled
    )


def publish_rota(rota: Rota, *, by: User, at: datetime) -> Rota:
    """Everybody sees the month; each person on it is reminded from now on. Gaps may remain.

    Refused: not the director, published already, nothing in it, or nobody in it.
    """
    with transaction.atomic():
        rota = Rota.objects.select_for_update().select_related("committee").get(pk=rota.pk)
        may_plan(by, rota.committee_id).require()
        if rota.state == RotaState.PUBLISHED:
            raise Refused("这个月的值班表已经公布了。")
        if not rota.shifts.filter(person__isnull=False).exists():
            raise Refused("还没有排人，先生成草稿。")
        before = digest(rota)
        rota.state, rota.published_at, rota.published_by = RotaState.PUBLISHED, at, by
        rota.version += 1
        rota.save()
        remind(shift_rows().filter(rota=rota), at=at)
        record("duty.publish", rota, by=by, committee=rota.committee, before=before)
    return rota


def complete_rota(rota: Rota, *, by: User, at: datetime) -> int:
    """Add the places that the slots ask for and the rota lacks, filled by rotation; how many.

    For a slot or a festival entered after the rota was made. Those who get a shift are told when
    the rota is published. Refused to anybody but the director.
    """
    with transaction.atomic():
        rota = Rota.objects.select_for_update().select_related("committee").get(pk=rota.pk)
        may_plan(by, rota.committee_id).require()
        needs, members, earlier = _material(rota.committee, rota.month, at)
        missing = lacking(needs, rota.shifts.all())
        if not missing:
            raise Refused("没有缺的班次。")
        calendar, plans = work_calendar(), plans_of(rota.committee)
        month = filled_between(rota.committee, rota.month, last_day_of(rota.month), plans, calendar)
        filled, _ = rotate(
            missing,
            members,
            earlier=tally([*earlier, *month], members),
            taken=_taken(rota.committee, rota.month),
        )
        made = _write(rota, filled)
        for shift in shift_rows().filter(pk__in=[one.pk for one in made]):
            announce(shift, "没有这一班", name_of(shift.person), [shift.person], by=by, at=at)
        rota.version += 1
        rota.save()
        record("duty.complete", rota, by=by, committee=rota.committee)
    return len(made)

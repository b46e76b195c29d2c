"""Acts on the rota: plan it, publish it, change it, be there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from casework.duty.models import Rota, RotaMember, Shift, SlotRule, Swap
from casework.duty.policies import (
    may_be_changed,
    may_check_in,
    may_check_out,
    may_note_check_in,
    may_plan,
    may_take_back_check_in,
    may_take_over,
    may_work,
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
    times_of,
)
from casework.duty.states import RotaState, Slot, SwapState
from casework.duty.telling import clock_words, remind, tell_change
from committees.calendar.querysets import work_calendar
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused

REMEMBERED = timedelta(days=365)
"""How far back the rotation looks for who has done how much."""
NOBODY = "没有人"
DEFAULT_SLOTS: tuple[dict[str, Any], ...] = (
    {"slot": Slot.MORNING, "starts": time(8, 30), "ends": time(11, 30)},
    {"slot": Slot.AFTERNOON, "starts": time(13, 30), "ends": time(17, 0)},
    {
        "slot": Slot.HOLIDAY,
        "starts": time(9, 0),
        "ends": time(11, 0),
        "on_workdays": False,
        "on_festivals": True,
    },
)
"""What a committee starts with (DOMAIN §4.1); it edits the table."""


# Slots and members


def ensure_slot_rules(committee: Committee, *, by: User | None = None) -> list[SlotRule]:
    """The committee's slots; the default ones are made when it has none. Never overwrites."""
    with transaction.atomic():
        Committee.objects.select_for_update().get(pk=committee.pk)
        rules = list(SlotRule.objects.filter(committee=committee))
        if not rules:
            rules = [SlotRule.objects.create(committee=committee, **row) for row in DEFAULT_SLOTS]
            record("duty.slots", committee, by=by, committee=committee)
    return rules


def save_slot_rule(rule: SlotRule, *, by: User) -> SlotRule:
    """Keep a new or changed slot. Rotas that exist are not changed by it.

    Refused to anybody but the director.
    """
    with transaction.atomic():
        may_plan(by, rule.committee_id).require()
        before = digest(SlotRule.objects.get(pk=rule.pk)) if rule.pk else ""
        rule.save()
        record("duty.slot", rule, by=by, committee=rule.committee, before=before)
    return rule


@dataclass(frozen=True)
class MemberLine:
    """One line of the list of members."""

    person: User
    order: int = 0
    no_nights: bool = False
    may_lead: bool = False
    spared: bool = False


def set_members(
    committee: Committee, lines: Sequence[MemberLine], *, by: User, on: date
) -> list[RotaMember]:
    """These people take part from `on` on; whoever is not among them any more ends the day before.

    Somebody who comes back continues the old row. Refused to anybody but the director.
    """
    with transaction.atomic():
        may_plan(by, committee.pk).require()
        rows = {
            row.person_id: row
            for row in RotaMember.objects.select_for_update().filter(committee=committee)
        }
        before = _fingerprint(rows.values())
        kept = [_member_row(committee, line, rows.get(line.person.pk), on) for line in lines]
        staying = {row.person_id for row in kept}
        for person_id, row in rows.items():
            if person_id not in staying and (row.until is None or row.until >= on):
                row.until = on - ONE_DAY
                row.save()
        record(
            "duty.members",
            committee,
            by=by,
            committee=committee,
            before=before,
            after=_fingerprint(RotaMember.objects.filter(committee=committee)),
        )
    return kept


def _member_row(
    committee: Committee, line: MemberLine, row: RotaMember | None, on: date
) -> RotaMember:
    row = row or RotaMember(committee=committee, person=line.person, since=on)
    if row.until is not None and row.until < on:
        row.since = on
    row.until = None
    row.order, row.no_nights = line.order, line.no_nights
    row.may_lead, row.spared = line.may_lead, line.spared
    row.save()
    return row


def _fingerprint(rows: Iterable[RotaMember]) -> str:
    return "".join(sorted(digest(row) for row in rows))[:64]


# The month's rota


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
        ensure_slot_rules(committee, by=by)
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
        remind(_shifts().filter(rota=rota), at=at)
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
        for shift in _shifts().filter(pk__in=[one.pk for one in made]):
            _announce(shift, "没有这一班", _name(shift.person), [shift.person], by=by, at=at)
        rota.version += 1
        rota.save()
        record("duty.complete", rota, by=by, committee=rota.committee)
    return len(made)


# One shift


def _shifts() -> Any:
    return Shift.objects.select_related("rota", "committee", "person")


def _locked(shift: Shift) -> Shift:
    locked: Shift = _shifts().select_for_update(of=("self",)).get(pk=shift.pk)
    return locked


def _name(person: User | None) -> str:
    return person.name if person else NOBODY


def lock_people(*people: User | None) -> None:
    """Acts that give shifts to the same person wait for each other. Shifts are locked before."""
    ids = [person.pk for person in people if person is not None]
    list(User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


def refuse_overlap(person: User, shift: Shift, *, leaving_out: Iterable[Shift] = ()) -> None:
    """Refused when the person is on duty somewhere else at that time (DOMAIN §4.2)."""
    other = (
        Shift.objects.filter(
            person=person, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at
        )
        .exclude(pk__in=[shift.pk, *(one.pk for one in leaving_out)])
        .first()
    )
    if other:
        words = Slot(other.slot).label
        raise Refused(f"{person.name} {other.day.day} 日{words}已经值班。")


def _refuse_leave(person: User, shift: Shift) -> None:
    last = timezone.localtime(shift.ends_at).date()
    if person.leaves.filter(
        committee=shift.committee_id, since__lte=last, until__gte=shift.day
    ).exists():
        raise Refused(f"{person.name} {shift.day.day} 日请假，请换一个人。")


def _announce(
    shift: Shift, was: str, now: str, people: Iterable[User | None], *, by: User, at: datetime
) -> None:
    """Reminders follow the shift; those affected hear of it once the rota is published."""
    if shift.rota.state != RotaState.PUBLISHED:
        return
    remind([shift], at=at)
    tell_change(shift, was, now, people, by=by, at=at)


def close_swaps_of(*shifts: Shift) -> None:
    """The shift changed hands otherwise: open requests about it are over."""
    open_ones = Swap.objects.filter(state__in=[SwapState.ASKED, SwapState.AGREED])
    ids = [shift.pk for shift in shifts]
    (open_ones.filter(shift__in=ids) | open_ones.filter(in_return__in=ids)).update(
        state=SwapState.WITHDRAWN
    )


def put_person(
    shift: Shift,
    *,
    by: User,
    person: User | None,
    lead: User | None,
    version: int,
    at: datetime,
) -> Shift:
    """Put a person on the seat (None clears it) and say who leads.

    On a published rota the reminders move and those affected get 「原来…，现在…」.
    Refused: not the director; checked in or over; on leave; on duty elsewhere at that time.
    Conflict when somebody saved the shift since the page was made.
    """
    with transaction.atomic():
        shift = _locked(shift)
        may_plan(by, shift.committee_id).require()
        may_be_changed(shift, at).require()
        shift.expect(version)
        lock_people(person)
        if person is not None:
            refuse_overlap(person, shift)
            _refuse_leave(person, shift)
        before, old = digest(shift), shift.person
        shift.person, shift.lead = person, lead
        shift.save()
        if old != person:
            close_swaps_of(shift)
            _announce(shift, _name(old), _name(person), [old, person], by=by, at=at)
        record("duty.put", shift, by=by, committee=shift.committee, before=before)
    return shift


def retime_shift(
    shift: Shift, *, by: User, starts: time, ends: time, version: int, at: datetime
) -> Shift:
    """Move the shift to other hours of its day; requests to swap and reminders move with it (S19).

    Refused: not the director; checked in or over; into the past; onto another shift of hers.
    """
    with transaction.atomic():
        shift = _locked(shift)
        may_plan(by, shift.committee_id).require()
        may_be_changed(shift, at).require()
        shift.expect(version)
        before, was = digest(shift), clock_words(shift)
        shift.starts_at, shift.ends_at = times_of(shift.day, starts, ends)
        if shift.ends_at <= at:
            raise Refused("这个时间已经过去了，请写以后的时间。")
        _refuse_taken_seat(shift)
        lock_people(shift.person)
        if shift.person is not None:
            refuse_overlap(shift.person, shift)
        shift.save()
        _announce(shift, was, clock_words(shift), [shift.person], by=by, at=at)
        record("duty.retime", shift, by=by, committee=shift.committee, before=before)
    return shift


def _refuse_taken_seat(shift: Shift) -> None:
    same = Shift.objects.filter(
        committee=shift.committee_id,
        starts_at=shift.starts_at,
        slot=shift.slot,
        seat=shift.seat,
    )
    if same.exclude(pk=shift.pk).exists():
        raise Refused("这个时间已经有同样的一班了。")


def claim_shift(shift: Shift, *, by: User, at: datetime) -> Shift:
    """Take an empty seat of a published rota. Of several at once exactly one gets it.

    The condition stands in the UPDATE itself, on the row's own columns (a joined one would be
    judged by the snapshot): whoever comes second changes no row and is refused.
    Refused also: not one's committee; over; on duty elsewhere at that time.
    """
    with transaction.atomic():
        may_work(by, shift.committee_id).require()
        if shift.rota.state != RotaState.PUBLISHED:
            raise Refused("值班表还没公布，请主任来排。")
        refuse_overlap(by, shift)
        if not _won(shift, by, at):
            raise Refused("这一班刚才有人认领了，或者已经过去。")
        shift = _locked(shift)
        lock_people(by)
        refuse_overlap(by, shift)
        remind([shift], at=at)
        record("duty.claim", shift, by=by, committee=shift.committee)
    return shift


def _won(shift: Shift, by: User, at: datetime) -> bool:
    """The conditional UPDATE. False too when the same person wins another seat of that hour."""
    try:
        with transaction.atomic():
            seat = Shift.objects.filter(pk=shift.pk, person__isnull=True, ends_at__gt=at)
            return bool(seat.update(person=by, version=F("version") + 1))
    except IntegrityError:
        return False


def check_in(shift: Shift, *, by: User, at: datetime) -> Shift:
    """The person is there. An elected colleague may do it for her; the row says who did.

    From 60 minutes before the start until the end; later it is 补签 (`note_check_in`). At most
    15 minutes late counts as manned (CONTRACTS, "Figures").
    """
    with transaction.atomic():
        shift = _locked(shift)
        may_check_in(by, shift, at).require()
        before = digest(shift)
        shift.checked_in_at, shift.checked_in_by = at, by
        shift.version += 1
        shift.save()
        remind([shift], at=max(at, shift.starts_at))
        record("duty.check-in", shift, by=by, committee=shift.committee, before=before)
    return shift


def note_check_in(shift: Shift, *, by: User, came_at: datetime, at: datetime) -> Shift:
    """补签: she came at `came_at`, and that is written down only now. Both instants are kept.

    Refused: over 30 days ago; outside the shift; somebody else's without being elected.
    """
    with transaction.atomic():
        shift = _locked(shift)
        may_note_check_in(by, shift, came_at, at).require()
        before = digest(shift)
        shift.checked_in_at, shift.checked_in_by = came_at, by
        shift.check_in_noted_at = at
        shift.version += 1
        shift.save()
        record("duty.note-check-in", shift, by=by, committee=shift.committee, before=before)
    return shift


def take_back_check_in(shift: Shift, *, by: User, at: datetime) -> Shift:
    """撤销 of a check-in tapped by mistake; by whoever tapped it, before the hand-over."""
    with transaction.atomic():
        shift = _locked(shift)
        may_take_back_check_in(by, shift).require()
        before = digest(shift)
        shift.checked_in_at = shift.checked_in_by = shift.check_in_noted_at = None
        shift.version += 1
        shift.save()
        remind([shift], at=at)
        record("duty.take-back", shift, by=by, committee=shift.committee, before=before)
    return shift


def check_out(shift: Shift, *, by: User, at: datetime) -> Shift:
    """The shift is handed over. Refused before the check-in and a second time."""
    with transaction.atomic():
        shift = _locked(shift)
        may_check_out(by, shift).require()
        before = digest(shift)
        shift.checked_out_at = at
        shift.version += 1
        shift.save()
        record("duty.check-out", shift, by=by, committee=shift.committee, before=before)
    return shift


def take_over(shift: Shift, *, by: User, why: str, at: datetime) -> Shift:
    """Take a running shift from its person, with the reason; both names stay on it (S18).

    Whoever takes over is there: a missing check-in is made. The former person is told and freed.
    Refused: not running; one's own; handed over already; on duty elsewhere at that time.
    """
    with transaction.atomic():
        shift = _locked(shift)
        may_take_over(by, shift, at).require()
        if not why.strip():
            raise Refused("请写“为什么接替”，几个字就行，例如：临时去医院。")
        lock_people(by)
        refuse_overlap(by, shift)
        before, old = digest(shift), shift.person
        shift.taken_over_from, shift.taken_over_why, shift.person = old, why.strip(), by
        if shift.checked_in_at is None:
            shift.checked_in_at, shift.checked_in_by = at, by
        shift.version += 1
        shift.save()
        close_swaps_of(shift)
        _announce(shift, _name(old), by.name, [old], by=by, at=at)
        record("duty.take-over", shift, by=by, committee=shift.committee, before=before)
    return shift

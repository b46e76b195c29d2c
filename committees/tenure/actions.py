"""Who lives where, from which day on: coming, moving within the committee, leaving.

Each act keeps Resident.household and the residences true together (`residences`).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.journal.models import AuditEntry
from committees.residents.actions import dwelling_at, lead, write_down
from committees.residents.models import Dwelling, Household, Resident
from committees.residents.policies import may_keep_households
from committees.residents.rules import Door, Facts, Heir, kinship_after, next_head
from committees.residents.states import Departure
from committees.tenure import residences
from committees.territory.models import Building
from jiedao.common.errors import Refused

NOT_YET = "这一天还没有到，请到那天再记。"


# Coming


@transaction.atomic
def welcome_household(
    building: Building,
    door: Door,
    people: Sequence[Facts],
    *,
    by: Any,
    since: date | None,
    another: bool,
    on: date,
) -> Household:
    """Write down who lives at a door; the first of `people` is the head.

    The flat is added when the building has no such room yet. Refused above the top floor, when a
    household lives there already unless `another` says that there are two, and as `write_down`
    says of each person.
    """
    committee = building.estate.committee
    may_keep_households(by, committee.pk).require()
    building = Building.objects.select_for_update(of=("self",)).get(pk=building.pk)
    dwelling = dwelling_at(building, door)
    if not another and dwelling.households.living_here(on).exists():
        raise Refused(f"{door} 已经登记了一户。确实是两户，请勾选“另外一户”。")
    household = Household.objects.create(committee=committee, dwelling=dwelling, since=since)
    for place, facts in enumerate(people):
        _add(household, facts, since, is_head=place == 0)
    record("residents.welcome", household, by=by, committee=committee, label=str(door))
    return household


def _add(household: Household, facts: Facts, since: date | None, *, is_head: bool) -> Resident:
    fresh = Resident(committee_id=household.committee_id, household=household, is_head=is_head)
    resident = write_down(fresh, facts)
    residences.begin([resident], household, since)
    return resident


@transaction.atomic
def add_resident(
    household: Household, *, by: Any, facts: Facts, since: date | None = None
) -> Resident:
    """Somebody more in the household; the first one is its head. `since`: unknown by default.

    Refused as `write_down` says, and for a household that left.
    """
    may_keep_households(by, household.committee_id).require()
    household = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    if household.until is not None:
        raise Refused("这一户已经搬走了，不能再添人。")
    is_head = not household.residents.filter(is_head=True).exists()
    resident = _add(household, facts, since, is_head=is_head)
    record("residents.add", resident, by=by, committee=household.committee)
    return resident


# Moving within the committee


@transaction.atomic
def move(
    people: Sequence[Resident],
    building: Building,
    door: Door,
    *,
    by: Any,
    since: date,
    join: Household | None,
    on: date,
) -> Household:
    """These people of one household live at another door from `since` on, history kept.

    They join the household `join` there, or are one of their own. A person who had left comes
    back this way. The headship of those who stay is handed on; a household nobody is left in ends.
    Refused for a day to come, one before they came, the door they live at, and a `join` that does
    not live there.
    """
    committee = building.estate.committee
    may_keep_households(by, committee.pk).require()
    if since > on:
        raise Refused(NOT_YET)
    building = Building.objects.select_for_update(of=("self",)).get(pk=building.pk)
    dwelling = dwelling_at(building, door)
    old, people = _locked(people, join)
    if all(one.is_here for one in people) and (old == join or _lives_at(old, dwelling, on)):
        raise Refused(f"现在就住在 {door}。")
    if any(one.departed_on and since < one.departed_on for one in people):
        raise Refused("回来的日期不能早于离开的日期。")
    if join is not None:
        join.refresh_from_db()
    new = join or Household.objects.create(committee=committee, dwelling=dwelling, since=since)
    if new.dwelling_id != dwelling.pk or new.until is not None:
        raise Refused("这一户不住在那里，请重新选。")
    befores = [digest(one) for one in people]
    residences.end_by_moving(people, since)
    was_head = _leave_behind(old, people, by)
    _settle_in(new, people, was_head)
    residences.begin(people, new, since)
    for one in people:
        one.departed_on, one.departure = None, ""
        one.save()
    _close_if_empty(old, since - timedelta(days=1))
    for one, before in zip(people, befores, strict=True):
        record("residents.move", one, by=by, committee=committee, before=before, label=str(door))
    return new


def _locked(
    people: Sequence[Resident], join: Household | None = None
) -> tuple[Household, list[Resident]]:
    """Their household and they themselves, locked, and the household they join; the order of
    `people` is kept. Households lock in one order, so that two moves cannot wait for each other."""
    wanted = {people[0].household_id} | ({join.pk} if join else set())
    homes = Household.objects.select_for_update(of=("self",)).filter(pk__in=wanted)
    household = next(
        home for home in list(homes.order_by("pk")) if home.pk == people[0].household_id
    )
    rows = Resident.objects.select_for_update(of=("self",)).in_bulk([one.pk for one in people])
    locked = [rows[one.pk] for one in people]
    if any(one.household_id != household.pk for one in locked):
        raise Refused("他们已经不住在一起了，请打开页面再看一遍。")
    return household, locked


def _lives_at(household: Household, dwelling: Dwelling, on: date) -> bool:
    return household.dwelling_id == dwelling.pk and household.lives_here(on)


def _leave_behind(old: Household, people: Sequence[Resident], by: Any) -> Resident | None:
    """Take them out of the old household; the head among them, whose place goes to another."""
    head = next((one for one in people if one.is_head), None)
    if head is not None:
        head.is_head = False
        head.save(update_fields=["is_head"])
        _hand_on(old, head, by=by, leaving=people)
    return head


def _hand_on(
    household: Household,
    head: Resident,
    *,
    by: Any,
    leaving: Sequence[Resident],
    heir: Resident | None = None,
) -> None:
    """Somebody else is head from now on: `heir`, or who is next by the rule."""
    gone = [one.pk for one in leaving]
    staying = Resident.objects.present().filter(household=household).exclude(pk__in=gone)
    rows = {one.pk: one for one in staying}
    known = [Heir(one.pk, one.kinship, one.born_on) for one in rows.values()]
    chosen = heir.pk if heir else next_head(known)
    if chosen is None:
        return
    if chosen not in rows:
        raise Refused("新户主要从还住在这一户的人里选。")
    was, before = rows[chosen].kinship, digest(rows[chosen])
    lead(rows[chosen])
    head.kinship = kinship_after(was, "")
    record("residents.lead", rows[chosen], by=by, committee=head.committee, before=before)


def _settle_in(new: Household, people: Sequence[Resident], was_head: Resident | None) -> None:
    """Who is head there, and what they are to her: known only among those who moved together."""
    if Resident.objects.present().filter(household=new, is_head=True).exists():
        for one in people:
            one.kinship = ""
        return
    head = was_head or people[0]
    to_head = head.kinship
    for one in people:
        if one is not head and head is not was_head:
            one.kinship = kinship_after(to_head, one.kinship)
    head.is_head, head.kinship = True, ""


def _close_if_empty(household: Household, last_day: date) -> bool:
    """A household ends with the last person in it."""
    if household.until is not None or household.residents.present().exists():
        return False
    first = household.since
    household.until = max(first, last_day) if first else last_day
    household.save(update_fields=["until"])
    return True


# Leaving


@transaction.atomic
def depart(
    resident: Resident, *, by: Any, how: str, last_day: date, heir: Resident | None, on: date
) -> Resident:
    """She moved away, died, or should never have been written down. Everything noted of her stays.

    A head hands the headship to `heir`, or by the rule to who is next; the household ends with the
    last person in it. Refused for a day to come, a day before she came, and a second time.
    """
    may_keep_households(by, resident.committee_id).require()
    if last_day > on:
        raise Refused(NOT_YET)
    household, (resident,) = _locked([resident])
    if not resident.is_here:
        raise Refused("已经记了离开的日期。")
    before, led = digest(resident), resident.is_head
    residences.end([resident], last_day)
    resident.is_head = False
    resident.departed_on, resident.departure = last_day, how
    resident.save()
    if led:
        _hand_on(household, resident, by=by, leaving=[resident], heir=heir)
        resident.save(update_fields=["kinship"])
    _close_if_empty(household, last_day)
    act = "residents.depart_head" if led else "residents.depart"
    record(act, resident, by=by, committee=resident.committee, before=before)
    return resident


LEFT = ("residents.depart", "residents.depart_head")


def last_departure(resident: Resident) -> AuditEntry | None:
    """The journal row of her own leaving; None when the household left as a whole."""
    rows = AuditEntry.objects.filter(object_type="committees.resident", object_id=str(resident.pk))
    found: AuditEntry | None = rows.filter(act__in=LEFT).order_by("-at", "-pk").first()
    return found


def may_undo(entry: AuditEntry | None, on: date) -> bool:
    """撤销 works on the day it was written (CONTRACTS, Figures)."""
    return entry is not None and timezone.localdate(entry.at) == on


@transaction.atomic
def undo_departure(resident: Resident, *, by: Any, on: date) -> Resident:
    """Take a departure back on the day it was written: she never left, and is head again if she
    was. Later she is brought back by `move`."""
    may_keep_households(by, resident.committee_id).require()
    household, (resident,) = _locked([resident])
    entry = last_departure(resident)
    last_day = resident.departed_on
    if last_day is None or entry is None or not may_undo(entry, on):
        raise Refused("只有当天能撤销。她又住回来了，请用“搬家”。")
    before = digest(resident)
    residences.reopen([resident], last_day)
    resident.departed_on, resident.departure = None, ""
    resident.save(update_fields=["departed_on", "departure"])
    if entry.act == "residents.depart_head":
        lead(resident)
    if household.until == last_day:
        household.until = None
        household.save(update_fields=["until"])
    record("residents.undo_depart", resident, by=by, committee=resident.committee, before=before)
    return resident


@transaction.atomic
def move_out(household: Household, *, by: Any, until: date, on: date) -> Household:
    """Write the household's last day here: all of its people leave with it. What was noted stays.

    Refused for a day to come, before the day it came, and when it has left already.
    """
    may_keep_households(by, household.committee_id).require()
    household = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    if until > on:
        raise Refused(NOT_YET)
    if household.until is not None:
        raise Refused("这一户已经记了搬走的日期。")
    if household.since is not None and until < household.since:
        raise Refused("搬走日期不能早于入住日期。")
    before = digest(household)
    people = Resident.objects.present().filter(household=household)
    residences.end(list(people.select_for_update(of=("self",))), until)
    people.update(departed_on=until, departure=Departure.MOVED)
    household.until = until
    household.save(update_fields=["until"])
    record("residents.move_out", household, by=by, committee=household.committee, before=before)
    return household


@transaction.atomic
def stay(household: Household, *, by: Any) -> Household:
    """Take a move-out back: the household still lives here, with those who left that day."""
    may_keep_households(by, household.committee_id).require()
    household = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    if household.until is None:
        return household
    before = digest(household)
    left = Resident.objects.select_for_update(of=("self",)).filter(
        household=household, departed_on=household.until, departure=Departure.MOVED
    )
    people = list(left.order_by("pk"))
    residences.reopen(people, household.until)
    Resident.objects.filter(pk__in=[one.pk for one in people]).update(
        departed_on=None, departure=""
    )
    household.until = None
    household.save(update_fields=["until"])
    record("residents.stay", household, by=by, committee=household.committee, before=before)
    return household

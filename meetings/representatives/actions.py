"""Keeping the rosters of representatives and supervisors; a demand for a meeting."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import tell
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from meetings.convening.models import Meeting
from meetings.representatives.models import Demand, Seat
from meetings.representatives.policies import may_end_seat, may_keep_roster
from meetings.representatives.rules import DEMAND_SHARE, NewSeat, demanded

CALL_WITHIN = timedelta(days=15)
"""From a demand to the call; a street asks for another span in its own charter."""


def add_seats(
    committee: Committee, *, by: User, board: str, seats: Sequence[NewSeat], since: date
) -> list[Seat]:
    """Put people on a roster, all or none. Refused for a name that stands there already."""
    with transaction.atomic():
        may_keep_roster(by, committee).require()
        Committee.objects.select_for_update().get(pk=committee.pk)
        made = [_seat(committee, board, one, since) for one in seats]
        for seat in made:
            record("roster.add", seat, by=by, committee=committee, label=board)
    return made


def _seat(committee: Committee, board: str, one: NewSeat, since: date) -> Seat:
    try:
        with transaction.atomic():
            seat: Seat = Seat.objects.create(
                committee=committee,
                board=board,
                group=one.group,
                name=one.name,
                phone=one.phone,
                is_woman=one.is_woman,
                since=since,
            )
    except IntegrityError:
        raise Refused(
            f"{one.group}的{one.name}已经在名册上了。同名的请在名字后面写楼号。"
        ) from None
    return seat


def change_seat(seat: Seat, *, by: User, group: str, office: str, phone: str) -> Seat:
    """Correct group, office or phone; the person and the dates stay."""
    with transaction.atomic():
        seat = _locked(seat)
        may_keep_roster(by, seat.committee).require()
        before = digest(seat)
        seat.group, seat.office, seat.phone = group, office, phone
        seat.save(update_fields=["group", "office", "phone"])
        record("roster.change", seat, by=by, committee=seat.committee, before=before)
    return seat


def end_seat(seat: Seat, *, by: User, until: date, why: str) -> Seat:
    """Write the last day and why; the row stays. Refused twice and before the first day."""
    with transaction.atomic():
        seat = _locked(seat)
        may_end_seat(by, seat.committee).require()
        if seat.until is not None:
            raise Refused("这个人已经结束了。")
        if until < seat.since:
            raise Refused("结束日期不能早于开始日期。")
        before = digest(seat)
        seat.until, seat.ended_why = until, why
        seat.save(update_fields=["until", "ended_why"])
        record("roster.end", seat, by=by, committee=seat.committee, before=before)
    return seat


def note_demand(
    committee: Committee,
    *,
    by: User,
    subject: str,
    seats: Sequence[Seat],
    asked_on: date,
    at: datetime,
) -> Demand:
    """Write down who asks for a representatives' meeting. With a fifth of them it must be called
    within 15 days: the director is told, and it stays open until a meeting answers it.

    Refused with fewer, and with people who are not on the roster of that day.
    """
    with transaction.atomic():
        may_keep_roster(by, committee).require()
        on_roster = Seat.objects.representatives().filter(committee=committee).on(asked_on)
        known = set(on_roster.values_list("pk", flat=True))
        asking = {seat.pk for seat in seats} & known
        if not demanded(len(asking), len(known)):
            least = DEMAND_SHARE.least(len(known))
            raise Refused(
                f"五分之一的代表提出才要召集：名册上 {len(known)} 人，要 {least} 人，"
                f"现在 {len(asking)} 人。"
            )
        demand: Demand = Demand.objects.create(
            committee=committee,
            subject=subject,
            asked_on=asked_on,
            needed=DEMAND_SHARE.least(len(known)),
            call_by=asked_on + CALL_WITHIN,
            written_by=by,
        )
        demand.seats.set(asking)
        record("roster.demand", demand, by=by, committee=committee, label=subject)
        directors = User.objects.posted_in(committee, [Role.DIRECTOR], timezone.localdate(at))
        tell(
            directors,
            about=demand,
            text=f"{len(asking)} 位代表要求开居民代表会议，请在 {_day(demand.call_by)}前召集。",
            at=at,
            committee=committee,
            url=reverse("representatives"),
        )
    return demand


def answer_demand(demand: Demand, *, by: User, meeting: Meeting) -> Demand:
    """Say which meeting was called on it."""
    with transaction.atomic():
        rows = Demand.objects.select_for_update(of=("self",)).select_related("committee")
        demand = rows.get(pk=demand.pk)
        may_end_seat(by, demand.committee).require()
        if meeting.committee_id != demand.committee_id:
            raise Refused("这个会不是本居委会的。")
        before = digest(demand)
        demand.answered_by = meeting
        demand.save(update_fields=["answered_by"])
        record("roster.answer", demand, by=by, committee=demand.committee, before=before)
    return demand


def _locked(seat: Seat) -> Seat:
    rows = Seat.objects.select_for_update(of=("self",)).select_related("committee")
    locked: Seat = rows.get(pk=seat.pk)
    return locked


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"

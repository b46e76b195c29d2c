"""What one shift leaves to the next, leave, and the day's 「今天平安」."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from casework.duty.models import DayReport, HandoverPoint, Leave, Shift
from casework.duty.policies import (
    may_cancel_leave,
    may_speak_for_others,
    may_take_point,
    may_work,
)
from casework.duty.states import RotaState
from committees.journal.actions import digest, record
from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.reminders.models import Call
from committees.territory.models import Committee
from jiedao.common.errors import Refused

MAX_LEAVE_DAYS = 366


def leave_point(
    committee: Committee, text: str, *, by: User, at: datetime, from_shift: Shift | None = None
) -> HandoverPoint:
    """An open point for the next shift. Refused when empty or outside one's committee."""
    with transaction.atomic():
        may_work(by, committee.pk).require()
        if not text.strip():
            raise Refused("请写“没办完的事”，几个字就行。")
        point = HandoverPoint.objects.create(
            committee=committee, left_by=by, left_at=at, from_shift=from_shift, text=text.strip()
        )
        record("duty.point-leave", point, by=by, committee=committee)
    return point


def take_point(point: HandoverPoint, *, by: User, at: datetime) -> HandoverPoint:
    """The next shift says: 我接下了. It stays open until it is settled (row 53)."""
    with transaction.atomic():
        point = _locked(point)
        may_take_point(by, point).require()
        before = digest(point)
        point.taken_by, point.taken_at = by, at
        point.save()
        record("duty.point-take", point, by=by, committee=point.committee, before=before)
    return point


def settle_point(point: HandoverPoint, *, by: User, at: datetime) -> HandoverPoint:
    """It is done. Anybody of the committee may say so; refused the second time."""
    with transaction.atomic():
        point = _locked(point)
        may_work(by, point.committee_id).require()
        if point.settled_at is not None:
            raise Refused("这件事已经办完了。")
        before = digest(point)
        point.settled_at = at
        point.save()
        record("duty.point-settle", point, by=by, committee=point.committee, before=before)
    return point


def reopen_point(point: HandoverPoint, *, by: User, at: datetime) -> HandoverPoint:
    """撤销 of 「办完了」, on the same day."""
    with transaction.atomic():
        point = _locked(point)
        may_work(by, point.committee_id).require()
        if point.settled_at is None or not _same_day(point.settled_at, at):
            raise Refused("只有当天办完的可以撤销。")
        before = digest(point)
        point.settled_at = None
        point.save()
        record("duty.point-reopen", point, by=by, committee=point.committee, before=before)
    return point


def _locked(point: HandoverPoint) -> HandoverPoint:
    rows = HandoverPoint.objects.select_for_update(of=("self",))
    return rows.select_related("committee").get(pk=point.pk)


def _same_day(one: datetime, other: datetime) -> bool:
    return timezone.localtime(one).date() == timezone.localtime(other).date()


def report_day(
    committee: Committee, day: date, *, by: User, quiet: bool, at: datetime, text: str = ""
) -> DayReport:
    """「今天平安」 or 「有情况」, one a day; a later one replaces it (R1).

    Refused: another day than today; 有情况 without a word about it; not one's committee.
    """
    with transaction.atomic():
        may_work(by, committee.pk).require()
        if day != timezone.localtime(at).date():
            raise Refused("只报今天的情况。")
        if not quiet and not text.strip():
            raise Refused("请写“什么情况”，几个字就行，例如：三号楼停电。")
        DayReport.objects.bulk_create(
            [DayReport(committee=committee, day=day, quiet=quiet, by=by, at=at)],
            ignore_conflicts=True,
        )
        report = DayReport.objects.select_for_update().get(committee=committee, day=day)
        before = digest(report)
        report.quiet, report.text = quiet, "" if quiet else text.strip()
        report.by, report.at = by, at
        report.save()
        record("duty.report", report, by=by, committee=committee, before=before)
    return report


def ask_leave(
    committee: Committee,
    person: User,
    *,
    by: User,
    since: date,
    until: date,
    at: datetime,
    reason: str = "",
) -> Leave:
    """Days on which the person is not put on the rota; her places in drafts become free.

    Published shifts stay hers until they are swapped: the page names them. For somebody else it
    takes an elected colleague. Refused: ends before it starts, is all over, longer than a year.
    """
    with transaction.atomic():
        may_work(by, committee.pk).require()
        if by.pk != person.pk:
            may_speak_for_others(by, committee.pk).require()
        if until < since:
            raise Refused("结束日期不能早于开始日期。")
        if until < timezone.localtime(at).date():
            raise Refused("这几天已经过去了，不用请假。")
        if (until - since).days >= MAX_LEAVE_DAYS:
            raise Refused("请假最长一年，更久请主任把她移出值班名单。")
        leave = Leave.objects.create(
            committee=committee, person=person, since=since, until=until, reason=reason
        )
        Shift.objects.filter(
            committee=committee, person=person, rota__state=RotaState.DRAFT
        ).between(since, until).update(person=None)
        record("duty.leave", leave, by=by, committee=committee)
    return leave


def cancel_leave(leave: Leave, *, by: User, on: date) -> None:
    """The person is there after all. Refused once it is over."""
    with transaction.atomic():
        leave = (
            Leave.objects.select_for_update(of=("self",))
            .select_related("committee")
            .get(pk=leave.pk)
        )
        may_cancel_leave(by, leave).require()
        if leave.until < on:
            raise Refused("这次请假已经过去了。")
        record("duty.leave-cancel", leave, by=by, committee=leave.committee, before=digest(leave))
        leave.delete()


def put_on_call_list(
    committees: Iterable[Committee], *, by: User, at: datetime
) -> tuple[int, list[Committee]]:
    """One line of the call list for each committee that has not reported today (R1).

    Phoned is whoever is on duty, else leads, else the director. Gives back how many lines are new
    and the committees where nobody can be phoned. A second tap on the same day adds none.
    Refused to all but the street.
    """
    if not by.reach.whole_street:
        raise Refused("电话名单由街道来列。")
    today = timezone.localtime(at).date()
    with transaction.atomic():
        reported = _reported(today)
        missing = [one for one in committees if one.pk not in reported]
        text = f"{today.month}月{today.day}日还没报平安，请打电话问一下。"
        waiting = set(
            Call.objects.filter(committee__in=missing, text=text, done_at=None).values_list(
                "committee_id", flat=True
            )
        )
        whom = _to_phone([one for one in missing if one.pk not in waiting], today, at)
        Call.objects.bulk_create(
            Call(recipient=person, committee_id=committee_id, text=text, at=at)
            for committee_id, person in whom.items()
        )
        if whom:
            record("duty.call-list", by, by=by, label=f"{today} {len(whom)}")
    nobody = [one for one in missing if one.pk not in waiting and one.pk not in whom]
    return len(whom), nobody


def _reported(day: date) -> set[int]:
    return set(DayReport.objects.filter(day=day).values_list("committee_id", flat=True))


def _to_phone(committees: list[Committee], today: date, at: datetime) -> dict[int, User]:
    """Committee id -> the person to phone: on duty now, else leading, else the director."""
    whom: dict[int, User] = {}
    running = Shift.objects.published().running(at).filter(committee__in=committees)
    for shift in running.select_related("person", "lead"):
        person = shift.person or shift.lead
        if person is not None:
            whom.setdefault(shift.committee_id, person)
    rest = [one for one in committees if one.pk not in whom]
    directors = Posting.objects.on(today).filter(
        role=Role.DIRECTOR, committee__in=rest, user__is_active=True
    )
    for posting in directors.select_related("user"):
        if posting.committee_id is not None:
            whom.setdefault(posting.committee_id, posting.user)
    return whom

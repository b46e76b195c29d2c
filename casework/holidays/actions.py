"""The day's 「今天平安」, and phoning those who have not reported (R1)."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from casework.duty.models import DayReport, Shift
from casework.duty.policies import may_work
from casework.duty.rules import ONE_DAY, midnight
from committees.calendar.querysets import work_calendar
from committees.journal.actions import digest, record
from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.reminders.models import Call
from committees.territory.models import Committee
from jiedao.common.errors import Refused

REPORT_BY = time(16, 0)
"""On a day off, who has not reported by then is phoned."""


def report_day(
    committee: Committee, day: date, *, by: User, quiet: bool, at: datetime, text: str = ""
) -> DayReport:
    """「今天平安」 or 「有情况」, one a day; a later one replaces it (R1).

    A call that nobody has made yet goes off the call list.
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
        calls = Call.objects.filter(committee=committee, text=what_to_say(day))
        calls.filter(done_at=None, tries=0).delete()
        record("duty.report", report, by=by, committee=committee, before=before)
    return report


def put_on_call_list(
    committees: Iterable[Committee], *, by: User, at: datetime
) -> tuple[int, list[Committee]]:
    """One line of the call list for each committee that has not reported today (R1).

    Gives back how many lines are new and the committees where nobody can be phoned. A second tap
    on the same day adds none. Refused to all but the street.
    """
    if not by.reach.whole_street:
        raise Refused("电话名单由街道来列。")
    with transaction.atomic():
        made, nobody = _list_missing(list(committees), at)
        if made:
            today = timezone.localtime(at).date()
            record("duty.call-list", by, by=by, label=f"{today} {made}")
    return made, nobody


def call_missing_of_a_festival(at: datetime) -> int:
    """On a day off from 16:00 on the list fills by itself; how many lines are new.

    May run every hour: each committee comes on it once a day, and off it when it reports.
    """
    local = timezone.localtime(at)
    if local.time() < REPORT_BY or local.date() not in work_calendar().rest:
        return 0
    with transaction.atomic():
        made, _ = _list_missing(list(Committee.objects.order_by("pk")), at)
    return made


def _list_missing(committees: list[Committee], at: datetime) -> tuple[int, list[Committee]]:
    """Phoned is whoever is on duty, else leads, else the director. Rounds wait for each other."""
    today = timezone.localtime(at).date()
    ids = [one.pk for one in committees]
    list(Committee.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    listed = Call.objects.filter(committee__in=ids, text=what_to_say(today))
    done = _reported(today) | set(listed.values_list("committee_id", flat=True))
    missing = [one for one in committees if one.pk not in done]
    whom = _to_phone(missing, today, at)
    Call.objects.bulk_create(
        Call(
            recipient=person,
            committee_id=committee_id,
            text=what_to_say(today),
            at=at,
            call_at=at,
            until=midnight(today + ONE_DAY),
        )
        for committee_id, person in whom.items()
    )
    return len(whom), [one for one in missing if one.pk not in whom]


def what_to_say(day: date) -> str:
    """What the caller says; with the date it is also the line's key."""
    return f"{day.month}月{day.day}日还没收到您居委会的“今天平安”，您那边都好吗？"


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

"""What 今日 shows: worked out here, one query a block. The page itself is `views_today`."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from casework.callbacks.querysets import cases_to_call
from casework.cases.models import Case
from casework.cases.querysets import to_do_of
from casework.cases.shown import Shown, shown_to
from casework.log.models import LogEntry
from casework.log.states import LogKind
from casework.referrals.models import Referral
from casework.response.late import late_cases
from casework.surveys.models import SurveyRound
from committees.care.models import CareLabel
from committees.exports.models import ExportRequest
from committees.notices.models import Notice
from committees.notices.states import NoticeKind, NoticeState
from committees.people.models import User
from committees.reach.states import Role
from committees.territory.models import Building, Committee
from elections.office.models import Handover
from jiedao.common.dates import greeting
from jiedao.portal.context import counts
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.kinds.querysets import times_a_year
from meetings.kinds.states import KindKey
from meetings.opinions.models import Opinion
from meetings.opinions.querysets import OpinionQuerySet
from meetings.representatives.rules import yearly_warning

MOST_TO_DO = 5
MOST_RECENT = 3
MOST_DRAFTS = 3
A_YEAR = timedelta(days=365)


def address(user: User, committee: Committee) -> str:
    """「周主任」, 「陆书记」, 「王老师」: how the person is called in the office."""
    reach = user.reach
    if reach.has(Role.DIRECTOR, committee.pk):
        return f"{user.surname}主任"
    if reach.has(Role.BRANCH, committee.pk):
        return f"{user.surname}书记"
    return f"{user.surname}老师"


def welcome(user: User, committee: Committee, now: datetime) -> str:
    """「周主任，上午好」."""
    return f"{address(user, committee)}，{greeting(now)}"


@dataclass(frozen=True)
class Load:
    """Open cases: those this person must move, and all of where the person works."""

    mine: int
    all_open: int


def load_of(user: User) -> Load:
    """Counted once a request, for the badge and for 今日. One query."""
    kept: Load | None = user.__dict__.get("_load")
    if kept is None:
        own = Case.objects.open().filter(committee__in=user.reach.committee_ids).order_by()
        row = own.aggregate(
            mine=Count("pk", filter=to_do_of(user, timezone.now())), all_open=Count("pk")
        )
        kept = user.__dict__["_load"] = Load(**row)
    return kept


@counts("/cases/")
def cases_to_do(user: User) -> int | None:
    """The badge: only what this person must do."""
    return load_of(user).mine


@dataclass(frozen=True)
class Rows:
    """要办的事 and 最近记的: the first few of each."""

    to_do: list[Shown]
    recent: list[LogEntry]


def rows_of(user: User, committee: Committee) -> Rows:
    """Late first; one's own newest entries. Three queries, the people of all households in one."""
    own = Case.objects.visible_to(user).filter(committee=committee).to_do_by(user, timezone.now())
    cases = list(own.with_places().order_by("due_on", "pk")[:MOST_TO_DO])
    written = LogEntry.objects.visible_to(user).kept().filter(committee=committee, author=user)
    entries = list(written.with_places().order_by("-happened_on", "-pk")[:MOST_RECENT])
    homes = [row.household for row in (*cases, *entries) if row.household is not None]
    prefetch_related_objects(homes, "residents")
    return Rows([shown_to(user, case) for case in cases], entries)


def notices_to_confirm(user: User, committee: Committee) -> list[Notice]:
    """Written by a colleague, and waiting for this person as the second one (S35). One query.

    救助公示 waits for the street, not for the committee (R32).
    """
    waiting = Notice.objects.visible_to(user).filter(committee=committee).in_review()
    waiting = waiting.exclude(kind=NoticeKind.AID)
    others = waiting.exclude(author=user, state=NoticeState.REVIEW)
    others = others.exclude(corrections__waiting=True, corrections__by=user)
    return list(others.order_by("created_at", "pk").distinct()[:MOST_TO_DO])


@dataclass(frozen=True)
class Waiting:
    """How many cases the person's body was asked to answer for or to do, cases this person is to
    ask about (要回访), opinions that wait for a word of this
    person, people in care to be looked at, and exports this person may agree to; of the committee:
    harm nobody has reported, seriously late cases, rounds somebody is walking; lists this person
    takes over as the new director."""

    asked: int
    to_call: int
    opinions: int
    to_review: int
    exports: int
    harm: int
    serious: int
    rounds: int
    handovers: int

    @property
    def anything(self) -> bool:
        return any(vars(self).values())


def waiting_of(user: User, committee: Committee, now: datetime) -> Waiting:
    """All counted in one query."""
    today = timezone.localdate(now)
    cases = Case.objects.visible_to(user).filter(committee=committee)
    labels = CareLabel.objects.to_review(today)
    counted = (
        _counted(Referral.objects.visible_to(user).asked_of(user).open(), committee),
        _counted(cases_to_call(user), committee),
        _counted(_opinions_of(user, committee), committee),
        _counted(labels, committee, Count("resident", distinct=True)),
        _counted(ExportRequest.objects.to_decide_by(user, today), committee),
        _counted(late_cases(cases, "harm", now), committee),
        _counted(late_cases(cases, "serious", now), committee),
        _counted(SurveyRound.objects.visible_to(user).running(today), committee),
        _counted(Handover.objects.visible_to(user).filter(done_on=None, taker=user), committee),
    )
    numbers = [Coalesce(Subquery(rows.values("n")), 0) for rows in counted]
    return Waiting(*Committee.objects.filter(pk=committee.pk).values_list(*numbers).get())


def _counted(rows: Any, committee: Committee, count: Count | None = None) -> Any:
    of_committee = rows.filter(committee=committee).order_by().values("committee")
    return of_committee.annotate(n=count or Count("pk"))


def _opinions_of(user: User, committee: Committee) -> OpinionQuerySet:
    """What the party organisation has said waits for the director's answer; what it was asked,
    for the party organisation (section A of issue 3)."""
    rows = Opinion.objects.visible_to(user).filter(committee=committee).of_branch()
    if user.reach.leads(committee.pk):
        return rows.to_answer()
    return rows.to_give() if user.reach.has(Role.BRANCH, committee.pk) else rows.none()


def building_to_visit(committee: Committee, today: date) -> str:
    """「5 号楼」, where nobody was at home visits for longest; empty without buildings. One query.

    Visits older than a year count as none, so the work stays the same after ten years.
    """
    visits = LogEntry.objects.kept().between(today - A_YEAR, today)
    of_building = visits.filter(
        kind=LogKind.HOME, household__dwelling__building=OuterRef("pk")
    ).order_by()
    last = of_building.values("kind").annotate(last=Max("happened_on")).values("last")
    buildings = Building.objects.filter(estate__committee=committee).select_related("estate")
    rows = list(buildings.annotate(last=Subquery(last)).order_by("estate__order", "order", "pk"))
    if not rows:
        return ""
    found = min(rows, key=lambda row: row.last or date.min)
    alike = sum(1 for row in rows if row.number == found.number)
    return f"{found.estate} {found}" if alike > 1 else str(found)


@dataclass(frozen=True)
class Assemblies:
    """居民代表会议 of the year: days they were held, what is missing, days left to 12-31."""

    held: list[date]
    missing: int
    days_left: int
    a_year: int
    warning: str = ""

    @property
    def boxes(self) -> list[tuple[int, date | None]]:
        """(number, day or None) for each meeting the year needs, and any beyond."""
        days: list[date | None] = [*self.held, *[None] * self.missing]
        return list(enumerate(days, 1))


@dataclass(frozen=True)
class Meetings:
    """The next planned meeting, with its topics, and the representatives' meetings of the year."""

    next: Meeting | None
    assemblies: Assemblies


def meetings_of(committee: Committee, now: datetime) -> Meetings:
    """Three queries. The year is the calendar year; how often, the rules of the kind say."""
    today = timezone.localdate(now)
    coming = Q(state=MeetingState.PLANNED, starts_at__gte=now)
    held = Q(kind=KindKey.REPRESENTATIVES, state=MeetingState.HELD, starts_at__year=today.year)
    rows = list(
        Meeting.objects.filter(coming | held, committee=committee).order_by("starts_at", "pk")
    )
    following = next((row for row in rows if row.state == MeetingState.PLANNED), None)
    if following is not None:
        prefetch_related_objects([following], "topics")
    days = [timezone.localdate(row.starts_at) for row in rows if row.state == MeetingState.HELD]
    left = (date(today.year, 12, 31) - today).days
    a_year = times_a_year(KindKey.REPRESENTATIVES, today)
    missing = max(0, a_year - len(days))
    warning = yearly_warning(len(days), a_year, today)
    return Meetings(following, Assemblies(days, missing, left, a_year, warning))

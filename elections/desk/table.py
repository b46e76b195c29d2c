"""All elections side by side: where each stands, what is late, and why, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from committees.territory.models import Committee
from elections.candidates.models import Candidate
from elections.electorate.models import Voter
from elections.timetable.models import Contest, Election, Step
from elections.timetable.states import CUT_OFFS, OVER, Stage, StepCode
from jiedao.common.dates import days_left_words


@dataclass(frozen=True)
class Due:
    """A step that is not done."""

    code: str
    due_on: date

    @property
    def label(self) -> str:
        return str(StepCode(self.code).label)


@dataclass(frozen=True)
class Row:
    """One committee's line. `election` is None where none is under way."""

    committee: Committee
    election: Election | None = None
    next: Due | None = None
    late: tuple[Due, ...] = ()
    entitled: int = 0
    standing: int = 0
    seats: int = 0
    today: date = field(default_factory=date.today)

    @property
    def stage(self) -> str:
        return str(Stage(self.election.stage).label) if self.election else ""

    @property
    def why(self) -> str:
        """「“公布选民名单”应在 11月2日，超 3 天」; empty where nothing is late."""
        if not self.late:
            return ""
        first = self.late[0]
        more = f"；还有 {len(self.late) - 1} 步也晚了" if len(self.late) > 1 else ""
        day = f"{first.due_on.month}月{first.due_on.day}日"
        left = days_left_words((first.due_on - self.today).days)
        return f"“{first.label}”应在 {day}，{left}{more}"


def rows_of(committees: Iterable[Committee], elections: Any, today: date) -> list[Row]:
    """Four queries for any number of committees. `elections`: a queryset; the newest of each
    committee counts."""
    newest: dict[int, Election] = {}
    for election in elections.order_by("committee", "pk"):
        newest[election.committee_id] = election
    shown = [election.pk for election in newest.values()]
    steps = _open_steps(shown)
    entitled = _numbers(Voter.objects.filter(election__in=shown, listed=True), "election")
    standing = _numbers(Candidate.objects.filter(election__in=shown).standing(), "election")
    seats = _seats(shown)
    rows = []
    for committee in committees:
        found = newest.get(committee.pk)
        if found is None:
            rows.append(Row(committee, today=today))
            continue
        waiting = () if found.stage in OVER else steps.get(found.pk, ())
        rows.append(
            Row(
                committee,
                found,
                next=next((one for one in waiting if one.due_on >= today), None),
                late=tuple(
                    one for one in waiting if one.due_on < today and one.code not in CUT_OFFS
                ),
                entitled=entitled.get(found.pk, 0),
                standing=standing.get(found.pk, 0),
                seats=seats.get(found.pk, 0),
                today=today,
            )
        )
    return rows


def _open_steps(elections: list[int]) -> Mapping[int, tuple[Due, ...]]:
    rows = Step.objects.filter(election__in=elections, done_on=None)
    found: dict[int, list[Due]] = {}
    for election, code, due_on in rows.order_by("due_on", "pk").values_list(
        "election", "code", "due_on"
    ):
        found.setdefault(election, []).append(Due(code, due_on))
    return {election: tuple(steps) for election, steps in found.items()}


def _numbers(rows: Any, by: str) -> dict[int, int]:
    counted = rows.order_by().values_list(by).annotate(number=Count("pk"))
    return dict(counted)


def _seats(elections: list[int]) -> dict[int, int]:
    rows = Contest.objects.filter(Q(round__number=1), round__election__in=elections)
    return dict(rows.order_by().values_list("round__election").annotate(number=Sum("seats")))

"""What the page of a case shows of the bodies that were asked."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from casework.cases.models import Case
from casework.cases.shown import Shown, shown_to
from casework.cases.states import CaseState
from casework.referrals.asked import COLOURS
from casework.referrals.models import Referral
from casework.referrals.policies import may_answer, may_refer
from casework.referrals.states import ReferralState
from committees.people.models import User
from jiedao.common.panels import has

KEPT = "_referrals_shown"


@dataclass(frozen=True)
class Line:
    """A referral as one reader sees it."""

    row: Referral
    shown: Shown
    may_answer: bool
    late: bool

    @property
    def colour(self) -> str:
        return COLOURS[ReferralState(self.row.state)]

    @property
    def due(self) -> date | None:
        """The day of the answer, while one is due."""
        asked = self.row.state == ReferralState.SENT
        return timezone.localdate(self.row.answer_by) if asked else None

    @property
    def what(self) -> str:
        return self.shown.words(self.row.what)

    @property
    def answer(self) -> str:
        return self.shown.words(self.row.answer)


@dataclass(frozen=True)
class Asked:
    """`bounces`: how often the case came back."""

    case: Case
    lines: list[Line]
    may_refer: bool
    bounces: int


def line_of(row: Referral, reader: User, at: datetime) -> Line:
    late = row.state == ReferralState.SENT and row.answer_by < at
    return Line(row, shown_to(reader, row.case, at), bool(may_answer(reader, row)), late)


def panel_of(case: Case, reader: User, at: datetime) -> Asked | None:
    """One query. None where nobody was asked and this reader cannot ask."""
    rows = _rows_of(case)
    may = case.state != CaseState.CLOSED and bool(may_refer(reader, case))
    if not rows and not may:
        return None
    back = sum(row.state == ReferralState.DECLINED for row in rows)
    return Asked(case, [line_of(row, reader, at) for row in rows], may, back)


@dataclass(frozen=True)
class Bar:
    """What is the owner's move: `late` let the time for its answer pass; `line` gave the case back
    and nobody here has done anything with it since."""

    case: Case
    late: Referral | None = None
    line: Line | None = None


def bar_of(case: Case, reader: User, at: datetime) -> Bar | None:
    """For whoever works in the committee. The query of `panel_of`."""
    if not reader.reach.works_in(case.committee_id):
        return None
    if case.waits_until is not None and case.waits_until < at:
        asked = [row for row in _rows_of(case) if row.state == ReferralState.SENT]
        return Bar(case, late=min(asked, key=lambda row: row.answer_by)) if asked else None
    over = [row for row in _rows_of(case) if not row.is_open] if case.came_back else []
    over.sort(key=lambda row: (row.answered_at or row.sent_at, row.pk))
    return Bar(case, line=line_of(over[-1], reader, at)) if over else None


def _rows_of(case: Case) -> list[Referral]:
    """Newest first; asked once for a page."""
    kept: list[Referral] | None = case.__dict__.get(KEPT)
    if kept is None:
        asked = case.referrals.select_related("department", "body")
        kept = case.__dict__[KEPT] = list(asked) if has(case, "referrals") else []
        for row in kept:
            row.case = case
    return kept

"""What the page of a case shows of the bodies that were asked."""

from dataclasses import dataclass
from datetime import datetime

from casework.cases.models import Case
from casework.cases.shown import Shown, shown_to
from casework.cases.states import CaseState
from casework.referrals.models import Referral
from casework.referrals.policies import may_answer, may_refer
from casework.referrals.states import ReferralState
from committees.people.models import User
from jiedao.common.panels import has

COLOURS = {
    ReferralState.SENT: "amber",
    ReferralState.ACCEPTED: "blue",
    ReferralState.DECLINED: "grey",
    ReferralState.SETTLED: "green",
    ReferralState.CALLED_BACK: "grey",
}


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
    asked = case.referrals.select_related("department", "body")
    rows = list(asked) if has(case, "referrals") else []
    may = case.state != CaseState.CLOSED and bool(may_refer(reader, case))
    if not rows and not may:
        return None
    for row in rows:
        row.case = case
    back = sum(row.state == ReferralState.DECLINED for row in rows)
    return Asked(case, [line_of(row, reader, at) for row in rows], may, back)

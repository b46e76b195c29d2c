"""The plan on the page of a case."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from casework.cases.models import Case
from casework.cases.shown import Shown, shown_to
from casework.cases.states import CaseKind, CaseState
from casework.plans.models import PlanStep
from casework.plans.policies import may_plan
from committees.people.models import User
from jiedao.common.panels import has

PUBLIC_STEP = "公示(?!满)"


@dataclass(frozen=True)
class StepLine:
    """A step for one reader."""

    step: PlanStep
    shown: Shown
    today: date

    @property
    def text(self) -> str:
        return self.shown.words(self.step.text)

    @property
    def word(self) -> str:
        return self.shown.words(self.step.word)

    @property
    def published(self) -> bool:
        """A step that a notice of the street does (R32); 「公示满 7 天」 only looks back on one."""
        return re.search(PUBLIC_STEP, self.step.text) is not None

    @property
    def is_open(self) -> bool:
        return self.step.done_at is None and self.step.dropped_at is None


@dataclass(frozen=True)
class PlanPanel:
    case: Case
    to_do: list[StepLine]
    past: list[StepLine]
    may_plan: bool
    masked: bool
    street: bool

    @property
    def next(self) -> StepLine | None:
        return self.to_do[0] if self.to_do else None


def plan_panel(case: Case, reader: User, at: datetime) -> PlanPanel | None:
    """One query. None on a case without steps that is closed or small."""
    shown = shown_to(reader, case, at)
    today = timezone.localdate(at)
    rows = case.plan_steps.select_related("done_by").order_by("due_on", "pk")
    steps = rows if has(case, "plan_steps") else ()
    lines = [StepLine(step, shown, today) for step in steps]
    plans = bool(may_plan(reader, case))
    offered = plans and case.kind == CaseKind.HARDSHIP
    if not lines and not offered:
        return None
    to_do = [line for line in lines if line.is_open and case.state != CaseState.CLOSED]
    past = [line for line in lines if line not in to_do]
    return PlanPanel(case, to_do, past, plans, shown.masked, reader.reach.whole_street)

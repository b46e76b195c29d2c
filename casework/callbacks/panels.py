"""回访 on the page of a case: the results, and whom it is up to."""

from dataclasses import dataclass
from datetime import datetime

from casework.callbacks.models import Callback
from casework.callbacks.policies import may_call
from casework.callbacks.states import Grade, Reason, Round, Way
from casework.cases.models import Case
from casework.cases.shown import Shown, shown_to
from casework.cases.states import CaseState
from committees.people.models import User
from jiedao.common.panels import has


@dataclass(frozen=True)
class Line:
    """One result in words."""

    row: Callback
    shown: Shown

    @property
    def label(self) -> str:
        return Round(self.row.round).label

    @property
    def words(self) -> str:
        row = self.row
        if not row.reached:
            return f"没联系上，试了 {row.tries} 次"
        solved = "解决了" if row.solved else "没解决"
        why = f"，{Reason(row.reason).label}" if row.reason else ""
        return f"{solved}，{Grade(row.grade or 0).label}{why}"

    @property
    def who(self) -> str:
        row = self.row
        return f"{row.by}，{Way(row.way).label}" if row.by else "居民自己在网上写的"

    @property
    def said(self) -> str:
        return self.shown.words(self.row.said)


@dataclass(frozen=True)
class CallbackPanel:
    case: Case
    lines: list[Line]
    waiting: Callback | None
    may_call: bool


def callback_panel(case: Case, reader: User, at: datetime) -> CallbackPanel | None:
    """One query. None while nobody was asked and nobody has to be."""
    rows = (
        list(case.callbacks.select_related("by").order_by("pk")) if has(case, "callbacks") else []
    )
    shown = shown_to(reader, case, at)
    lines = [Line(row, shown) for row in rows if row.done_at]
    open_rows = (row for row in rows if not row.done_at and row.of_closing == case.closed_at)
    waiting = next(open_rows, None)
    again = waiting if case.state == CaseState.CLOSED else None
    if not lines and waiting is None:
        return None
    return CallbackPanel(case, lines, waiting, bool(again and may_call(reader, case, again)))

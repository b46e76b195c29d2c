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

KEPT = "_callbacks_shown"


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


def callback_panel(case: Case, reader: User, at: datetime) -> CallbackPanel | None:
    """One query. None while nobody was asked and nobody has to be."""
    shown = shown_to(reader, case, at)
    lines = [Line(row, shown) for row in _rows_of(case) if row.done_at]
    waiting = _waiting(case)
    return CallbackPanel(case, lines, waiting) if lines or waiting else None


def again_bar(case: Case, reader: User, _at: datetime) -> Callback | None:
    """The draw fell on the case, and this reader may ask. The query of `callback_panel`."""
    waiting = _waiting(case) if case.state == CaseState.CLOSED else None
    return waiting if waiting and may_call(reader, case, waiting) else None


def _waiting(case: Case) -> Callback | None:
    """What has still to be asked about the case as it stands."""
    rows = (row for row in _rows_of(case) if not row.done_at)
    return next((row for row in rows if row.of_closing == case.closed_at), None)


def _rows_of(case: Case) -> list[Callback]:
    """Oldest first; asked once for a page."""
    kept: list[Callback] | None = case.__dict__.get(KEPT)
    if kept is None:
        rows = case.callbacks.select_related("by").order_by("pk")
        kept = case.__dict__[KEPT] = list(rows) if has(case, "callbacks") else []
    return kept

"""三率: of the street's committees in their fixed order, and of one's own. Never public (R38)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.callbacks.rules import CONTENT
from casework.cases.shown import Shown, shown_to
from casework.cases.states import CaseKind, CaseState
from casework.rates.figures import Figures, figures
from casework.rates.forms import WHAT, RatesFilter
from casework.rates.querysets import HAPPY, IN_TIME, SOLVED, answers, to_answer
from casework.rates.rules import Rate, Three, month_key, told_months
from committees.people.access import at_work, home_committee, me, street_staff
from committees.territory.models import Committee
from jiedao.common.dates import cn_month
from jiedao.common.pages import keyset_page

PAGE = 50


@dataclass(frozen=True)
class Cell:
    """A rate and the list behind it."""

    label: str
    rate: Rate
    href: str


@dataclass(frozen=True)
class Row:
    """One line of a table: a committee, a month or a kind."""

    label: str
    cells: list[Cell]


@require_safe
@street_staff
def street_rates(request: HttpRequest) -> HttpResponse:
    """The 34 in the street's order, months, kinds; each number opens its cases."""
    committees = list(Committee.objects.visible_to(me(request)).in_street_order())
    return _page(request, "street-rates", committees, None)


@require_safe
@at_work
def rates(request: HttpRequest) -> HttpResponse:
    """One's own committee."""
    return _page(request, "rates", [], home_committee(request))


def _page(
    request: HttpRequest, name: str, committees: list[Committee], own: Committee | None
) -> HttpResponse:
    form, now = _filter(request, own), timezone.now()
    chosen = own or form.committee
    found = figures(
        me(request),
        form.span,
        now,
        committee_id=chosen.pk if chosen else None,
        kind=form.chosen_kind,
    )
    base = {key: str(value) for key, value in request.GET.items() if key in form.fields and value}
    link = _Link(reverse(f"{name}-list"), base)
    shown = [chosen] if chosen and not own else committees
    context = {
        "form": form,
        "own": own,
        "tables": [table for table in _tables(found, form, shown, link) if table[1]],
        "all": _cells(found.all, link, {}),
        "unreached": found.unreached,
        "earlier": len(form.span.months) - len(told_months(form.span, found.by(1))),
        "address": request.path,
    }
    return render(request, "casework/rates/rates.html", context)


def _filter(request: HttpRequest, own: Committee | None) -> RatesFilter:
    committees = None if own else Committee.objects.in_street_order()
    return RatesFilter(request.GET, today=timezone.localdate(), committees=committees)


@dataclass(frozen=True)
class _Link:
    """Addresses of the lists behind the numbers: the filter in force, narrowed further."""

    path: str
    base: dict[str, str]

    def to(self, what: str, more: dict[str, str]) -> str:
        return f"{self.path}?{urlencode({**self.base, **more, 'what': what})}"


def _tables(
    found: Figures, form: RatesFilter, committees: list[Committee], link: _Link
) -> list[tuple[str, list[Row]]]:
    places, months, kinds = found.by(0), found.by(1), found.by(2)
    return [
        (
            "居委会",
            [
                Row(one.short_name, _cells(places.get(one.pk), link, {"c": one.slug}))
                for one in committees
            ],
        ),
        (
            "月份",
            [
                Row(cn_month(day), _cells(months.get(day), link, {"month": month_key(day)}))
                for day in told_months(form.span, months)
            ],
        ),
        (
            "类别",
            [
                Row(kind.label, _cells(kinds.get(kind.value), link, {"kind": kind.value}))
                for kind in CaseKind
                if not form.chosen_kind or form.chosen_kind == kind
            ],
        ),
    ]


def _cells(three: Three | None, link: _Link, more: dict[str, str]) -> list[Cell]:
    three = three or Three()
    rates = {"response": three.response, "solved": three.solved, "content": three.content}
    return [Cell(label, rates[what], link.to(what, more)) for what, label in WHAT]


@require_safe
@street_staff
def street_rates_list(request: HttpRequest) -> HttpResponse:
    return _list_page(request, None, "street-rates")


@require_safe
@at_work
def rates_list(request: HttpRequest) -> HttpResponse:
    return _list_page(request, home_committee(request), "rates")


@dataclass(frozen=True)
class Line:
    """A case behind a rate: in the numerator or not, and the day that put it here."""

    shown: Shown
    counts: bool
    at: datetime
    words: str = ""


def _list_page(request: HttpRequest, own: Committee | None, name: str) -> HttpResponse:
    """Every case of the denominator; those of the numerator are marked. Both are counted."""
    form = _filter(request, own)
    what = request.GET.get("what", "")
    what = what if what in dict(WHAT) else WHAT[0][0]
    committee = own or form.committee
    rows = _rows(request, form, what, committee)
    order = ("-opened_at", "-id") if what == "response" else ("-done_at", "-id")
    page = keyset_page(rows, order, request.GET.get("after"), PAGE)
    whole, part = rows.count(), rows.filter(_part(what)).count()
    context = {
        "form": form,
        "what": dict(WHAT)[what],
        "key": what,
        "rate": Rate(part, whole),
        "page": page,
        "lines": [_line(request, row, what) for row in page.rows],
        "back": reverse(name),
        "own": own,
    }
    return render(request, "casework/rates/list.html", context)


def _part(what: str) -> Any:
    return {"response": IN_TIME, "solved": SOLVED, "content": HAPPY}[what]


def _rows(request: HttpRequest, form: RatesFilter, what: str, committee: Committee | None) -> Any:
    by = me(request)
    if what == "response":
        rows: Any = to_answer(by, form.span, timezone.now()).for_lists()
        rows = rows.filter(kind=form.chosen_kind) if form.chosen_kind else rows
    else:
        rows = answers(by, form.span).select_related(
            "case__committee", "case__owner", "case__household__dwelling__building"
        )
        rows = rows.prefetch_related("case__household__residents")
        rows = rows.filter(case__kind=form.chosen_kind) if form.chosen_kind else rows
    return rows.filter(committee=committee.pk) if committee else rows


def _line(request: HttpRequest, row: Any, what: str) -> Line:
    by = me(request)
    if what == "response":
        return Line(shown_to(by, row), row.responded, row.opened_at)
    solved = bool(row.solved) and row.case.state == CaseState.CLOSED
    counts = solved if what == "solved" else row.grade >= CONTENT
    said = "说解决了" if row.solved else "说没解决"
    words = f"{said}，{row.get_grade_display()}"
    if row.solved and row.case.state != CaseState.CLOSED:
        words += "，现在还没办结"
    return Line(shown_to(by, row.case), counts, row.done_at, words)

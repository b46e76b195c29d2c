"""Regulations as they are lived: the street's matrices, a committee's own sentences, the rows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.reports.actions import begin_report
from committees.people.access import (
    at_work,
    at_work_or_street,
    elected,
    home_committee,
    me,
    street_staff,
)
from committees.regulations.adoption import adoption
from committees.regulations.states import AdoptedState, ConvenedKind, Measure
from committees.regulations.states import Period as Every
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page
from jiedao.portal.measures.judging import SHARES, State
from jiedao.portal.measures.lived import Lived, measure_name
from jiedao.portal.measures.report_text import first_text
from jiedao.portal.measures.sources import SOURCES, Question, rows_of
from jiedao.portal.measures.spans import read_month, span_of, span_words
from jiedao.portal.periods import recent_months
from meetings.kinds.models import Kind

PAGE = 50
PARTS = {"good": "算数的", "pending": "还没到期", "missing": "没算上的"}
NUMBER_MOST = 1_000
KEY_MOST = 20


@require_GET
@street_staff
def street_regulations(request: HttpRequest) -> HttpResponse:
    """34 × requirements for a month and the quarter and year that hold it."""
    now = timezone.now()
    today = timezone.localdate(now)
    month = read_month(request.GET.get("month", ""), today)
    committees = list(Committee.objects.visible_to(me(request)).in_street_order())
    lived = Lived(committees, month, now)
    context = {
        "lived": lived,
        "month": month,
        "months": recent_months(today),
        "states": [State.MISSED, State.AT_RISK, State.RUNNING, State.MET, State.NOT_ADOPTED],
        "now": now,
    }
    return render(request, "portal/measures/street.html", context)


@require_GET
@street_staff
def street_adoption(request: HttpRequest) -> HttpResponse:
    """34 × regulations: adopted, old version, rests on superseded law, not yet."""
    today = timezone.localdate()
    committees = list(Committee.objects.visible_to(me(request)).in_street_order())
    adopted = adoption(today)
    rows = [
        (committee, [(model, adopted.cell(committee, model)) for model in adopted.models])
        for committee in committees
    ]
    all_kept = {
        committee.pk
        for committee, cells in rows
        if all(cell.state == AdoptedState.ADOPTED for _, cell in cells)
    }
    context = {"models": adopted.models, "rows": rows, "all_kept": all_kept, "now": timezone.now()}
    return render(request, "portal/measures/adoption.html", context)


@require_GET
@at_work
def own_measures(request: HttpRequest) -> HttpResponse:
    """A committee's own: sentences with a button that starts what is missing."""
    now = timezone.now()
    today = timezone.localdate(now)
    month = read_month(request.GET.get("month", ""), today)
    committee = home_committee(request)
    cells = Lived([committee], month, now).lines[0].cells
    context = {
        "committee": committee,
        "month": month,
        "months": recent_months(today),
        "missing": [one for one in cells if one.state in (State.MISSED, State.AT_RISK)],
        "running": [one for one in cells if one.state is State.RUNNING],
        "met": [one for one in cells if one.state in (State.MET, State.NOTHING)],
        "not_adopted": [one for one in cells if one.state is State.NOT_ADOPTED],
    }
    return render(request, "portal/measures/own.html", context)


@require_GET
@at_work_or_street
def measure_rows(request: HttpRequest, slug: str, measure: str) -> HttpResponse:
    """The rows behind a figure, as many as the figure says."""
    committee = get_object_or_404(Committee.objects.visible_to(me(request)), slug=slug)
    question = _question(request, measure)
    part = request.GET.get("part", "")
    part = part if part in _parts(measure) else ""
    source = SOURCES[measure]
    rows = rows_of(question, [committee.pk], part)
    page = keyset_page(
        rows.select_related(*source.related), source.order, request.GET.get("after"), PAGE
    )
    today = timezone.localdate(question.now)
    context = {
        "committee": committee,
        "street": me(request).reach.whole_street,
        "name": measure_name(measure, _kind_words(question.meeting_kind)),
        "span": span_words(_every(measure, request), question.span),
        "count": rows.count(),
        "unit": source.unit,
        "head": source.head,
        "lines": [source.line(row, today) for row in page.rows],
        "page": page,
        "part": part,
        "parts": _parts(measure),
    }
    return render(request, "portal/measures/rows.html", context)


@require_http_methods(["GET", "POST"])
@elected
@once
def work_report_new(request: HttpRequest) -> HttpResponse:
    """Begin the report of a quarter; its numbers are filled in from the record."""
    committee, now = home_committee(request), timezone.now()
    today = timezone.localdate(now)
    quarters = _quarters(today)
    if request.method == "POST":
        chosen = request.POST.get("quarter", "")
        span = next((one for one in quarters if f"{one.first:%Y-%m}" == chosen), quarters[0])
        start = first_text(committee, span, now)
        try:
            report = begin_report(
                committee, by=me(request), first=span.first, last=span.last, start=start, at=now
            )
        except Refused as refused:
            messages.warning(request, refused.reason)
            return see_other(reverse("work-reports"))
        messages.success(request, "数字填好了，请改一改再送出。")
        return see_other(reverse("work-report-edit", args=[report.pk]))
    choices = [(f"{one.first:%Y-%m}", span_words(Every.QUARTER, one)) for one in quarters]
    return render(request, "portal/measures/report_new.html", {"quarters": choices})


def _quarters(today: Any) -> list[Any]:
    """This quarter and the one before it."""
    this = span_of(Every.QUARTER, today, today)
    before = this.first.replace(day=1)
    earlier = span_of(Every.QUARTER, before.fromordinal(before.toordinal() - 1), today)
    return [this, earlier]


def _question(request: HttpRequest, measure: str) -> Question:
    """From the address; an unknown measure or kind of meeting is a missing page."""
    kind = request.GET.get("kind", "")
    if measure not in SOURCES or (kind and not _kind_words(kind)):
        raise Http404
    if (measure == Measure.MEETINGS_HELD) != bool(kind):
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    month = read_month(request.GET.get("month", ""), today)
    span = span_of(_every(measure, request), month, today)
    return Question(measure, kind, _number(request), span, now)


def _kind_words(key: str) -> str:
    """What a kind of meeting is called; empty for none, and for one that is not there. One query
    for a kind that the street has added."""
    if not key or key in ConvenedKind.values:
        return ConvenedKind(key).label if key else ""
    return Kind.objects.filter(key=key[:KEY_MOST]).values_list("name", flat=True).first() or ""


def _every(measure: str, request: HttpRequest) -> str:
    asked = request.GET.get("every", "")
    return asked if asked in Every.values else Every.MONTH


def _number(request: HttpRequest) -> int:
    text = request.GET.get("number", "")
    plain = text.isascii() and text.isdigit() and len(text) <= 4
    return min(int(text), NUMBER_MOST) if plain else 1


def _parts(measure: str) -> dict[str, str]:
    if SOURCES[measure].sort is not None:
        return PARTS
    return {key: PARTS[key] for key in ("good", "missing")} if measure in SHARES else {}

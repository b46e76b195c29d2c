"""The street's pages: who needs help, and every row behind every number."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from casework.knocks.models import Knock
from committees.indicators.models import Indicator
from committees.indicators.rules import Level
from committees.indicators.states import IndicatorKey
from committees.journal.actions import record
from committees.people.access import at_work_or_street, me, street_staff
from jiedao.common.http import attachment
from jiedao.common.pages import Page
from jiedao.common.sheets import XLSX_TYPE, workbook
from jiedao.portal.charts import Share, bars, line_chart
from jiedao.portal.counted import AGES
from jiedao.portal.drill import Wanted, listing, soon_cases
from jiedao.portal.indicators import Figures
from jiedao.portal.scope import Scope
from jiedao.portal.street_scope import Asked, asked_for
from jiedao.portal.street_sheets import overview_sheet
from jiedao.portal.tiles import tiles

COLOURS = ("", "", "a", "r")
"""Of the age bars, the youngest first."""
LATE_SHOWN = 6


@require_GET
@street_staff
def street(request: HttpRequest) -> HttpResponse:
    """Who needs help: those first, everything else behind one line."""
    asked = asked_for(request, months_only=True)
    figures = Figures(asked.scope)
    everything = bool(request.GET.get("all") or asked.scope.query["q"])
    rows = figures.rows
    needy = [row for row in rows if row.level]
    context = {
        **_frame(asked, figures),
        "knocks": Knock.objects.visible_to(me(request)).open().order_by().count(),
        "tiles": tiles(figures),
        "rows": rows if everything else needy,
        "rest": [] if everything else [row for row in rows if not row.level],
        "needy": len(needy),
        "everything": everything,
        **_late(figures),
        **_charts(figures),
    }
    return render(request, "portal/street/overview.html", context)


def _frame(asked: Asked, figures: Figures) -> dict[str, Any]:
    return {
        "scope": asked.scope,
        "form": asked.form,
        "total": asked.total,
        "indicators": figures.indicators,
        "levels": (Level.ALARM, Level.WATCH, Level.NORMAL),
        "now": asked.scope.now,
    }


def _late(figures: Figures) -> dict[str, Any]:
    """The first of what is late or nearly so."""
    if not figures.has(IndicatorKey.OVERDUE):
        return {}
    return {
        "late": soon_cases(figures.scope, LATE_SHOWN),
        "late_count": figures.all_cases("soon"),
        "late_href": figures.scope.list_of("soon"),
    }


def _charts(figures: Figures) -> dict[str, Any]:
    scope = figures.scope
    drawn: dict[str, Any] = {}
    for indicator in figures.indicators:
        if indicator.key == IndicatorKey.MANNED:
            shares = [
                Share(
                    f"{week.first.month}月{week.first.day}日",
                    manned,
                    ended,
                    scope.list_of("manned", period=week.key),
                )
                for week, manned, ended in figures.weeks()
            ]
            drawn["line"] = line_chart(shares, indicator.watch, f"近 12 周{indicator.name}")
        if indicator.key == IndicatorKey.OVERDUE:
            drawn["ages"] = bars(
                [
                    (age.words, figures.all_cases(age.key), colour, _of_age(scope, age.key))
                    for age, colour in zip(AGES, COLOURS, strict=True)
                ]
            )
            drawn["open_count"] = figures.all_cases("open")
            drawn["open_href"] = scope.list_of("open")
    return drawn


def _of_age(scope: Scope, key: str) -> str:
    return scope.list_of("open", age=key)


@require_GET
@street_staff
def street_export(request: HttpRequest) -> HttpResponse:
    """The table of all committees for Excel. Whoever takes it out is written down."""
    asked = asked_for(request, months_only=True)
    title = f"全街道总览 {asked.scope.period.key}"
    head, rows = overview_sheet(Figures(asked.scope))
    record("street.export", me(request), by=me(request), label=title)
    return attachment(workbook(title, head, rows), f"{title}.xlsx", XLSX_TYPE)


@require_GET
@street_staff
def street_list(request: HttpRequest, name: str) -> HttpResponse:
    """The rows behind a number: as many as it says."""
    scope = asked_for(request).scope
    wanted = Wanted(
        part=request.GET.get("part", ""),
        age=request.GET.get("age", ""),
        after=request.GET.get("after", ""),
    )
    shown = listing(name, scope, wanted)
    context: dict[str, Any] = {
        "list": shown,
        "page": Page([], shown.next_token, shown.has_previous),
        "committee": scope.committees[0] if request.GET.get("c") else None,
        "indicator": Indicator.objects.visible_to(me(request)).filter(key=name).first(),
        "scope": scope,
    }
    return render(request, "portal/street/list.html", context)


@require_GET
@street_staff
def definition(request: HttpRequest, key: str) -> HttpResponse:
    """What a number means, in plain words."""
    indicator = get_object_or_404(Indicator.objects.visible_to(me(request)), key=key)
    return _definitions(request, [indicator])


@require_GET
@at_work_or_street
def definitions(request: HttpRequest) -> HttpResponse:
    """All of them, for those who are measured too."""
    return _definitions(request, list(Indicator.objects.visible_to(me(request)).in_use()))


def _definitions(request: HttpRequest, indicators: list[Indicator]) -> HttpResponse:
    context = {"indicators": indicators, "may_edit": me(request).reach.is_clerk}
    return render(request, "portal/street/definition.html", context)

"""The street's pages: who needs help, and every row behind every number."""

import re
from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.knocks.models import Knock
from committees.contact.actions import note_contact, remind_directors
from committees.contact.forms import ContactForm, RemindForm
from committees.contact.models import Contact
from committees.indicators.models import Indicator
from committees.indicators.rules import Level
from committees.indicators.states import IndicatorKey
from committees.journal.actions import record
from committees.people.access import at_work_or_street, me, posted_as, street_staff
from committees.people.models import Posting
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import attachment, see_other
from jiedao.common.pages import Page, keyset_page
from jiedao.common.sheets import XLSX_TYPE, workbook
from jiedao.env import ENV
from jiedao.portal.charts import Share, bars, line_chart
from jiedao.portal.counted import AGES
from jiedao.portal.drill import Wanted, listing, soon_cases
from jiedao.portal.heat import Row
from jiedao.portal.indicators import Figures
from jiedao.portal.scope import Scope
from jiedao.portal.street_scope import Asked, asked_for, scope_of_one
from jiedao.portal.street_sheets import meeting_sheet, overview_sheet
from jiedao.portal.tiles import tiles
from jiedao.portal.year_strip import year_strip
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.kinds.querysets import times_a_year
from meetings.kinds.states import KindKey

clerk = posted_as(Role.CLERK)
LATE_SHOWN, RECORDS_SHOWN, CALLS_SHOWN = 6, 5, 10
COLOURS = ("", "", "a", "r")
"""Of the age bars, the youngest first."""


# 全街道总览


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


# One committee


@require_GET
@street_staff
def street_committee(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything for a call: the phone, what to ask about, what was agreed last time."""
    return _committee_page(request, scope_of_one(request, slug), ContactForm())


@require_POST
@clerk
@once
def street_contact(request: HttpRequest, slug: str) -> HttpResponse:
    """「已联系」, written down after the call."""
    scope = scope_of_one(request, slug)
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            note_contact(scope.committees[0], by=me(request), at=scope.now, **form.cleaned_data)
        except Refused as refused:
            form.add_error("next_on", refused.reason)
        else:
            messages.success(request, f"记好了：{scope.committees[0].short_name}已联系。")
            return see_other(reverse("street-committee", args=[slug]))
    return _committee_page(request, scope, form, status=422)


def _committee_page(
    request: HttpRequest, scope: Scope, form: ContactForm, status: int = 200
) -> HttpResponse:
    committee = scope.committees[0]
    row = Figures(scope).rows[0]
    records = [(cell, listing(cell.key, scope, _behind(cell.key))) for cell in row.flagged]
    calls = Contact.objects.visible_to(me(request)).filter(committee=committee)
    context = {
        "committee": committee,
        "row": row,
        "records": records,
        "strip": year_strip(scope),
        "page": keyset_page(
            calls.select_related("by"), ("-at", "-id"), request.GET.get("after"), CALLS_SHOWN
        ),
        "form": form,
        "may_write": me(request).reach.is_clerk,
        "director": _directors([committee.pk]).get(committee.pk, ""),
        "today": scope.today,
    }
    return render(request, "portal/street/committee.html", context, status=status)


def _behind(key: str) -> Wanted:
    """The first records of the reason: for a share, those that are missing."""
    return Wanted(part="missing" if key == IndicatorKey.MANNED else "", size=RECORDS_SHOWN)


def _directors(committees: list[int]) -> dict[int, str]:
    """{committee: name of the director}. One query."""
    held = Posting.objects.on(timezone.localdate()).filter(
        role=Role.DIRECTOR, committee__in=committees
    )
    return dict(held.order_by("-pk").values_list("committee_id", "user__name"))


# 今天早上先给谁打电话


@require_GET
@street_staff
def street_today(request: HttpRequest) -> HttpResponse:
    """Those in need with the reason and the phone, and calls that were promised (R17)."""
    scope = asked_for(request, months_only=True).scope
    rows = Figures(scope).rows
    needy = [row for row in rows if row.level]
    last = Contact.objects.visible_to(me(request)).in_bulk(
        [row.committee.contact_id for row in rows if row.committee.contact_id]
    )
    directors = _directors(scope.ids)

    def line(row: Row) -> dict[str, Any]:
        return {
            "row": row,
            "contact": last.get(row.committee.contact_id),
            "director": directors.get(row.committee.pk, ""),
        }

    context = {
        "now": scope.now,
        "lines": [line(row) for row in needy],
        "promised": [line(row) for row in rows if _is_promised(last, row, scope.today)],
        "rest": [row for row in rows if not row.level],
    }
    return render(request, "portal/street/today.html", context)


def _is_promised(last: dict[int, Contact], row: Row, today: date) -> bool:
    contact = last.get(row.committee.contact_id)
    return bool(contact and contact.next_on and contact.next_on <= today)


# 待补记


@require_GET
@street_staff
def street_late(request: HttpRequest) -> HttpResponse:
    """Who has not written for a while. Ticked rows lead to the text of the reminder."""
    asked = asked_for(request)
    figures = Figures(asked.scope)
    late = [
        (row, cell)
        for row in figures.rows
        for cell in row.cells
        if cell.key == IndicatorKey.UNWRITTEN and cell.level
    ]
    context = {"late": late, "now": asked.scope.now, "may_remind": me(request).reach.is_clerk}
    return render(request, "portal/street/late.html", context)


@require_http_methods(["GET", "POST"])
@clerk
@once
def street_remind(request: HttpRequest) -> HttpResponse:
    """The text first, then the sending."""
    ticked = request.POST if request.method == "POST" else request.GET
    wanted = set(ticked.getlist("to"))
    scope = asked_for(request).scope
    chosen = [committee for committee in scope.committees if committee.slug in wanted]
    if not chosen:
        messages.warning(request, "请先勾选要提醒的居委会。")
        return see_other(reverse("street-late"))
    form = RemindForm(request.POST or None, initial={"text": _reminder_text()})
    if form.is_valid():
        try:
            unreached = remind_directors(
                chosen,
                by=me(request),
                text=form.cleaned_data["text"],
                url=f"{get_script_prefix()}log/new",
                at=scope.now,
            )
        except Refused as refused:
            form.add_error("text", refused.reason)
        else:
            messages.success(request, _sent_words(len(chosen) - len(unreached)))
            if unreached:
                names = "、".join(committee.short_name for committee in unreached)
                messages.warning(request, f"{names}还没有主任账号，请打电话。")
            return see_other(reverse("street-late"))
    context = {"form": form, "chosen": chosen}
    status = 422 if form.is_bound else 200
    return render(request, "portal/street/remind.html", context, status=status)


def _reminder_text() -> str:
    phone = f"请打 {ENV.help_phone}" if ENV.help_phone else "请告诉街道"
    return f"您好，这几天没看到您居委会的新记录。有空请补记几笔，忙不过来{phone}，我们一起想办法。"


def _sent_words(n: int) -> str:
    return f"提醒发给了 {n} 位主任。" if n else "没有发出提醒。"


# 居民代表会议


@require_GET
@street_staff
def street_meetings(request: HttpRequest) -> HttpResponse:
    """The representatives' meetings of a year: who held which, and when."""
    year, a_year, lines = _meeting_lines(request)
    today = timezone.localdate()
    context = {
        "year": year,
        "a_year": a_year,
        "years": (today.year, today.year - 1),
        "lines": lines,
        "short_only": bool(request.GET.get("short")),
        "short": sum(line["missing"] > 0 for line in lines),
        "days_left": (date(year, 12, 31) - today).days,
        "now": timezone.now(),
    }
    return render(request, "portal/street/meetings.html", context)


@require_GET
@street_staff
def street_meetings_export(request: HttpRequest) -> HttpResponse:
    year, a_year, lines = _meeting_lines(request)
    title = f"{year}年居民代表会议"
    head, rows = meeting_sheet(lines, a_year)
    record("street.export", me(request), by=me(request), label=title)
    return attachment(workbook(title, head, rows), f"{title}.xlsx", XLSX_TYPE)


def _meeting_lines(request: HttpRequest) -> tuple[int, int, list[dict[str, Any]]]:
    """(year, how many the rules ask for, a line for each committee in the street's order)."""
    typed = request.GET.get("year", "")
    year = int(typed) if re.fullmatch("20[0-9]{2}", typed) else timezone.localdate().year
    scope = asked_for(request).scope
    meetings = Meeting.objects.visible_to(me(request)).filter(
        committee__in=scope.ids, kind=KindKey.REPRESENTATIVES, starts_at__year=year
    )
    held: dict[int, list[Meeting]] = defaultdict(list)
    planned: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in meetings.exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk"):
        (planned if meeting.is_ahead else held)[meeting.committee_id].append(meeting)
    a_year = times_a_year(KindKey.REPRESENTATIVES, min(date(year, 12, 31), timezone.localdate()))
    lines = [
        {
            "committee": committee,
            "held": held[committee.pk],
            "planned": planned[committee.pk],
            "missing": max(a_year - len(held[committee.pk]), 0),
        }
        for committee in scope.committees
    ]
    if request.GET.get("short"):
        lines = [line for line in lines if line["missing"]]
    for line in lines:
        line["dots"] = "●" * (a_year - line["missing"]) + "○" * line["missing"]
    return year, a_year, lines

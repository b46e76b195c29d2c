"""The papers of the year-end meeting (R14): one list, one page a paper, printed from the screen."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework.reports.models import WorkReport
from committees.people.access import at_work, me
from committees.terms.models import Mandate
from jiedao.common.http import word_attachment
from jiedao.common.official import Paper, lines_of
from jiedao.portal.measures.report_text import year_text
from jiedao.portal.periods import Period
from jiedao.portal.yearend import Year, host_words, self_report
from meetings.convening.models import Meeting
from meetings.kinds.states import KindKey
from meetings.reviews.models import Review
from meetings.reviews.officers import officers_of
from meetings.reviews.rules import Grade
from meetings.votes.models import Vote

KINDS = (KindKey.REPRESENTATIVES, KindKey.REVIEW)
PAPERS = {
    "agenda": "会议议程",
    "host": "主持词",
    "report": "工作报告",
    "ballot": "表决票",
    "appraisal": "民主评议测评票",
    "tally": "计票单",
    "announcement": "公告",
}


@require_GET
@at_work
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that lies on the table, each with its print page."""
    meeting = _meeting(request, pk)
    context = {"meeting": meeting, "papers": PAPERS, "officers": officers_of(meeting)}
    return render(request, "portal/yearend/pack.html", context)


@require_GET
@at_work
def pack_paper(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    if paper not in PAPERS:
        raise Http404
    meeting = _meeting(request, pk)
    context = {
        "meeting": meeting,
        "title": PAPERS[paper],
        "body": f"portal/yearend/_{paper}.html",
        **CONTEXTS[paper](meeting),
    }
    return render(request, "portal/yearend/paper.html", context)


@require_GET
@at_work
def pack_self_report(request: HttpRequest, pk: int, mandate: int) -> HttpResponse:
    """述职报告 of one officer, drafted from the record."""
    meeting = _meeting(request, pk)
    officer = _officer(meeting, mandate)
    context = {
        "meeting": meeting,
        "title": f"述职报告（{officer.person}）",
        "body": "portal/yearend/_self.html",
        "officer": officer,
        "word": reverse("pack-self-word", args=[meeting.pk, officer.pk]),
        "lines": lines_of(self_report(officer, Year.of(meeting))),
    }
    return render(request, "portal/yearend/paper.html", context)


@require_GET
@at_work
def pack_self_report_word(request: HttpRequest, pk: int, mandate: int) -> HttpResponse:
    """The same as a Word file, to be finished by the person."""
    meeting = _meeting(request, pk)
    officer = _officer(meeting, mandate)
    paper = Paper(
        title="述职报告",
        lines=lines_of(self_report(officer, Year.of(meeting))),
        issuer=str(officer.person),
        day=_day_words(meeting),
    )
    name = f"述职报告{officer.person}{timezone.localdate(meeting.starts_at).year}.docx"
    return word_attachment(paper, name)


@require_GET
@at_work
def pack_report_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The work report as a Word file, to be finished by the director."""
    meeting = _meeting(request, pk)
    paper = Paper(
        title=f"{meeting.committee}工作报告",
        lines=lines_of(_year_text(meeting)),
        issuer=str(meeting.committee),
        day=_day_words(meeting),
    )
    year = timezone.localdate(meeting.starts_at).year
    return word_attachment(paper, f"{meeting.committee}{year}年工作报告.docx")


def _day_words(meeting: Meeting) -> str:
    day = timezone.localdate(meeting.starts_at)
    return f"{day.year}年{day.month}月{day.day}日"


def _agenda(meeting: Meeting) -> dict[str, Any]:
    return {"topics": meeting.topics.order_by("order", "pk")}


def _host(meeting: Meeting) -> dict[str, Any]:
    counting = meeting.attendees.counting()
    return {"words": host_words(meeting, counting.count(), counting.here().count())}


def _report(meeting: Meeting) -> dict[str, Any]:
    """Drafted from the records of the year; beside it the reports that were sent in its course."""
    year = Year.of(meeting)
    sent = WorkReport.objects.sent().filter(
        committee=meeting.committee, last__gte=year.first, last__lte=year.last
    )
    return {
        "lines": lines_of(_year_text(meeting)),
        "sent": sent.order_by("last", "pk"),
        "word": reverse("pack-report-word", args=[meeting.pk]),
    }


def _year_text(meeting: Meeting) -> str:
    year, now = Year.of(meeting), timezone.now()
    span = Period(year.first, year.last, timezone.localdate(now))
    return year_text(meeting.committee, span, now)


def _ballot(meeting: Meeting) -> dict[str, Any]:
    return {"topics": meeting.topics.order_by("order", "pk")}


def _appraisal(meeting: Meeting) -> dict[str, Any]:
    return {"officers": officers_of(meeting), "grades": Grade.labels}


def _tally(meeting: Meeting) -> dict[str, Any]:
    return {**_ballot(meeting), **_appraisal(meeting)}


def _announcement(meeting: Meeting) -> dict[str, Any]:
    votes = Vote.objects.closed().filter(meeting=meeting).select_related("meeting__rules")
    review = Review.objects.filter(meeting=meeting).first()
    gradings = review.gradings.select_related("person") if review else []
    return {"votes": votes, "review": review, "gradings": gradings}


CONTEXTS: dict[str, Callable[[Meeting], dict[str, Any]]] = {
    "agenda": _agenda,
    "host": _host,
    "report": _report,
    "ballot": _ballot,
    "appraisal": _appraisal,
    "tally": _tally,
    "announcement": _announcement,
}


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(me(request)).filter(kind__key__in=KINDS)
    found = rows.select_related("committee", "kind", "rules", "chair")
    meeting: Meeting = get_object_or_404(found, pk=pk)
    return meeting


def _officer(meeting: Meeting, pk: int) -> Mandate:
    found = next((one for one in officers_of(meeting) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found

"""The desk: every notice of one's own, by state, and the papers to exchange."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.feedback.models import PageReport
from committees.notices.models import BoardPosting, Correction, Notice
from committees.notices.states import NoticeState
from committees.people.access import at_work_or_street, me
from jiedao.common.pages import keyset_page

TABS = (
    ("draft", "草稿"),
    ("review", "等确认"),
    ("running", "已发布"),
    ("expired", "已过期"),
    ("withdrawn", "已撤下"),
)
BOARD_SHOWN = 5
TAKE_DOWN, EXCHANGE = "取下来", "换下旧的、贴新的、拍照"
NEWEST_WRITTEN, NEWEST_SHOWN = ("-created_at", "-id"), ("-publish_at", "-id")


@at_work_or_street
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """`/publish/ ?tab=&q=&all=`: drafts first when there are any words to finish, else running."""
    at, street = timezone.now(), me(request).reach.whole_street
    tab = request.GET.get("tab", "running")
    tab = tab if tab in dict(TABS) else "running"
    rows = Notice.objects.visible_to(request.user)
    if street and not request.GET.get("all"):
        rows = rows.filter(committee__isnull=True)
    query = request.GET.get("q", "")[:60]
    page = keyset_page(
        _of_tab(rows, tab, at).matching(query).select_related("committee", "author"),
        NEWEST_WRITTEN if tab in ("draft", "review") else NEWEST_SHOWN,
        request.GET.get("after"),
    )
    waiting = rows.in_review().count()
    context = {
        "page": page,
        "tab": tab,
        "tabs": _tabs(request, tab, waiting),
        "query": query,
        "street": street,
        "everything": bool(request.GET.get("all")),
        "now": at,
        "reports": PageReport.objects.visible_to(request.user).unsettled().exists(),
        "board": _board_list(request, at),
    }
    return render(request, "committees/notices/desk.html", context)


def _of_tab(rows: Any, tab: str, at: datetime) -> Any:
    return {
        "draft": rows.drafts,
        "review": rows.in_review,
        "running": lambda: rows.running(at),
        "expired": lambda: rows.expired(at),
        "withdrawn": rows.withdrawn,
    }[tab]()


def _tabs(request: HttpRequest, tab: str, waiting: int) -> list[dict[str, Any]]:
    everything = "&all=1" if request.GET.get("all") else ""
    counts = {"review": waiting or None}
    return [
        {
            "label": label,
            "href": f"{reverse('notices-desk')}?tab={name}{everything}",
            "current": name == tab,
            "count": counts.get(name),
        }
        for name, label in TABS
    ]


def _board_list(request: HttpRequest, at: datetime) -> list[tuple[str, Notice]]:
    """What to do with which paper: corrected, expired or withdrawn (S36). Two queries, both of
    them over the few rows that are still open."""
    stale = BoardPosting.objects.visible_to(request.user).stale(at)
    changed = Correction.objects.visible_to(request.user).board_open()
    changed = changed.filter(notice__state=NoticeState.RELEASED)
    if me(request).reach.whole_street:
        stale = stale.filter(notice__committee__isnull=True)
        changed = changed.filter(notice__committee__isnull=True)
    down = [row.notice for row in stale.select_related("notice").order_by("-pk")[:BOARD_SHOWN]]
    again = [row.notice for row in changed.select_related("notice")[:BOARD_SHOWN]]
    to_do = {notice.pk: (EXCHANGE, notice) for notice in again}
    return list((to_do | {notice.pk: (TAKE_DOWN, notice) for notice in down}).values())

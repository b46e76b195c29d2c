"""The front page, and what a committee shows to everybody: who, where, when, what is on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import require_safe

from casework.duty.models import Shift
from committees.notices.models import Notice
from committees.notices.states import NoticeKind
from committees.notices.views_public import ORDER, PAGE_SIZE
from committees.terms.models import Mandate
from committees.territory.models import (
    Committee,
    Estate,
)
from committees.territory.night import night_numbers
from elections.timetable.models import Election
from jiedao.common.documents import qr_svg
from jiedao.common.pages import keyset_page
from jiedao.env import ENV
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.disclosure.board import public_state

LATEST = 6
FEED_LENGTH = 20
POST_ORDER = {"chair": 0, "vice_chair": 1, "member": 2}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, running elections, the six newest notices, the committees in the street's order.
    Three queries."""
    notices = Notice.objects.current(timezone.now()).listed().select_related("committee")
    context = {
        "notices": notices.order_by(*ORDER)[:LATEST],
        "committees": Committee.objects.in_street_order().only("slug", "short_name", "name"),
        "elections": Election.objects.announced()
        .under_way()
        .select_related("committee")
        .order_by("committee__order", "pk")[:LATEST],
    }
    return render(request, "portal/public/home.html", context)


def _committee(slug: str) -> Committee:
    return get_object_or_404(Committee, slug=slug)


@dataclass(frozen=True)
class Desk:
    """Who sits at the desk: surnames only, as residents call them."""

    now: str
    until: datetime | None
    next: str
    next_at: datetime | None


def desk_of(committee: Committee, at: datetime) -> Desk:
    """Published shifts only: everybody on duty now, and the first of those to come. One query."""
    coming = (
        Shift.objects.published()
        .filter(committee=committee, ends_at__gt=at, person__isnull=False)
        .select_related("person")
        .order_by("starts_at", "seat")[:8]
    )
    shifts = list(coming)
    running = [shift for shift in shifts if shift.starts_at <= at]
    later = [shift for shift in shifts if shift.starts_at > at]
    first = [shift for shift in later if shift.starts_at == later[0].starts_at]
    return Desk(
        now=_names(running),
        until=min((shift.ends_at for shift in running), default=None),
        next=_names(first),
        next_at=first[0].starts_at if first else None,
    )


def _names(shifts: list[Shift]) -> str:
    people = dict.fromkeys(f"{shift.person.surname}老师" for shift in shifts if shift.person)
    return "、".join(people)


@require_safe
def committee_page(request: HttpRequest, slug: str) -> HttpResponse:
    committee, at = _committee(slug), timezone.now()
    today = timezone.localdate(at)
    desk = desk_of(committee, at)
    current = Notice.objects.current(at).listed().filter(committee=committee)
    officers = Mandate.objects.filter(committee=committee, since__lte=today).select_related(
        "person"
    )
    serving: list[Mandate] = [one for one in officers if one.until is None or one.until >= today]
    context = {
        "committee": committee,
        "desk": desk,
        "numbers": night_numbers(committee),
        "officers": sorted(serving, key=lambda one: (POST_ORDER[one.post], one.since, one.pk)),
        "notices": current.order_by("-pinned", *ORDER)[:LATEST],
        "meetings": Meeting.objects.filter(
            committee=committee, is_public=True, state=MeetingState.PLANNED, starts_at__gt=at
        ).order_by("starts_at")[:3],
        "election": Election.objects.announced().under_way().filter(committee=committee).first(),
        "estates": Estate.objects.filter(committee=committee).prefetch_related("buildings"),
    }
    return render(request, "portal/public/committee.html", context)


@require_safe
def committee_notices(request: HttpRequest, slug: str) -> HttpResponse:
    committee = _committee(slug)
    rows = Notice.objects.public(timezone.now()).listed().filter(committee=committee)
    return _notice_list(request, committee, rows, "portal/public/notices.html")


@require_safe
def committee_affairs(request: HttpRequest, slug: str) -> HttpResponse:
    """居务公开: what is to be read and since when, and what has been disclosed, newest first."""
    committee = _committee(slug)
    now = timezone.now()
    rows = Notice.objects.public(now).filter(committee=committee, kind=NoticeKind.AFFAIRS)
    duties = public_state(committee, now)
    return _notice_list(request, committee, rows, "portal/public/affairs.html", duties=duties)


def _notice_list(
    request: HttpRequest, committee: Committee, rows: Any, template: str, **more: Any
) -> HttpResponse:
    page = keyset_page(rows, ORDER, request.GET.get("after"), PAGE_SIZE)
    context = {"committee": committee, "page": page, "now": timezone.now(), **more}
    return render(request, template, context)


@require_safe
def committee_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """RSS of the current notices (S38)."""
    committee = _committee(slug)
    current = Notice.objects.current(timezone.now()).listed().filter(committee=committee)
    here = request.build_absolute_uri(reverse("committee-page", args=[slug]))
    feed = Rss201rev2Feed(
        title=f"{committee.name}的通知",
        link=here,
        description=f"{ENV.street_name}{committee.name}发布的通知",
        language="zh-CN",
        feed_url=request.build_absolute_uri(),
    )
    for notice in current.order_by(*ORDER)[:FEED_LENGTH]:
        feed.add_item(
            title=notice.title,
            link=request.build_absolute_uri(reverse("notice", args=[notice.key])),
            description=notice.body,
            pubdate=notice.publish_at,
            unique_id=f"notice-{notice.key}",
            unique_id_is_permalink=False,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml")


@require_safe
def committee_qr(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet that hangs for years: it leads to the committee, whoever is on duty."""
    committee = _committee(slug)
    address = request.build_absolute_uri(reverse("committee-page", args=[slug]))
    context = {
        "committee": committee,
        "qr": qr_svg(address, border=0, title=f"{committee.name}的二维码"),
        "address": address.partition("://")[2],
        "size": "a3" if request.GET.get("size") == "a3" else "a4",
    }
    return render(request, "portal/public/qr.html", context)

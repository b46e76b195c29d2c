"""A person's shifts and meetings as an iCalendar feed, and the page of its private address.

The feed says when, where and what kind, and never a name (RELIABILITY C15, data minimisation).
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_POST

from committees.people.access import at_work, me
from committees.people.feed_keys import (
    live_feed_key,
    make_feed_key,
    owner_of_feed,
    revoke_feed_key,
)
from committees.submissions.once import once
from jiedao.common.http import see_other
from jiedao.common.shown_once import keep_for_next_page, take_from_last_page

CALENDAR_TYPE = "text/calendar; charset=utf-8"
HANDED_OVER = "calendar"


@require_GET
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """An unknown key, a revoked one and one of somebody who left are the same missing page."""
    from jiedao.portal.feed_file import feed_of  # icalendar is long to load, used rarely

    person = owner_of_feed(token)
    if person is None:
        raise Http404

    response = HttpResponse(feed_of(person, timezone.now()), content_type=CALENDAR_TYPE)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


# The page of the address


@require_GET
@at_work
def my_calendar(request: HttpRequest) -> HttpResponse:
    token = take_from_last_page(request, HANDED_OVER)
    address = request.build_absolute_uri(reverse("calendar-feed", args=[token])) if token else ""
    context = {"key": live_feed_key(me(request)), "address": address}
    return render(request, "portal/calendar.html", context)


@require_POST
@at_work
@once
def my_calendar_make(request: HttpRequest) -> HttpResponse:
    token = make_feed_key(me(request), at=timezone.now())
    keep_for_next_page(request, HANDED_OVER, token)
    messages.success(request, "地址做好了，请现在复制。它只显示这一次。")
    return see_other(reverse("my-calendar"))


@require_POST
@at_work
@once
def my_calendar_revoke(request: HttpRequest) -> HttpResponse:
    revoke_feed_key(me(request), at=timezone.now())
    messages.success(request, "地址停用了，手机日历不会再更新。")
    return see_other(reverse("my-calendar"))

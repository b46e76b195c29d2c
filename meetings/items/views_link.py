"""A body closes its items from its link: three taps, no password, no script needed (UX E.3)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST

from committees.feedback.limits import within_limit
from committees.submissions.once import once
from jiedao.common.error_pages import error_page
from jiedao.common.errors import Refused
from jiedao.common.forms import PortalForm
from jiedao.common.http import see_other
from meetings.convening.models import InvitedBody
from meetings.items.actions import answer_item, finish_item
from meetings.items.forms import DifferForm, DoneForm
from meetings.items.links import LinkOver, invitation_behind, items_of
from meetings.items.policies import Hand
from meetings.resolutions.forms import refusal_in
from meetings.resolutions.models import ActionItem

Page = Callable[..., HttpResponseBase]
POSTS_AN_HOUR = 120
"""Of one address; a body that closes every item of a year stays far below."""
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Not kept, not found by search engines, and the link is told to no other site.

    Not `no-referrer`: a browser then posts with `Origin: null`, which the CSRF check refuses.
    """
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def by_link(view: Page) -> Page:
    """Give the view the invitation behind the token, or answer that the link is over (410)."""

    @wraps(view)
    def page(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not within_limit(
            "partner-link", request, most=POSTS_AN_HOUR
        ):
            return error_page(429, request)
        try:
            invited = invitation_behind(token, timezone.now())
        except LinkOver as over:
            return link_over(request, over)
        if invited is None:
            raise Http404
        return private(view(request, invited, *args, **kwargs))

    return page


def link_over(request: HttpRequest, over: LinkOver) -> HttpResponseBase:
    """410: what to do now, the phone of the committee, and what was typed, so nothing is lost."""
    typed = [text for name in ("text",) for text in [request.POST.get(name, "").strip()] if text]
    context = {
        "invited": over.invited,
        "committee": over.invited.meeting.committee,
        "closed_on": over.closed_on,
        "typed": typed,
        "had_files": bool(request.FILES) if request.method == "POST" else False,
    }
    return private(render(request, "meetings/items/link_over.html", context, status=410))


def _item(invited: InvitedBody, pk: int) -> ActionItem:
    rows = items_of(invited).select_related("committee", "body", "resolution__meeting")
    found: ActionItem = get_object_or_404(rows, pk=pk)
    return found


def _home() -> HttpResponse:
    """Back to /i/<token>/, said without the token: what is kept of a sent form knows no link."""
    return see_other("../../../#items")


@require_POST
@by_link
@once
def link_agree(request: HttpRequest, invited: InvitedBody, pk: int) -> HttpResponse:
    """同意 in one tap."""
    item = _item(invited, pk)
    try:
        answer_item(item, by=Hand(None, invited.body), agrees=True, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "记下了，谢谢您。")
    return _home()


@get_or_post
@by_link
@once
def link_differ(request: HttpRequest, invited: InvitedBody, pk: int) -> HttpResponse:
    item = _item(invited, pk)
    form = DifferForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_in(form):
            answer_item(
                item,
                by=Hand(None, invited.body),
                agrees=False,
                text=form.cleaned_data["text"],
                at=timezone.now(),
            )
            messages.success(request, "记下了。居委会会和您联系。")
            return _home()
    return _form_page(request, invited, item, form, "有不同意见", "交上去")


@get_or_post
@by_link
@once
def link_done(request: HttpRequest, invited: InvitedBody, pk: int) -> HttpResponse:
    """办好了: one line or one photo."""
    item = _item(invited, pk)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DoneForm(*bound)
    if form.is_valid():
        with refusal_in(form):
            finish_item(item, by=Hand(None, invited.body), said=form.said, at=timezone.now())
            messages.success(request, "收到了，谢谢您。居委会会来看一下。")
            return _home()
    return _form_page(request, invited, item, form, "办好了", "办好了")


def _form_page(
    request: HttpRequest,
    invited: InvitedBody,
    item: ActionItem,
    form: PortalForm,
    heading: str,
    button: str,
) -> HttpResponse:
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    context = {
        "item": item,
        "body": invited.body,
        "form": form,
        "heading": heading,
        "button": button,
        "token": token,
    }
    status = 422 if form.is_bound else 200
    return render(request, "meetings/items/link_act.html", context, status=status)

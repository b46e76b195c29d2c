"""The body that was asked: 接下, 退回, 写进展, 办好了. Signed in under /actions/asked/, or by its
link /i/r/<token>/ with no password; the same pages, no script needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.cases.forms import refusal_in
from casework.cases.views import get_or_post
from casework.referrals import actions, policies
from casework.referrals.asked import rows_for, said_by_body
from casework.referrals.forms import DeclineForm, ToldForm
from casework.referrals.links import LinkOver, referral_behind
from casework.referrals.models import Referral
from committees.feedback.limits import within_limit
from committees.people.access import me
from committees.submissions.once import once
from jiedao.common.error_pages import error_page
from jiedao.common.errors import Refused
from jiedao.common.forms import PortalForm
from jiedao.common.http import see_other
from jiedao.common.shown_once import keep_for_next_page, take_from_last_page
from meetings.items.policies import Hand
from meetings.items.views import has_items
from meetings.items.views_link import POSTS_AN_HOUR, private

Page = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Visit:
    """Somebody of the body looks at one referral. `token`: she came by its link."""

    referral: Referral
    hand: Hand
    token: str = ""

    @property
    def base(self) -> str:
        return "base_public.html" if self.token else "base.html"

    @property
    def home(self) -> str:
        return self.address("")

    def address(self, act: str) -> str:
        name = f"asked{'-link' if self.token else ''}{f'-{act}' if act else ''}"
        return reverse(name, args=[self.token or self.referral.pk])

    @property
    def ways(self) -> dict[str, str]:
        acts = ("accept", "decline", "progress", "done", "phone")
        return {act: self.address(act) for act in acts}


def signed(view: Page) -> Page:
    """For whoever speaks for the body today; anybody else gets the 404 of a missing page."""

    @has_items
    @wraps(view)
    def page(request: HttpRequest, pk: int) -> HttpResponseBase:
        rows = Referral.objects.visible_to(me(request)).asked_of(me(request)).for_lists()
        found: Referral = get_object_or_404(rows, pk=pk)
        return view(request, Visit(found, Hand(me(request), found.body)))

    return page


def linked(view: Page) -> Page:
    """For whoever holds the link; 410 with the committee's phone when it is over."""

    @wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponseBase:
        posts = request.method == "POST"
        if posts and not within_limit("partner-link", request, most=POSTS_AN_HOUR):
            return error_page(429, request)
        try:
            found = referral_behind(token, timezone.now())
        except LinkOver as over:
            return _over(request, over.referral)
        if found is None:
            raise Http404
        return private(view(request, Visit(found, Hand(None, found.body), token)))

    return page


def _over(request: HttpRequest, referral: Referral) -> HttpResponseBase:
    typed = [text for name in ("text", "words") if (text := request.POST.get(name, "").strip())]
    context = {"referral": referral, "committee": referral.case.committee, "typed": typed}
    return private(render(request, "casework/referrals/link_over.html", context, status=410))


def _home() -> HttpResponse:
    """Back to the page, said without the token: what is kept of a sent form knows no link."""
    return see_other("../")


# The page


def _asked(
    request: HttpRequest, visit: Visit, *, problem: str = "", status: int = 200
) -> HttpResponse:
    row = rows_for([visit.referral], timezone.now())[0]
    actions.note_read([visit.referral], timezone.now())
    context = {
        "visit": visit,
        "row": row,
        "referral": visit.referral,
        "lines": said_by_body(row),
        "may_read_phone": policies.may_read_phone(visit.hand, visit.referral),
        "phone": take_from_last_page(request, _phone_of(visit)),
        "problem": problem,
    }
    return render(request, "casework/referrals/asked.html", context, status=status)


def _accept(request: HttpRequest, visit: Visit) -> HttpResponse:
    """接下 in one tap."""
    try:
        actions.accept(visit.referral, by=visit.hand, at=timezone.now())
    except Refused as refused:
        return _asked(request, visit, problem=refused.reason, status=422)
    messages.success(request, "接下了，谢谢你们。居委会马上知道。")
    return _home()


def _phone(request: HttpRequest, visit: Visit) -> HttpResponse:
    """显示电话: the next page shows it once; the journal knows."""
    try:
        number = actions.note_phone(visit.referral, by=visit.hand)
    except Refused as refused:
        return _asked(request, visit, problem=refused.reason, status=422)
    keep_for_next_page(request, _phone_of(visit), number)
    return _home()


def _phone_of(visit: Visit) -> str:
    return f"asked-phone-{visit.referral.pk}"


# Acts with words


@dataclass(frozen=True)
class Act:
    """How the small page of an act calls itself."""

    heading: str
    button: str
    done: str


DECLINE = Act("退回", "退回", "退回去了，居委会会接着想办法。")
PROGRESS = Act("写进展", "保存", "记好了，居委会看得到。")
DONE = Act("办好了", "办好了", "收到了，谢谢你们。居委会会去看一看。")


def _decline(request: HttpRequest, visit: Visit) -> HttpResponse:
    """退回, with a reason from the list."""

    def carry_out(form: DeclineForm) -> None:
        said = form.cleaned_data
        actions.decline(
            visit.referral,
            by=visit.hand,
            why=said["why"],
            words=said["words"],
            at=timezone.now(),
        )

    return _act(request, visit, DECLINE, DeclineForm, carry_out)


def _progress(request: HttpRequest, visit: Visit) -> HttpResponse:
    def make(*data: Any) -> ToldForm:
        return ToldForm(*data, label="有什么进展", example="例如：配件订了，周二到。")

    def carry_out(form: ToldForm) -> None:
        actions.tell_progress(visit.referral, by=visit.hand, said=form.said, at=timezone.now())

    return _act(request, visit, PROGRESS, make, carry_out)


def _done(request: HttpRequest, visit: Visit) -> HttpResponse:
    """办好了: a sentence or a photo; the committee looks and closes."""

    def make(*data: Any) -> ToldForm:
        return ToldForm(*data, label="办得怎么样", example="一句话就行，例如：水管换好了。")

    def carry_out(form: ToldForm) -> None:
        actions.finish(visit.referral, by=visit.hand, said=form.said, at=timezone.now())

    return _act(request, visit, DONE, make, carry_out)


def _act(
    request: HttpRequest,
    visit: Visit,
    act: Act,
    make_form: Callable[..., PortalForm],
    carry_out: Callable[[Any], None],
) -> HttpResponse:
    """Ask, carry out, go back to the page; a refusal keeps what was typed."""
    form = make_form(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        with refusal_in(form):
            carry_out(form)
            messages.success(request, act.done)
            return _home()
    row = rows_for([visit.referral], timezone.now())[0]
    context = {"visit": visit, "row": row, "act": act, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "casework/referrals/asked_act.html", context, status=status)


asked = require_safe(signed(_asked))
accept = require_POST(signed(once(_accept)))
decline = get_or_post(signed(once(_decline)))
progress = get_or_post(signed(once(_progress)))
done = get_or_post(signed(once(_done)))
phone = require_POST(signed(once(_phone)))

link = require_safe(linked(_asked))
link_accept = require_POST(linked(once(_accept)))
link_decline = get_or_post(linked(once(_decline)))
link_progress = get_or_post(linked(once(_progress)))
link_done = get_or_post(linked(once(_done)))
link_phone = require_POST(linked(once(_phone)))

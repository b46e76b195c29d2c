"""请别的单位: asked on the case's page, answered on a page of its own, seen by the street."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.cases.forms import refusal_in
from casework.cases.handover import answer_due
from casework.cases.models import Case
from casework.cases.rights import may_read
from casework.cases.views import get_or_post
from casework.cases.views_act import Act, act_page, of_case
from casework.referrals import actions, policies
from casework.referrals.asked import rows_for
from casework.referrals.forms import AnswerForm, AssignForm, ReferForm
from casework.referrals.models import Referral
from casework.referrals.panels import line_of
from casework.referrals.rules import group_text
from casework.referrals.states import ReferralState
from casework.referrals.telling import asked_people
from committees.people.access import at_work, at_work_or_street, me, posted_as, sent, street_staff
from committees.reach.states import Role
from committees.reminders.deliveries import deliveries_of
from committees.submissions.once import once
from jiedao.common.dates import cn_moment
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page
from jiedao.common.shown_once import keep_for_next_page, take_from_last_page

PAGE = 30
SEE_OTHER = 303


@get_or_post
@at_work
@once
def refer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask; for a body without a password the next page holds the link to paste into WeChat."""
    made: list[Referral] = []

    def carry_out(case: Case, form: ReferForm) -> None:
        asked = actions.refer(case, by=me(request), request=form.request(), at=timezone.now())
        if policies.takes_links(asked.body):
            made.append(asked)

    now = timezone.now()
    until = cn_moment(answer_due(now), now)
    hint = f"请对方在 {until} 前答复。接下之前，还是原来的人负责；到时没回答，会回到“今日”。"
    act = Act("case-refer", "请别的单位", "发出去", "记好了，等他们答复。", hint)
    page = act_page(request, pk, act, of_case(ReferForm), carry_out)
    return _with_link(request, made[0]) if made and page.status_code == SEE_OTHER else page


@require_POST
@at_work
@once
def link(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another link; the earlier one stops working."""
    found = _referral(request, pk)
    try:
        page = _with_link(request, found)
    except Refused as refused:
        messages.error(request, refused.reason)
        return see_other(reverse("referral", args=[pk]))
    messages.success(request, "链接做好了，请现在复制。它只显示这一次。")
    return page


def _with_link(request: HttpRequest, referral: Referral) -> HttpResponse:
    """To the page of the referral, which shows the fresh link once."""
    token = actions.make_link(referral, by=me(request))
    keep_for_next_page(request, f"referral-{referral.pk}", token)
    return see_other(reverse("referral", args=[referral.pk]))


def _fresh_text(request: HttpRequest, referral: Referral, now: datetime) -> str:
    """What is pasted into WeChat; empty unless the link was made just now."""
    token = take_from_last_page(request, f"referral-{referral.pk}")
    if not token:
        return ""
    address = request.build_absolute_uri(reverse("asked-link", args=[token]))
    what = rows_for([referral], now)[0].what
    until = cn_moment(referral.answer_by, now, near=False)
    return group_text(referral.case.committee.short_name, what, until) + address


def _referral(request: HttpRequest, pk: int) -> Referral:
    rows = Referral.objects.visible_to(me(request)).for_lists().with_bounces()
    found: Referral = get_object_or_404(rows, pk=pk)
    return found


@get_or_post
@at_work_or_street
@once
def referral(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was asked and, for whoever may, the form that writes the answer."""
    found = _referral(request, pk)
    form = AnswerForm(sent(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with refusal_in(form):
            state = ReferralState(said.pop("state"))
            actions.answer(found, by=me(request), state=state, at=timezone.now(), **said)
            messages.success(request, "记好了。")
            return see_other(reverse("referral", args=[pk]))
    return _page(request, found, form, AssignForm())


@require_POST
@posted_as(Role.CLERK)
@once
def assign(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _referral(request, pk)
    form = AssignForm(request.POST)
    if form.is_valid():
        with refusal_in(form):
            section = form.cleaned_data["department"]
            actions.assign(found, by=me(request), department=section, at=timezone.now())
            messages.success(request, f"分给{section}了。")
            return see_other(reverse("referral", args=[pk]))
    return _page(request, found, AnswerForm(), form)


def _page(
    request: HttpRequest, found: Referral, form: AnswerForm, assigning: AssignForm
) -> HttpResponse:
    by, now = me(request), timezone.now()
    line = line_of(found, by, now)
    context = {
        "line": line,
        "referral": found,
        "form": form,
        "assigning": assigning if policies.may_assign(by, found) else None,
        "readable": may_read(by, found.case),
        "deliveries": [] if line.shown.masked else deliveries_of(found),
        "may_call_back": policies.may_call_back(by, found),
        "may_make_link": policies.may_make_link(by, found),
        "fresh_text": _fresh_text(request, found, now),
        "nobody": found.is_open and found.body is not None and not asked_people(found, now),
    }
    status = 422 if form.is_bound or assigning.is_bound else 200
    return render(request, "casework/referrals/referral.html", context, status=status)


@require_POST
@at_work
@once
def call_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _referral(request, pk)
    try:
        actions.call_back(found, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "收回了，还是原来的人在办。")
    return see_other(reverse("case", args=[found.case_id]))


@require_safe
@at_work_or_street
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """转介单 on paper, with a strip for the answer (R23)."""
    found = _referral(request, pk)
    line = line_of(found, me(request), timezone.now())
    return render(request, "casework/referrals/slip.html", {"line": line, "referral": found})


@require_safe
@street_staff
def street(request: HttpRequest) -> HttpResponse:
    """What the street was asked, the answer due first, with how often a case came back."""
    now = timezone.now()
    asked = Referral.objects.visible_to(me(request)).of_the_street().open()
    page = keyset_page(
        asked.for_lists().with_bounces(), ("answer_by", "id"), request.GET.get("after"), PAGE
    )
    context = {"page": page, "lines": [line_of(row, me(request), now) for row in page.rows]}
    return render(request, "casework/referrals/street.html", context)

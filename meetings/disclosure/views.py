"""/disclosure/: what residents are to read, what is missing, and the quarterly accounts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.journal.actions import last_hand
from committees.notices.models import BoardPosting
from committees.people.access import at_work, at_work_or_street, home_committee, me
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from meetings.disclosure import actions
from meetings.disclosure.board import open_duties
from meetings.disclosure.forms import AccountForm, NewAccountForm, ReviewForm
from meetings.disclosure.models import Account
from meetings.disclosure.rules import QUARTERS_BACK, REVIEWERS, Quarter, sums_of, yuan_words
from meetings.representatives.models import Seat
from meetings.resolutions.forms import refusal_in
from meetings.resolutions.models import Resolution

ACCOUNTS_SHOWN = 12
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@at_work
def desk(request: HttpRequest) -> HttpResponse:
    """Not public yet, the next to come due first; the accounts of the last quarters."""
    committee = home_committee(request)
    accounts = Account.objects.visible_to(me(request)).filter(committee=committee)
    duties = open_duties(committee, timezone.now())
    context = {
        "committee": committee,
        "missing": [duty for duty in duties if duty.is_missing],
        "waiting": [duty for duty in duties if not duty.is_missing],
        "accounts": accounts.select_related("notice")[:ACCOUNTS_SHOWN],
        "now": timezone.now(),
    }
    return render(request, "meetings/disclosure/desk.html", context)


@require_POST
@at_work
@once
def outcome_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """写成通知: one tap, then the page of the notice."""
    rows = Resolution.objects.visible_to(me(request)).select_related("committee")
    found: Resolution = get_object_or_404(rows, pk=pk)
    try:
        notice = actions.publish_outcome(found, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
        return see_other(reverse("resolution", args=[pk]))
    messages.success(request, "通知的草稿写好了。看一遍，再请另一个人确认。")
    return see_other(reverse("notice-preview", args=[notice.pk]))


# Accounts


@require_safe
@at_work_or_street
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """The table with its sums, who reviewed it, the notice, and the photos of the board."""
    return _account_page(request, _account(request, pk))


def _account(request: HttpRequest, pk: int) -> Account:
    rows = (
        Account.objects.visible_to(me(request))
        .select_related("committee", "notice", "written_by")
        .prefetch_related("lines")
    )
    found: Account = get_object_or_404(rows, pk=pk)
    return found


def _account_page(
    request: HttpRequest, found: Account, *, problem: str = "", status: int = 200
) -> HttpResponse:
    works = me(request).reach.works_in(found.committee_id)
    reviews = list(found.reviews.select_related("seat", "by"))
    postings = BoardPosting.objects.filter(notice=found.notice_id) if found.notice_id else []
    under_way = found.notice is not None and found.notice.state != "withdrawn"
    context = {
        "account": found,
        "table": _table(found),
        "reviews": reviews,
        "left": max(0, REVIEWERS - len(reviews)),
        "postings": list(postings),
        "works": works,
        "under_way": under_way,
        "now": timezone.now(),
        "problem": problem,
    }
    return render(request, "meetings/disclosure/account.html", context, status=status)


def _table(found: Account) -> dict[str, Any]:
    """Sums and lines in words of yuan."""
    lines = found.table()
    sums = sums_of(found.opening, lines)
    sides: dict[str, list[tuple[str, str, str]]] = {"income": [], "expense": []}
    for line in lines:
        sides[line.side].append((line.what, yuan_words(line.fen), line.note))
    return {
        **sides,
        "opening": yuan_words(sums.opening),
        "income_sum": yuan_words(sums.income),
        "expense_sum": yuan_words(sums.expense),
        "closing": yuan_words(sums.closing),
    }


@get_or_post
@at_work
@once
def account_new(request: HttpRequest) -> HttpResponse:
    committee = home_committee(request)
    data = request.POST if request.method == "POST" else None
    free = _free_quarters(committee)
    form = NewAccountForm(data, quarters=free, initial=_first(committee, free[:1]))
    if not form.wants_more and form.is_valid():
        with refusal_in(form):
            made = actions.write_account(
                committee, form.chosen, form.money, by=me(request), at=timezone.now()
            )
            messages.success(request, "填好了。请居务监督委员会的两位委员核对。")
            return see_other(reverse("account", args=[made.pk]))
    return _form_page(request, form, f"{committee}经费收支", reverse("account-new"))


def _free_quarters(committee: Committee) -> list[Quarter]:
    """Quarters that are over and not written yet, the newest first."""
    quarter, free = Quarter.of(timezone.localdate()).before, []
    taken = set(Account.objects.filter(committee=committee).values_list("year", "quarter"))
    for _ in range(2 * QUARTERS_BACK):
        if (quarter.year, quarter.number) not in taken:
            free.append(quarter)
        quarter = quarter.before
    return free


def _first(committee: Committee, offered: list[Quarter]) -> dict[str, Any]:
    """What was left over in the quarter before the one offered, where its accounts are written."""
    for quarter in offered:
        past = quarter.before
        kept = Account.objects.filter(committee=committee, year=past.year, quarter=past.number)
        if written := kept.prefetch_related("lines").first():
            return {"opening": yuan_words(written.sums().closing)}
    return {"opening": ""}


@get_or_post
@at_work
@once
def account_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _account(request, pk)
    data = request.POST if request.method == "POST" else None
    first = {"opening": yuan_words(found.opening), "version": found.version}
    form = AccountForm(data, account=found, initial=first)
    if not form.wants_more and form.is_valid():
        with refusal_in(form):
            version = form.cleaned_data["version"] or 0
            try:
                actions.change_account(
                    found, form.money, by=me(request), version=version, at=timezone.now()
                )
            except Conflict as conflict:
                return _both_texts(request, form, conflict.current)
            messages.success(request, "改好了。请两位委员再核对一遍。")
            return see_other(reverse("account", args=[pk]))
    return _form_page(request, form, str(found), reverse("account-edit", args=[pk]))


def _both_texts(request: HttpRequest, form: AccountForm, current: Account) -> HttpResponse:
    mine = [("收支", _in_words(form.money))]
    theirs = [("收支", _in_words(actions.Money(current.opening, current.table())))]
    form.data = request.POST.copy()
    form.data["version"] = str(current.version)
    url = reverse("account-edit", args=[current.pk])
    context = {"who": last_hand(current), "mine": mine, "theirs": theirs}
    return _form_page(request, form, str(current), url, status=409, **context)


def _in_words(money: actions.Money) -> str:
    lines = [f"{line.what} {yuan_words(line.fen)}" for line in money.lines]
    return "\n".join([f"上期结余 {yuan_words(money.opening)}", *lines])


def _form_page(
    request: HttpRequest, form: AccountForm, title: str, url: str, *, status: int = 0, **more: Any
) -> HttpResponse:
    refused = form.is_bound and not form.wants_more
    context = {"form": form, "title": title, "url": url, **more}
    return render(
        request,
        "meetings/disclosure/account_form.html",
        context,
        status=status or (422 if refused else 200),
    )


@get_or_post
@at_work
@once
def account_review(request: HttpRequest, pk: int) -> HttpResponse:
    """记核对: who of the 居务监督委员会 looked through it and signed the printed table."""
    found = _account(request, pk)
    data = request.POST if request.method == "POST" else None
    done = found.reviews.values("seat")
    seats = (
        Seat.objects.supervisors()
        .on(timezone.localdate())
        .visible_to(me(request))
        .filter(committee=found.committee)
        .exclude(pk__in=done)
    )
    form = ReviewForm(data, seats=seats, initial={"version": found.version})
    problem = ""
    if form.is_valid():
        with refusal_in(form):
            said = form.cleaned_data
            try:
                actions.review_account(
                    found,
                    said["seat"],
                    by=me(request),
                    version=said["version"] or 0,
                    remark=said["remark"],
                    at=timezone.now(),
                )
            except Conflict:
                problem = "数字刚才有人改过，请再看一遍下面的表。"
            else:
                messages.success(request, f"{said['seat']}核对的，记好了。")
                return see_other(reverse("account", args=[pk]))
    if problem:
        return _account_page(request, found, problem=problem, status=409)
    context = {"account": found, "form": form, "table": _table(found), "seats": seats}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/disclosure/review.html", context, status=status)


@require_POST
@at_work
@once
def account_publish(request: HttpRequest, pk: int) -> HttpResponse:
    found = _account(request, pk)
    try:
        notice = actions.publish_account(found, by=me(request), at=timezone.now())
    except Refused as refused:
        return _account_page(request, found, problem=refused.reason, status=422)
    messages.success(request, "通知的草稿写好了。看一遍，再请另一个人确认。")
    return see_other(reverse("notice-preview", args=[notice.pk]))

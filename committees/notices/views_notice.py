"""One notice at the desk: look at it as residents will, release it, withdraw it."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.notices import actions, drafting
from committees.notices.access import form_page, own_notice, visible_notice
from committees.notices.forms import MinuteForm, PaperForm, WhyForm
from committees.notices.keeping import words_of
from committees.notices.models import Notice
from committees.notices.panels import ACROSS, NOTICE
from committees.notices.policies import (
    has_appeared,
    may_agree,
    may_agree_correction,
    may_post_on_board,
    may_write,
    needs_second_person,
)
from committees.notices.rules import group_text, minute_words, private_numbers
from committees.notices.shown import state_word
from committees.notices.states import NoticeKind
from committees.notices.views_public import address_of, article, sender_of
from committees.people.access import at_work_or_street, me
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@at_work_or_street
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    return show_notice(request, visible_notice(request, pk))


def show_notice(
    request: HttpRequest,
    found: Notice,
    *,
    refused: str = "",
    status: int = 200,
    minute_form: MinuteForm | None = None,
) -> HttpResponse:
    """As residents see it, and beside it whatever can be done now."""
    at, person = timezone.now(), me(request)
    appeared = has_appeared(found, at)
    scheduled = found.publish_at if found.publish_at and found.publish_at > at else None
    waiting = found.corrections.filter(waiting=True).select_related("by").first()
    context = article(found, at) | {
        "state": state_word(found, at),
        "across": ACROSS(found),
        "appeared": appeared,
        "scheduled": scheduled,
        "minute": minute_words(scheduled, timezone.localdate()) if scheduled else "",
        "two_people": needs_second_person(found.kind),
        "may_write": bool(may_write(person, found)),
        "may_agree": bool(may_agree(person, found)),
        "may_post": bool(may_post_on_board(person, found)),
        "numbers": private_numbers(words_of(found)),
        "numbers_asked": bool(refused) and found.kind != NoticeKind.AID,
        "refused": refused,
        "waiting": waiting,
        "may_agree_correction": waiting is not None and bool(may_agree_correction(person, waiting)),
        "address": address_of(request, found),
        "share": group_text(sender_of(found), words_of(found)),
        "minute_form": minute_form or MinuteForm(),
        "why_form": WhyForm("为什么退回"),
        "paper_form": PaperForm(),
        "postings": found.board_postings.select_related("by", "photo").order_by("-put_up_at"),
        "parts": NOTICE.parts(found, person, at),
        "exchange": found.corrections.board_open().exists(),
    }
    return render(request, "committees/notices/preview.html", context, status=status)


def carry_out(
    request: HttpRequest, found: Notice, act: Callable[[], object], done: str, undo: str = ""
) -> HttpResponse:
    """Do it and show the notice; a refusal shows the notice with the reason, 422."""
    try:
        act()
    except Refused as refused:
        return show_notice(request, found, refused=refused.reason, status=422)
    tag = f"undo:{reverse(undo, args=[found.pk])}" if undo else ""
    messages.success(request, done, extra_tags=tag)
    return see_other(reverse("notice-preview", args=[found.pk]))


@at_work_or_street
@require_POST
@once
def minute(request: HttpRequest, pk: int) -> HttpResponse:
    """定时发布; `now=1` takes the time away again."""
    found, by, at = own_notice(request, pk), me(request), timezone.now()
    if request.POST.get("now"):
        return carry_out(
            request,
            found,
            lambda: drafting.set_minute(found, minute=None, by=by, at=at),
            "改好了，点“发布”就马上发布。",
        )
    form = MinuteForm(request.POST)
    if not form.is_valid():
        return show_notice(request, found, status=422, minute_form=form)
    return carry_out(
        request,
        found,
        lambda: drafting.set_minute(found, minute=form.minute, by=by, at=at),
        f"时间定好了：{minute_words(form.minute, timezone.localdate())}。还要点下面的按钮。",
    )


@at_work_or_street
@require_POST
@once
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_notice(request, pk)
    return carry_out(
        request,
        found,
        lambda: actions.ask_second_person(found, by=me(request)),
        "送出去了，等另一个人确认。",
    )


@at_work_or_street
@require_POST
@once
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    found, at = own_notice(request, pk), timezone.now()
    return carry_out(
        request,
        found,
        lambda: actions.agree(
            found, by=me(request), at=at, numbers_checked=bool(request.POST.get("checked"))
        ),
        _released_words(found, at),
    )


@at_work_or_street
@require_POST
@once
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_notice(request, pk)
    why = request.POST.get("why", "")[:120]
    return carry_out(
        request, found, lambda: actions.send_back(found, by=me(request), why=why), "已经退回草稿。"
    )


@at_work_or_street
@require_POST
@once
def release(request: HttpRequest, pk: int) -> HttpResponse:
    found, at = own_notice(request, pk), timezone.now()
    return carry_out(
        request,
        found,
        lambda: actions.release(
            found, by=me(request), at=at, numbers_checked=bool(request.POST.get("checked"))
        ),
        _released_words(found, at),
    )


def _released_words(notice: Notice, at: datetime) -> str:
    if notice.publish_at and notice.publish_at > at:
        return f"定好了，{minute_words(notice.publish_at, timezone.localdate())} 居民就能看到。"
    if not notice.on_web:
        return "可以打印海报了。这份通知不上网。"
    return "已经发布，居民现在就能看到。"


@at_work_or_street
@require_POST
@once
def unschedule(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_notice(request, pk)
    return carry_out(
        request,
        found,
        lambda: actions.unschedule(found, by=me(request), at=timezone.now()),
        "定时取消了，现在是草稿。",
    )


@at_work_or_street
@form_page
@once
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A page of its own: it says what will happen and asks for the reason once."""
    found = own_notice(request, pk)
    form = WhyForm("为什么撤下", request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(found, by=me(request), at=timezone.now(), why=form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "已撤下。宣传栏里贴过的，请记得取下来。")
            return see_other(reverse("notice-preview", args=[pk]))
    context = {"notice": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "committees/notices/withdraw.html", context, status=status)


@at_work_or_street
@require_POST
@once
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_notice(request, pk)
    return carry_out(
        request,
        found,
        lambda: actions.pin(found, pinned=True, by=me(request), at=timezone.now()),
        "放到最前面了。",
        "notice-unpin",
    )


@at_work_or_street
@require_POST
@once
def unpin(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_notice(request, pk)
    return carry_out(
        request,
        found,
        lambda: actions.pin(found, pinned=False, by=me(request), at=timezone.now()),
        "不放最前面了。",
        "notice-pin",
    )

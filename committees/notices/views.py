"""The desk: write a notice, look at it as residents will, release, correct and withdraw it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.feedback.models import PageReport
from committees.files.actions import serve_file
from committees.notices import actions
from committees.notices.actions import words_of
from committees.notices.forms import (
    CorrectionForm,
    DraftForm,
    MinuteForm,
    PaperForm,
    TemplateForm,
    UrgentForm,
    WhyForm,
    WordsForm,
    shown_words,
)
from committees.notices.models import BoardPosting, Correction, Notice, NoticeFile
from committees.notices.policies import (
    has_appeared,
    may_agree,
    may_agree_correction,
    may_post_on_board,
    may_write,
    needs_second_person,
)
from committees.notices.rules import (
    BY_KEY,
    TEMPLATES,
    Template,
    Words,
    group_text,
    minute_words,
    private_numbers,
)
from committees.notices.states import NoticeKind, NoticeState
from committees.notices.views_public import (
    address_of,
    article,
    poster_context,
    poster_file,
    poster_page,
    sender_of,
)
from committees.people.access import at_work_or_street, home_committee, me
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page

form_page = require_http_methods(["GET", "HEAD", "POST"])
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


def own_committee(request: HttpRequest) -> Committee | None:
    """Whose notices this person writes; None is the street."""
    return None if me(request).reach.whole_street else home_committee(request)


def _notice(request: HttpRequest, pk: int) -> Notice:
    rows = Notice.objects.visible_to(request.user).select_related("committee", "author")
    return cast(Notice, get_object_or_404(rows, pk=pk))


def _own_notice(request: HttpRequest, pk: int) -> Notice:
    """One that this person may write; the street reads the committees' but does not write them."""
    found = _notice(request, pk)
    if not may_write(me(request), found):
        raise Http404
    return found


def _on_own_board(request: HttpRequest, pk: int) -> Notice:
    """One whose paper hangs on this person's board, aid of the street among them."""
    found = _notice(request, pk)
    if not may_post_on_board(me(request), found):
        raise Http404
    return found


# The list


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


# Writing


@at_work_or_street
@form_page
@once
def new(request: HttpRequest) -> HttpResponse:
    """Choose a template, then fill in its blanks; the draft opens as a preview."""
    template = BY_KEY.get(request.GET.get("template", ""))
    street = me(request).reach.whole_street
    if template is None or (template.street_only and not street):
        mine = [one for one in TEMPLATES if street or not one.street_only]
        return render(request, "committees/notices/choose.html", {"templates": mine})
    today = timezone.localdate()
    if request.method != "POST":
        return _blanks(request, template, TemplateForm(template, today=today))
    form = TemplateForm(template, request.POST, request.FILES, today=today)
    if not form.is_valid():
        return _blanks(request, template, form, status=422)
    committee = form.cleaned_data.get("committee") or own_committee(request)
    try:
        made = actions.draft_notice(
            form.draft(),
            kind=template.kind,
            committee=committee,
            by=me(request),
            at=timezone.now(),
            files=form.cleaned_data.get("files", ()),
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _blanks(request, template, form, status=422)
    return see_other(reverse("notice-preview", args=[made.pk]))


def _blanks(
    request: HttpRequest, template: Template, form: TemplateForm, status: int = 200
) -> HttpResponse:
    context = {"template": template, "form": form}
    return render(request, "committees/notices/new.html", context, status=status)


@at_work_or_street
@form_page
@once
def urgent(request: HttpRequest) -> HttpResponse:
    """紧急通知: two fields, public at once (R3)."""
    form = UrgentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish_urgent(
                what=form.cleaned_data["what"],
                where=form.cleaned_data["where"],
                committee=own_committee(request),
                by=me(request),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "已经发布，居民现在就能看到。复制下面的文字发到群里。")
            return see_other(reverse("notice-preview", args=[made.pk]))
    status = 422 if form.is_bound else 200
    return render(request, "committees/notices/urgent.html", {"form": form}, status=status)


@at_work_or_street
@form_page
@once
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as free text. Somebody else's change in between: both texts, 409."""
    found = _own_notice(request, pk)
    if found.state != NoticeState.DRAFT:
        return see_other(reverse("notice-preview", args=[pk]))
    if request.method != "POST":
        return _editor(request, found, DraftForm(found.kind, initial=shown_words(found)))
    form = DraftForm(found.kind, request.POST, request.FILES)
    if not form.is_valid():
        return _editor(request, found, form, status=422)
    try:
        actions.change_draft(
            found,
            form.draft(),
            version=form.cleaned_data["version"],
            by=me(request),
            at=timezone.now(),
            files=form.cleaned_data.get("files", ()),
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _editor(request, found, form, status=422)
    except Conflict as conflict:
        return _both_texts(request, "committees/notices/edit.html", conflict.current, form)
    messages.success(request, "改好了。")
    return see_other(reverse("notice-preview", args=[pk]))


def _editor(
    request: HttpRequest, notice: Notice, form: DraftForm, status: int = 200
) -> HttpResponse:
    context = {"notice": notice, "form": form, "files": notice.files.select_related("file")}
    return render(request, "committees/notices/edit.html", context, status=status)


def _both_texts(
    request: HttpRequest, template: str, current: Notice, form: WordsForm
) -> HttpResponse:
    """Both versions, and the form again with the version that the next press replaces."""
    theirs, mine = words_of(current), form.words
    form.data = {**form.data.dict(), "version": str(current.version)}  # type: ignore[attr-defined]
    last = current.corrections.order_by("-at").select_related("by").first()
    context = {
        "notice": current,
        "form": form,
        "who": str(last.by if last else current.author),
        "theirs": _pairs(theirs),
        "mine": _pairs(mine),
        "files": current.files.select_related("file"),
    }
    return render(request, template, context, status=409)


def _pairs(words: Words) -> list[tuple[str, str]]:
    return [
        ("标题", words.title),
        ("正文", words.body),
        ("什么时间", words.happens),
        ("地点或范围", words.place),
        ("联系电话", words.contact_phone),
    ]


# One notice at the desk


@at_work_or_street
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    return _preview(request, _notice(request, pk))


def _preview(
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
        "state": _state_word(found, at),
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
        "exchange": found.corrections.board_open().exists(),
    }
    return render(request, "committees/notices/preview.html", context, status=status)


def _state_word(notice: Notice, at: datetime) -> tuple[str, str]:
    """(word, colour) of UX C.4."""
    if notice.state == NoticeState.RELEASED:
        if notice.expires_at and notice.expires_at <= at:
            return "已过期", "grey"
        return ("已发布", "green") if has_appeared(notice, at) else ("等发布", "blue")
    return {
        NoticeState.DRAFT: ("草稿", "grey"),
        NoticeState.REVIEW: ("等确认", "amber"),
        NoticeState.WITHDRAWN: ("已撤下", "grey"),
    }[NoticeState(notice.state)]


def _carry_out(
    request: HttpRequest, found: Notice, act: Callable[[], object], done: str, undo: str = ""
) -> HttpResponse:
    """Do it and show the notice; a refusal shows the notice with the reason, 422."""
    try:
        act()
    except Refused as refused:
        return _preview(request, found, refused=refused.reason, status=422)
    tag = f"undo:{reverse(undo, args=[found.pk])}" if undo else ""
    messages.success(request, done, extra_tags=tag)
    return see_other(reverse("notice-preview", args=[found.pk]))


@at_work_or_street
@require_POST
@once
def minute(request: HttpRequest, pk: int) -> HttpResponse:
    """定时发布; `now=1` takes the time away again."""
    found, by, at = _own_notice(request, pk), me(request), timezone.now()
    if request.POST.get("now"):
        return _carry_out(
            request,
            found,
            lambda: actions.set_minute(found, minute=None, by=by, at=at),
            "改好了，点“发布”就马上发布。",
        )
    form = MinuteForm(request.POST)
    if not form.is_valid():
        return _preview(request, found, status=422, minute_form=form)
    return _carry_out(
        request,
        found,
        lambda: actions.set_minute(found, minute=form.minute, by=by, at=at),
        f"时间定好了：{minute_words(form.minute, timezone.localdate())}。还要点下面的按钮。",
    )


@at_work_or_street
@require_POST
@once
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own_notice(request, pk)
    return _carry_out(
        request,
        found,
        lambda: actions.ask_second_person(found, by=me(request)),
        "送出去了，等另一个人确认。",
    )


@at_work_or_street
@require_POST
@once
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    found, at = _own_notice(request, pk), timezone.now()
    return _carry_out(
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
    found = _own_notice(request, pk)
    why = request.POST.get("why", "")[:120]
    return _carry_out(
        request, found, lambda: actions.send_back(found, by=me(request), why=why), "已经退回草稿。"
    )


@at_work_or_street
@require_POST
@once
def release(request: HttpRequest, pk: int) -> HttpResponse:
    found, at = _own_notice(request, pk), timezone.now()
    return _carry_out(
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
    found = _own_notice(request, pk)
    return _carry_out(
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
    found = _own_notice(request, pk)
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


# 更正


@at_work_or_street
@form_page
@once
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Same key, same QR code, new words; the old ones stay readable (R8)."""
    found = _own_notice(request, pk)
    if request.method != "POST":
        form = CorrectionForm(found.kind, initial=shown_words(found))
        return _corrector(request, found, form)
    form = CorrectionForm(found.kind, request.POST)
    if not form.is_valid():
        return _corrector(request, found, form, status=422)
    try:
        made = actions.correct(
            found,
            form.words,
            version=form.cleaned_data["version"],
            by=me(request),
            at=timezone.now(),
            expires_at=form.end,
            restart=form.cleaned_data.get("restart", False),
            numbers_checked=bool(request.POST.get("checked")),
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        numbers = private_numbers(form.words)
        return _corrector(request, found, form, status=422, numbers=numbers)
    except Conflict as conflict:
        return _both_texts(request, "committees/notices/correct.html", conflict.current, form)
    done = "送出去了，等另一个人确认后更正。" if made.waiting else "更正好了，居民现在就能看到。"
    messages.success(request, done)
    return see_other(reverse("notice-preview", args=[pk]))


def _corrector(
    request: HttpRequest,
    notice: Notice,
    form: CorrectionForm,
    *,
    status: int = 200,
    numbers: Sequence[str] = (),
) -> HttpResponse:
    """Where numbers were found, one more button sends the correction all the same."""
    ask_numbers = bool(numbers) and notice.kind != NoticeKind.AID
    context = {"notice": notice, "form": form, "ask_numbers": ask_numbers}
    return render(request, "committees/notices/correct.html", context, status=status)


def _correction(request: HttpRequest, pk: int) -> Correction:
    rows = Correction.objects.visible_to(request.user).select_related("notice__committee")
    found = cast(Correction, get_object_or_404(rows, pk=pk))
    if not may_write(me(request), found.notice):
        raise Http404
    return found


@at_work_or_street
@require_POST
@once
def agree_correction(request: HttpRequest, pk: int) -> HttpResponse:
    found = _correction(request, pk)
    return _carry_out(
        request,
        found.notice,
        lambda: actions.agree_correction(found, by=me(request), at=timezone.now()),
        "更正好了，居民现在就能看到。",
    )


@at_work_or_street
@require_POST
@once
def drop_correction(request: HttpRequest, pk: int) -> HttpResponse:
    found = _correction(request, pk)
    return _carry_out(
        request,
        found.notice,
        lambda: actions.drop_correction(found, by=me(request)),
        "这份更正不用了，原来的文字没有动。",
    )


# On top, on the board, attachments


@at_work_or_street
@require_POST
@once
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own_notice(request, pk)
    return _carry_out(
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
    found = _own_notice(request, pk)
    return _carry_out(
        request,
        found,
        lambda: actions.pin(found, pinned=False, by=me(request), at=timezone.now()),
        "不放最前面了。",
        "notice-pin",
    )


@at_work_or_street
@require_POST
@once
def put_up(request: HttpRequest, pk: int) -> HttpResponse:
    """「贴好了」, with a photo of the board if there is one."""
    found = _on_own_board(request, pk)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        reason = "".join(str(fault) for fault in form.errors["photo"])
        return _preview(request, found, refused=reason, status=422)
    return _carry_out(
        request,
        found,
        lambda: actions.put_up(found, by=me(request), at=timezone.now(), photo=form.upload()),
        "记好了，宣传栏已经贴上。",
    )


@at_work_or_street
@require_POST
@once
def no_paper(request: HttpRequest, pk: int) -> HttpResponse:
    found = _on_own_board(request, pk)
    return _carry_out(
        request,
        found,
        lambda: actions.no_paper(found, by=me(request), at=timezone.now()),
        "记好了，没有贴过，不用换。",
    )


def _posting(request: HttpRequest, pk: int) -> BoardPosting:
    rows = BoardPosting.objects.visible_to(request.user)
    return cast(
        BoardPosting, get_object_or_404(rows.select_related("notice__committee", "photo"), pk=pk)
    )


@at_work_or_street
@require_POST
@once
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    found = _posting(request, pk)
    if not may_post_on_board(me(request), found.notice):
        raise Http404
    return _carry_out(
        request,
        found.notice,
        lambda: actions.take_down(found, by=me(request), at=timezone.now()),
        "记好了，已经取下来。",
    )


@at_work_or_street
@require_safe
def posting_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _posting(request, pk)
    if found.photo is None:
        raise Http404
    return serve_file(found.photo)


def _attached(request: HttpRequest, pk: int) -> NoticeFile:
    rows = NoticeFile.objects.visible_to(request.user).select_related("file", "notice__committee")
    return cast(NoticeFile, get_object_or_404(rows, pk=pk))


@at_work_or_street
@require_safe
def desk_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    return serve_file(_attached(request, pk).file)


@at_work_or_street
@require_POST
@once
def remove_file(request: HttpRequest, pk: int) -> HttpResponse:
    found = _attached(request, pk)
    if not may_write(me(request), found.notice):
        raise Http404
    return _carry_out(
        request,
        found.notice,
        lambda: actions.remove_file(found, by=me(request)),
        "附件拿掉了。",
    )


# Paper


@at_work_or_street
@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet before its minute, or of a notice that is not on the web."""
    found = _notice(request, pk)
    pdf = reverse("notice-desk-poster-pdf", args=[found.pk])
    return poster_page(request, found, pdf=pdf, base="base.html")


@at_work_or_street
@require_safe
def poster_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return poster_file(request, _notice(request, pk))


@at_work_or_street
@require_safe
def correction_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """更正 to be pasted over or beside the old sheet: 原写…，现为…, with the same QR code."""
    found = _notice(request, pk)
    last = found.corrections.effective().first()
    if last is None:
        raise Http404
    context = poster_context(request, found) | {"correction": last, "signed_on": last.at}
    return render(request, "committees/notices/correction_poster.html", context)

"""Pages of cases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.cases import actions
from casework.cases.asking import NOT_FOUND, asks_too_often, standing
from casework.cases.figures import SOON_DAYS
from casework.cases.forms import (
    AskForm,
    CaseEditForm,
    CaseFilter,
    CaseForm,
    CloseForm,
    DeadlineForm,
    FollowUpForm,
    HandOverForm,
    ProgressForm,
    ReasonForm,
    StreetCaseFilter,
    WaitForm,
    refusal_in,
)
from casework.cases.models import Case, CasePhoto
from casework.cases.policies import may_manage
from casework.cases.querysets import CaseQuerySet
from casework.cases.rules import TWO_PEOPLE, steps
from casework.cases.shown import deadline_of, offers, shown_to, timeline
from casework.log.households import last_visit, recent_households
from committees.calendar.querysets import work_calendar
from committees.files.actions import serve_file
from committees.journal.actions import last_hand
from committees.people.access import at_work, at_work_or_street, home_committee, me, street_staff
from committees.people.models import User
from committees.submissions.drafts import draft_fields
from committees.submissions.once import once
from committees.territory.models import Building, Committee
from jiedao.common.errors import Conflict, Refused
from jiedao.common.forms import PortalForm
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page

PAGE = 30
TO_DO, OTHERS, CLOSED = "todo", "others", "closed"
REVEALED = "revealed_case"
TOO_OFTEN = "问得太多次了，请过一刻钟再试，或者打电话问居委会。"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# Lists


@require_safe
@at_work
def cases(request: HttpRequest) -> HttpResponse:
    """要办, 等别人, 办结: every open case of the committee stands in one of the first two."""
    tab = request.GET.get("tab", TO_DO)
    tab = tab if tab in (OTHERS, CLOSED) else TO_DO
    by, committee = me(request), home_committee(request)
    own = Case.objects.visible_to(by).filter(committee=committee)
    form = CaseFilter(request.GET, buildings=Building.objects.filter(estate__committee=committee))
    form.is_valid()
    found = _narrowed(_of_tab(own, tab, by), form.cleaned_data)
    order = ("-closed_at", "-id") if tab == CLOSED else ("due_on", "id")
    page = keyset_page(found.for_lists(), order, request.GET.get("after"), PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": [shown_to(by, case) for case in page.rows],
        "tab": tab,
        "tabs": _tabs(own, tab, by),
        "chips": _chips(request, form),
    }
    return render(request, "casework/cases/list.html", context)


def _of_tab(own: CaseQuerySet, tab: str, by: User) -> CaseQuerySet:
    if tab == CLOSED:
        return own.closed()
    return own.of_others(by) if tab == OTHERS else own.to_do_by(by)


def _tabs(own: CaseQuerySet, tab: str, by: User) -> list[dict[str, object]]:
    """Only open cases are counted."""
    labels = ((TO_DO, "要办"), (OTHERS, "等别人"), (CLOSED, "办结"))
    return [
        {
            "label": label,
            "href": reverse("cases") + (f"?tab={key}" if key != TO_DO else ""),
            "current": key == tab,
            "count": None if key == CLOSED else _of_tab(own, key, by).count(),
        }
        for key, label in labels
    ]


def _narrowed(rows: CaseQuerySet, said: Mapping[str, Any]) -> CaseQuerySet:
    if said.get("q"):
        rows = rows.matching(said["q"])
    if said.get("kind"):
        rows = rows.filter(kind=said["kind"])
    if said.get("building"):
        rows = rows.filter(household__dwelling__building=said["building"])
    return _due(rows, said.get("due", ""))


def _due(rows: CaseQuerySet, due: str) -> CaseQuerySet:
    today = timezone.localdate()
    if due == "late":
        return rows.filter(due_on__lt=today)
    if due == "soon":
        return rows.filter(due_on__range=(today, today + timedelta(days=SOON_DAYS)))
    return rows


def _chips(request: HttpRequest, form: PortalForm) -> list[dict[str, str]]:
    """Each filter in force, with the address that takes it away."""
    chips = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if not value:
            continue
        rest = request.GET.copy()
        rest.pop(name, None)
        rest.pop("after", None)
        words = dict(getattr(field, "choices", ())).get(value) if isinstance(value, str) else value
        chips.append({"label": f"{field.label}：{words or value}", "href": f"?{rest.urlencode()}"})
    return chips


@require_safe
@street_staff
def street_cases(request: HttpRequest) -> HttpResponse:
    """Open cases of the 34, masked. `?due=late|open|soon&c=`; its count is the overview's."""
    form = StreetCaseFilter(request.GET, committees=Committee.objects.in_street_order())
    form.is_valid()
    found = _due(Case.objects.visible_to(me(request)).open(), form.cleaned_data.get("due", ""))
    if form.cleaned_data.get("c"):
        found = found.filter(committee=form.cleaned_data["c"])
    page = keyset_page(found.for_lists(), ("due_on", "id"), request.GET.get("after"), PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": [shown_to(me(request), case) for case in page.rows],
        "count": found.count(),
        "chips": _chips(request, form),
    }
    return render(request, "casework/cases/street.html", context)


@require_safe
@at_work
def recycle_bin(request: HttpRequest) -> HttpResponse:
    """What was taken back in the last 30 days."""
    own = Case.objects.visible_to(me(request)).filter(committee=home_committee(request))
    removed = own.in_bin(timezone.now()).for_lists().select_related("removed_by")
    page = keyset_page(removed, ("-removed_at", "-id"), request.GET.get("after"), PAGE)
    rows = [shown_to(me(request), case) for case in page.rows]
    return render(request, "casework/cases/bin.html", {"page": page, "rows": rows})


# One case


@require_safe
@at_work_or_street
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it stands and what happened. Opening a hardship record is written down."""
    found = _case(request, pk)
    actions.note_reading(found, by=me(request))
    return _case_page(request, found)


def _case(request: HttpRequest, pk: int) -> Case:
    rows = Case.objects.visible_to(me(request)).for_lists()
    found: Case = get_object_or_404(rows.select_related("opened_by", "closing_by", "entry"), pk=pk)
    return found


def _case_page(
    request: HttpRequest, case: Case, *, problem: str = "", status: int = 200
) -> HttpResponse:
    shown = shown_to(me(request), case)
    lines, older = timeline(shown, whole="all" in request.GET)
    opened_on = timezone.localdate(case.opened_at)
    context = {
        "case": case,
        "shown": shown,
        "steps": steps(case.state),
        "last_visit": last_visit(case.household) if case.household else None,
        "deadline": deadline_of(case, work_calendar(), opened_on),
        "lines": lines,
        "older": older,
        "offers": offers(me(request), case, timezone.now()),
        "phone": case.phone if request.session.pop(REVEALED, None) == case.pk else "",
        "two_people": case.kind in TWO_PEOPLE,
        "problem": problem,
    }
    return render(request, "casework/cases/case.html", context, status=status)


@require_safe
@at_work
def photo(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    """A photo, for whoever works in the committee of its case."""
    rows = CasePhoto.objects.visible_to(me(request)).filter(case=pk).select_related("file")
    return serve_file(get_object_or_404(rows, pk=photo_pk).file)


@require_POST
@at_work
@once
def reveal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """显示: the next page shows the number once; the journal knows who looked."""
    found = _case(request, pk)
    actions.reveal_phone(found, by=me(request))
    request.session[REVEALED] = found.pk
    return see_other(reverse("case", args=[pk]))


# Opening and editing


@get_or_post
@at_work
@once
def new(request: HttpRequest) -> HttpResponseBase:
    """A case that did not begin in the log."""
    form = CaseForm(
        request.POST if request.method == "POST" else None,
        committee=home_committee(request),
        by=me(request),
        initial=draft_fields(request),
    )
    if form.is_valid():
        with refusal_in(form):
            opened = actions.open_case(
                form.committee,
                by=me(request),
                words=form.words,
                plan=form.plan,
                at=timezone.now(),
            )
            messages.success(
                request,
                f"登记好了，号码是 {opened}。请告诉居民这个号。",
                extra_tags=f"undo:{reverse('case-undo', args=[opened.pk])}",
            )
            return see_other(reverse("case", args=[opened.pk]))
    context = {"form": form, "recent": recent_households(me(request), form.committee)}
    return render(request, "casework/cases/new.html", context, status=422 if form.is_bound else 200)


@get_or_post
@at_work
@once
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change what is written about a case; who comes second sees both texts."""
    found = _case(request, pk)
    allowed = may_manage(me(request), found)
    if not allowed:
        status = 422 if request.method == "POST" else 200
        return _case_page(request, found, problem=allowed.reason, status=status)
    form = CaseEditForm(
        request.POST if request.method == "POST" else None,
        case=found,
        committee=found.committee,
        by=me(request),
    )
    if form.is_valid():
        with refusal_in(form):
            version = form.cleaned_data["version"]
            try:
                actions.edit_case(found, by=me(request), version=version, words=form.words)
            except Conflict as conflict:
                return _both_texts(request, found, conflict.current, form)
            messages.success(request, "改好了。")
            return see_other(reverse("case", args=[pk]))
    return _edit_page(request, found, form, status=422 if form.is_bound else 200)


def _edit_page(
    request: HttpRequest, case: Case, form: CaseEditForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"case": case, "form": form, **more}
    return render(request, "casework/cases/edit.html", context, status=status)


def _both_texts(
    request: HttpRequest, case: Case, current: Case, form: CaseEditForm
) -> HttpResponse:
    said = form.words
    mine = [("什么事", said.title), ("详细说说", said.text)]
    theirs = [("什么事", current.title), ("详细说说", current.text)]
    form.data = {**request.POST.dict(), "cares": said.cares, "version": current.version}
    who = last_hand(current)
    return _edit_page(request, case, form, status=409, who=who, mine=mine, theirs=theirs)


# One act, one small page


@dataclass(frozen=True)
class Act:
    """How the page of an act calls itself. `url` is the name of its address."""

    url: str
    heading: str
    button: str
    done: str
    hint: str = ""


def _act(
    request: HttpRequest,
    pk: int,
    act: Act,
    make_form: Callable[..., PortalForm],
    carry_out: Callable[[Case, Any], str | None],
) -> HttpResponse:
    """Ask, carry out, go back to the case. `carry_out` may answer with another closing sentence."""
    found = _case(request, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = make_form(*sent, found, initial=draft_fields(request))
    if form.is_valid():
        with refusal_in(form):
            said = carry_out(found, form)
            messages.success(request, said or act.done)
            return see_other(reverse("case", args=[pk]))
    shown = shown_to(me(request), found)
    button = getattr(form, "button", act.button)
    context = {"case": found, "shown": shown, "form": form, "act": act, "button": button}
    status = 422 if form.is_bound else 200
    return render(request, "casework/cases/act.html", context, status=status)


def _form_of(form_class: Callable[..., PortalForm]) -> Callable[..., PortalForm]:
    """Forms that know their case."""
    return lambda *sent_and_case, **more: form_class(
        *sent_and_case[:-1], case=sent_and_case[-1], **more
    )


def _plain(form_class: Callable[..., PortalForm], **fixed: Any) -> Callable[..., PortalForm]:
    """Forms that need no case."""
    return lambda *sent_and_case, **more: form_class(*sent_and_case[:-1], **fixed, **more)


@get_or_post
@at_work
@once
def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """写进展."""

    def carry_out(case: Case, form: PortalForm) -> None:
        said = form.cleaned_data
        actions.add_progress(
            case,
            by=me(request),
            text=said["text"],
            photos=said["photos"],
            still_waiting=bool(said.get("still_waiting")),
            at=timezone.now(),
        )

    act = Act("case-progress", "写进展", "保存", "记好了。")
    return _act(request, pk, act, _form_of(ProgressForm), carry_out)


@get_or_post
@at_work
@once
def wait(request: HttpRequest, pk: int) -> HttpResponseBase:
    """等回复."""

    def carry_out(case: Case, form: PortalForm) -> None:
        said = form.cleaned_data
        actions.wait_for(
            case, by=me(request), who=said["waiting_for"], text=said["text"], at=timezone.now()
        )

    act = Act("case-wait", "等回复", "保存", "记好了，在“等别人”里。")
    return _act(request, pk, act, _plain(WaitForm), carry_out)


@get_or_post
@at_work
@once
def hand_over(request: HttpRequest, pk: int) -> HttpResponseBase:
    """交给别人; it stays mine until the other person accepts."""

    def carry_out(case: Case, form: PortalForm) -> str:
        said = form.cleaned_data
        actions.hand_over(case, by=me(request), to=said["to"], text=said["text"], at=timezone.now())
        return f"已经问{said['to']}了。接下之前，还是原来的人负责。"

    act = Act("case-handover", "交给别人", "交过去", "", "对方接下之前，还是您负责。")
    return _act(request, pk, act, _form_of(HandOverForm), carry_out)


@get_or_post
@at_work
@once
def decline(request: HttpRequest, pk: int) -> HttpResponseBase:
    """退回, with a reason."""

    def carry_out(case: Case, form: PortalForm) -> None:
        actions.decline(case, by=me(request), why=form.cleaned_data["why"], at=timezone.now())

    act = Act("case-decline", "退回", "退回", "已退回，原来的人接着办。")
    return _act(request, pk, act, _plain(ReasonForm, label="为什么退回"), carry_out)


@get_or_post
@at_work
@once
def follow_up(request: HttpRequest, pk: int) -> HttpResponseBase:
    """回访."""

    def carry_out(case: Case, form: PortalForm) -> str:
        content = form.cleaned_data["content"] == "yes"
        actions.follow_up(
            case,
            by=me(request),
            text=form.cleaned_data["said"],
            content=content,
            at=timezone.now(),
        )
        return "回访记好了。" if content else "回访记好了，居民不满意，接着办。"

    act = Act("case-followup", "回访", "保存", "")
    return _act(request, pk, act, _plain(FollowUpForm), carry_out)


@get_or_post
@at_work
@once
def deadline(request: HttpRequest, pk: int) -> HttpResponseBase:
    """改期限."""

    def carry_out(case: Case, form: PortalForm) -> None:
        said = form.cleaned_data
        actions.change_deadline(
            case, by=me(request), due_on=said["due_on"], why=said["why"], at=timezone.now()
        )

    act = Act("case-deadline", "改期限", "保存", "期限改好了，提醒也跟着改了。")
    return _act(request, pk, act, _plain(DeadlineForm), carry_out)


@get_or_post
@at_work
@once
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    """办结: with 回访 where it is missing; hardship asks a second person."""

    def carry_out(case: Case, form: CloseForm) -> str:
        return _finish(request, case, form)

    act = Act("case-close", "办结", "办结", "")
    return _act(request, pk, act, _form_of(CloseForm), carry_out)


def _finish(request: HttpRequest, case: Case, form: CloseForm) -> str:
    """回访, then closing or asking: all of it or nothing."""
    by, now = me(request), timezone.now()
    said = form.cleaned_data
    with transaction.atomic():
        if "content" in said:
            content = said["content"] == "yes"
            actions.follow_up(case, by=by, text=said["said"], content=content, at=now)
            if not content:
                return "回访记好了，居民不满意，接着办。"
        if case.kind in TWO_PEOPLE:
            actions.ask_to_close(case, by=by, closing=form.closing, at=now)
            return "记好了。现在请另一位主任或委员确认办结。"
        actions.close_case(case, by=by, closing=form.closing, at=now)
        return f"事项 {case} 已办结。"


@get_or_post
@at_work
@once
def send_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The second person asks for more."""

    def carry_out(case: Case, form: PortalForm) -> None:
        actions.send_back(case, by=me(request), why=form.cleaned_data["why"], at=timezone.now())

    act = Act("case-send-back", "还差一点", "退回再办", "已退回，接着办。")
    return _act(request, pk, act, _plain(ReasonForm, label="还差什么"), carry_out)


@get_or_post
@at_work
@once
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """重新办."""

    def carry_out(case: Case, form: PortalForm) -> None:
        actions.reopen(case, by=me(request), why=form.cleaned_data["why"], at=timezone.now())

    act = Act("case-reopen", "重新办", "重新办", "又在办了，期限从今天重新算。")
    return _act(request, pk, act, _plain(ReasonForm, label="为什么重新办"), carry_out)


# One tap


def _tap(
    request: HttpRequest, pk: int, act: Callable[..., object], done: str, *, undo: str = ""
) -> HttpResponse:
    """Carry out at once; a refusal stands above the case."""
    found = _case(request, pk)
    try:
        act(found, by=me(request), at=timezone.now())
    except Refused as refused:
        return _case_page(request, found, problem=refused.reason, status=422)
    messages.success(request, done, extra_tags=undo)
    return see_other(reverse("case", args=[pk]))


@require_POST
@at_work
@once
def accept(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _tap(request, pk, actions.accept, "接下了，现在是您在办。")


@require_POST
@at_work
@once
def settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _tap(request, pk, actions.settle_case, "当场办结了。")


@require_POST
@at_work
@once
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _tap(request, pk, actions.confirm_close, "已确认办结。")


@require_POST
@at_work
@once
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _tap(request, pk, actions.remove_case, "已撤销。30 天内可以在这里恢复。")


@require_POST
@at_work
@once
def restore(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _tap(request, pk, actions.restore_case, "已恢复。")


# The resident asks


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """R20: number and last four digits. Five tries a quarter of an hour; one sentence for wrong."""
    form = AskForm(request.POST if request.method == "POST" else None)
    answer, status = None, 200
    if form.is_bound:
        if asks_too_often(request):
            form.is_valid()
            form.add_error(None, TOO_OFTEN)
            status = 429
        elif form.is_valid():
            said = form.cleaned_data
            answer = standing(said["committee"], said["number"], said["tail"])
            if answer is None:
                form.add_error(None, NOT_FOUND)
        if answer is None and status == 200:
            status = 422
    context = {"form": form, "answer": answer}
    return render(request, "casework/cases/ask.html", context, status=status)

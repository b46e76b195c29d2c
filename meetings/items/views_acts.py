"""What people do with an item: one act, one small page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from committees.journal.actions import last_hand
from committees.people.access import at_work, me, posted_as
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.forms import PortalForm
from jiedao.common.http import see_other
from jiedao.common.masks import hide_known
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_change
from meetings.items import actions
from meetings.items.forms import AnswerForm, DoneForm, ProgressForm, ReceiptForm, WhyForm
from meetings.items.policies import hand_of
from meetings.items.raising import raise_item
from meetings.items.receipts import record_receipt
from meetings.items.shown import names_for
from meetings.items.views import has_items, item_detail, visible_item
from meetings.resolutions.forms import ItemChangeForm, Leads, refusal_in
from meetings.resolutions.models import ActionItem

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


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
    carry_out: Callable[[ActionItem, Any], object],
) -> HttpResponse:
    """Show the form, carry the act out, and go back to the item; a refusal keeps what was typed."""
    item = visible_item(request, pk)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = make_form(*bound)
    if form.is_valid():
        with refusal_in(form):
            carry_out(item, form)
            messages.success(request, act.done)
            return see_other(reverse("item", args=[pk]))
    names = names_for(me(request), item)
    context = {"item": item, "what": hide_known(item.what, names=names), "form": form, "act": act}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/items/act.html", context, status=status)


ANSWER = Act("item-answer", "记下回答", "保存", "记好了。")
DONE = Act("item-done", "办好了", "办好了", "记好了，谢谢您。请提议的人或会议主持确认。")
PROGRESS = Act("item-progress", "写进展", "保存", "记好了。")
RETURN = Act("item-send-back", "还差一点", "请再办", "退回去了，对方会收到消息。")
DROP = Act(
    "item-drop", "不再办", "不再办", "记好了，这件不再办。", "只有会上重新商定过，才这样记。"
)
RECEIPT = Act("item-receipt", "记送达回执", "保存", "送达回执记好了。")


@get_or_post
@has_items
@once
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    def carry_out(item: ActionItem, form: AnswerForm) -> None:
        hand = hand_of(me(request), item, timezone.localdate())
        said = form.cleaned_data["text"]
        actions.answer_item(item, by=hand, agrees=form.agrees, text=said, at=timezone.now())

    return _act(request, pk, ANSWER, AnswerForm, carry_out)


@require_POST
@has_items
@once
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """同意 in one tap, for its owner."""
    item = visible_item(request, pk)
    hand = hand_of(me(request), item, timezone.localdate())
    return _at_once(
        request,
        item,
        lambda: actions.answer_item(item, by=hand, agrees=True, at=timezone.now()),
        "记好了，谢谢您。",
    )


@get_or_post
@has_items
@once
def done(request: HttpRequest, pk: int) -> HttpResponse:
    def carry_out(item: ActionItem, form: DoneForm) -> None:
        hand = hand_of(me(request), item, timezone.localdate())
        actions.finish_item(item, by=hand, said=form.said, at=timezone.now())

    return _act(request, pk, DONE, DoneForm, carry_out)


@get_or_post
@has_items
@once
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    def carry_out(item: ActionItem, form: ProgressForm) -> None:
        hand = hand_of(me(request), item, timezone.localdate())
        actions.note_progress(item, by=hand, said=form.said, at=timezone.now())

    return _act(request, pk, PROGRESS, ProgressForm, carry_out)


@require_POST
@has_items
@once
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """确认办结, by the proposer or the chair."""
    item = visible_item(request, pk)
    return _at_once(
        request,
        item,
        lambda: actions.confirm_item(item, by=me(request), at=timezone.now()),
        "确认办结了。",
    )


@require_POST
@at_work
@once
def raise_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """提到会上: as a topic of the next meeting."""
    item = visible_item(request, pk)
    return _at_once(
        request,
        item,
        lambda: raise_item(item, by=me(request), at=timezone.now()),
        "提上去了，等主任安排到会上。",
    )


def _at_once(
    request: HttpRequest, item: ActionItem, act: Callable[[], object], words: str
) -> HttpResponse:
    """A button without a form: a refusal stands on the page of the item."""
    try:
        act()
    except Refused as refused:
        return item_detail(request, item, problem=refused.reason, status=422)
    messages.success(request, words)
    return see_other(reverse("item", args=[item.pk]))


@get_or_post
@has_items
@once
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    def make(*data: Any) -> WhyForm:
        return WhyForm(*data, label="还差什么")

    def carry_out(item: ActionItem, form: WhyForm) -> None:
        actions.send_back(item, by=me(request), why=form.cleaned_data["why"], at=timezone.now())

    return _act(request, pk, RETURN, make, carry_out)


@get_or_post
@at_work
@once
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    def make(*data: Any) -> WhyForm:
        return WhyForm(*data, label="为什么不再办")

    def carry_out(item: ActionItem, form: WhyForm) -> None:
        actions.drop_item(item, by=me(request), why=form.cleaned_data["why"], at=timezone.now())

    return _act(request, pk, DROP, make, carry_out)


@get_or_post
@at_work
@once
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    def make(*data: Any) -> ReceiptForm:
        return ReceiptForm(*data, initial={"handed_on": "今天"})

    def carry_out(item: ActionItem, form: ReceiptForm) -> None:
        record_receipt(item, form.handed, by=me(request), at=timezone.now())

    return _act(request, pk, RECEIPT, make, carry_out)


@get_or_post
@at_work
@once
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, another day, another owner: whoever leads it now is asked again."""
    item = visible_item(request, pk)
    data = request.POST if request.method == "POST" else None
    leads = Leads.of(item.committee)
    form = ItemChangeForm(data, leads=leads, initial=ItemChangeForm.first(item))
    if form.is_valid():
        with refusal_in(form):
            version = form.cleaned_data["version"] or 0
            try:
                actions.ask_again(
                    item, form.plan, by=me(request), version=version, at=timezone.now()
                )
            except Conflict as conflict:
                return _both_texts(request, item, conflict.current, form)
            messages.success(request, "改好了，牵头的会收到消息。")
            return see_other(reverse("item", args=[pk]))
    return _change_page(request, item, form, status=422 if form.is_bound else 200)


def _change_page(
    request: HttpRequest, item: ActionItem, form: ItemChangeForm, *, status: int, **more: Any
) -> HttpResponse:
    context = {"item": item, "form": form, **more}
    return render(request, "meetings/items/change.html", context, status=status)


def _both_texts(
    request: HttpRequest, item: ActionItem, current: ActionItem, form: ItemChangeForm
) -> HttpResponse:
    plan = form.plan
    mine = [("牵头", str(plan.body or plan.person)), ("做什么", plan.what), ("哪天前", plan.due_on)]
    theirs = [("牵头", current.lead), ("做什么", current.what), ("哪天前", current.due_on)]
    form.data = request.POST.copy()
    form.data["version"] = str(current.version)
    return _change_page(
        request, item, form, status=409, who=last_hand(current), mine=mine, theirs=theirs
    )


@require_POST
@posted_as(Role.DIRECTOR)
@once
def end_link(request: HttpRequest, pk: int, guest: int) -> HttpResponse:
    """停用链接: a link that went astray opens nothing from now on."""
    meetings = Meeting.objects.visible_to(me(request))
    meeting: Meeting = get_object_or_404(meetings.select_related("committee"), pk=pk)
    invited = get_object_or_404(InvitedBody, meeting=meeting, pk=guest)
    if not may_change(me(request), meeting):
        raise Http404
    try:
        actions.end_link(invited, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, f"{invited.body.name}的链接停用了。")
    return see_other(f"{reverse('meeting', args=[pk])}#guest-{invited.pk}")

"""/actions/: what was agreed, for whoever leads it and for the committee that follows it up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.files.actions import serve_file
from committees.journal.actions import last_hand
from committees.people.access import at_work, home_committee, me, posted_as
from committees.reach.states import PARTNER_ROLES, WORKING_ROLES, Role
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.forms import PortalForm
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_change
from meetings.items import actions
from meetings.items.forms import AnswerForm, DoneForm, ProgressForm, ReceiptForm, WhyForm
from meetings.items.policies import hand_of
from meetings.items.receipts import record_receipt
from meetings.items.shown import names_for, offers, slips_of, story
from meetings.resolutions.forms import ItemChangeForm, Leads, refusal_in
from meetings.resolutions.hiding import hide_names, residents_named
from meetings.resolutions.models import ActionItem, ItemPhoto, Receipt
from meetings.resolutions.panel import ItemRow
from meetings.resolutions.querysets import ActionItemQuerySet
from meetings.resolutions.states import ItemState

PAGE = 30
DONE_SHOWN = 10
MINE, CONFIRM, OPEN, OVER = "mine", "confirm", "open", "over"
TABS = ((MINE, "要我办的"), (CONFIRM, "等确认"), (OPEN, "全部在办"), (OVER, "结束的"))

has_items = posted_as(*WORKING_ROLES, *PARTNER_ROLES)
follows_items = posted_as(*WORKING_ROLES, *PARTNER_ROLES, Role.STREET_LEADER, Role.CLERK)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# Lists


@require_safe
@has_items
def item_list(request: HttpRequest) -> HttpResponse:
    """Late first. A partner reads the own items; the committee's people follow up all of theirs."""
    if me(request).reach.committee_ids:
        return _of_committee(request)
    return _of_partner(request)


def _of_committee(request: HttpRequest) -> HttpResponse:
    tab = request.GET.get("tab", MINE)
    tab = tab if tab in (CONFIRM, OPEN, OVER) else MINE
    rows = _of_tab(request, tab)
    order = ("-due_on", "-id") if tab == OVER else ("due_on", "id")
    page = keyset_page(rows.for_lists(), order, request.GET.get("after"), PAGE)
    context = {
        "tab": tab,
        "tabs": [
            {
                "label": label,
                "href": reverse("actions") + (f"?tab={key}" if key != MINE else ""),
                "current": key == tab,
                "count": None if key == OVER else _of_tab(request, key).count(),
            }
            for key, label in TABS
        ],
        "page": page,
        "rows": [ItemRow(item, item.what) for item in page.rows],
    }
    return render(request, "meetings/items/list.html", context)


def _of_tab(request: HttpRequest, tab: str) -> ActionItemQuerySet:
    user = me(request)
    own = ActionItem.objects.visible_to(user)
    if tab == MINE:
        return own.led_by(user).open().exclude(state=ItemState.DONE)
    here = own.filter(committee=home_committee(request))
    if tab == CONFIRM:
        return here.filter(state=ItemState.DONE)
    return here.over() if tab == OVER else here.open()


def _of_partner(request: HttpRequest) -> HttpResponse:
    user, now = me(request), timezone.now()
    mine = ActionItem.objects.visible_to(user).for_lists()
    to_do = list(mine.open().exclude(state=ItemState.DONE).order_by("due_on", "pk"))
    done = list(
        mine.filter(state__in=[ItemState.DONE, ItemState.CONFIRMED]).order_by("-done_at", "-pk")[
            :DONE_SHOWN
        ]
    )
    names = residents_named(
        [item.what for item in [*to_do, *done]], {item.committee_id for item in [*to_do, *done]}
    )
    context = {
        "to_do": [ItemRow(item, hide_names(item.what, names)) for item in to_do],
        "done": [ItemRow(item, hide_names(item.what, names)) for item in done],
        "meetings": Meeting.objects.expected_of(user.reach)
        .planned()
        .since(now)
        .select_related("committee")
        .order_by("starts_at", "pk"),
    }
    return render(request, "meetings/items/partner.html", context)


# One item


@require_safe
@follows_items
def item_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What, who, by when, the story with its photos, and what may be done next."""
    return _item_page(request, _item(request, pk))


def _item(request: HttpRequest, pk: int) -> ActionItem:
    rows = ActionItem.objects.visible_to(me(request)).select_related(
        "committee",
        "body",
        "person",
        "written_by",
        "confirmed_by",
        "resolution__topic__body",
        "resolution__meeting__rules",
    )
    found: ActionItem = get_object_or_404(rows, pk=pk)
    return found


def _item_page(
    request: HttpRequest, item: ActionItem, *, problem: str = "", status: int = 200
) -> HttpResponse:
    user = me(request)
    names = names_for(user, item)
    context = {
        "item": item,
        "what": hide_names(item.what, names),
        "answer": hide_names(item.answer, names),
        "proof": hide_names(item.proof, names),
        "topic": hide_names(item.resolution.topic.text, names),
        "helpers": list(item.helpers.all()),
        "lines": story(item, names),
        "slips": slips_of(item),
        "offers": offers(user, item, timezone.localdate()),
        "partner": not user.reach.committee_ids and not user.reach.whole_street,
        "street": user.reach.whole_street,
        "problem": problem,
    }
    return render(request, "meetings/items/item.html", context, status=status)


@require_safe
@follows_items
def item_photo(request: HttpRequest, pk: int, photo: int) -> HttpResponseBase:
    rows = ItemPhoto.objects.visible_to(me(request)).filter(item=pk).select_related("file")
    return serve_file(get_object_or_404(rows, pk=photo).file)


@require_safe
@follows_items
def receipt_photo(request: HttpRequest, pk: int, receipt: int) -> HttpResponseBase:
    rows = Receipt.objects.visible_to(me(request)).filter(item=pk, photo__isnull=False)
    return serve_file(get_object_or_404(rows.select_related("photo"), pk=receipt).photo)


@require_safe
@follows_items
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """《议定事项告知单》 with the receipt to cut off (R5, R23)."""
    item = _item(request, pk)
    names = names_for(me(request), item)
    context = {
        "item": item,
        "what": hide_names(item.what, names),
        "text": hide_names(item.resolution.text, names),
        "topic": hide_names(item.resolution.topic.text, names),
        "helpers": list(item.helpers.all()),
        "meeting": item.resolution.meeting,
    }
    return render(request, "meetings/items/slip.html", context)


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
    carry_out: Callable[[ActionItem, Any], object],
) -> HttpResponse:
    """Show the form, carry the act out, and go back to the item; a refusal keeps what was typed."""
    item = _item(request, pk)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = make_form(*bound)
    if form.is_valid():
        with refusal_in(form):
            carry_out(item, form)
            messages.success(request, act.done)
            return see_other(reverse("item", args=[pk]))
    names = names_for(me(request), item)
    context = {"item": item, "what": hide_names(item.what, names), "form": form, "act": act}
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
    item = _item(request, pk)
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
    item = _item(request, pk)
    return _at_once(
        request,
        item,
        lambda: actions.confirm_item(item, by=me(request), at=timezone.now()),
        "确认办结了。",
    )


def _at_once(
    request: HttpRequest, item: ActionItem, act: Callable[[], object], words: str
) -> HttpResponse:
    """A button without a form: a refusal stands on the page of the item."""
    try:
        act()
    except Refused as refused:
        return _item_page(request, item, problem=refused.reason, status=422)
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
    item = _item(request, pk)
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

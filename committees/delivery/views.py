"""The inbox and the call list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.delivery import calls as calling
from committees.delivery.forms import Again, TickForm
from committees.people.access import at_work_or_street, me, posted_as, signed_in
from committees.reach.states import WORKING_ROLES, Role
from committees.reminders.models import Call, InboxMessage
from committees.reminders.states import CallOutcome
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import local_url, see_other
from jiedao.common.pages import keyset_page

phones = posted_as(*WORKING_ROLES, Role.CLERK)
MOST_CALLS = 100


@signed_in
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    mine = InboxMessage.objects.visible_to(me(request))
    page = keyset_page(mine, ("-at", "-id"), request.GET.get("after"), 30)
    unread = mine.unread().count()
    return render(request, "committees/delivery/inbox.html", {"page": page, "unread": unread})


@signed_in
@require_POST
@once
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and lead to what it is about."""
    message = get_object_or_404(InboxMessage.objects.visible_to(me(request)), pk=pk)
    InboxMessage.objects.unread().filter(pk=message.pk).update(read_at=timezone.now())
    return see_other(local_url(message.url, fallback=reverse("inbox")))


@signed_in
@require_POST
@once
def read_all(request: HttpRequest) -> HttpResponse:
    unread = InboxMessage.objects.visible_to(me(request)).unread()
    count = unread.update(read_at=timezone.now())
    messages.success(request, f"{count} 条都标为看过了。")
    return see_other(reverse("inbox"))


@at_work_or_street
@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    return calls_page(request)


def calls_page(request: HttpRequest, refusal: str = "") -> HttpResponse:
    """Whom to phone now, and whom later; after a refusal with its sentence on top.

    The numbers are those of colleagues who asked to be phoned, so they stand there in full.
    """
    now = timezone.now()
    open_calls = Call.objects.visible_to(me(request)).to_make(now)
    rows = list(open_calls.select_related("recipient", "committee", "tried_by")[:MOST_CALLS])
    context = {
        "now": [call for call in rows if call.call_at <= now],
        "later": [call for call in rows if call.call_at > now],
        "may_tick": bool(me(request).reach.roles & (WORKING_ROLES | {Role.CLERK})),
        "again": Again.choices,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "committees/delivery/calls.html", context, status=status)


@phones
@require_POST
@once
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    call = get_object_or_404(Call.objects.visible_to(me(request)), pk=pk)
    form = TickForm(request.POST)
    now = timezone.now()
    if not form.is_valid():
        return calls_page(request, "请点一下电话打得怎么样。")
    outcome = CallOutcome(form.cleaned_data["outcome"])
    try:
        call = calling.tick_call(call, outcome, by=me(request), at=now, again_at=form.again_at(now))
    except Refused as refused:
        return calls_page(request, refused.reason)
    undo = f"undo:{reverse('call-undo', args=[call.pk])}" if call.done_at else ""
    messages.success(request, f"{call.who}：{outcome.label}，记下了。", extra_tags=undo)
    return see_other(reverse("calls"))


@phones
@require_POST
@once
def undo_tick(request: HttpRequest, pk: int) -> HttpResponse:
    call = get_object_or_404(Call.objects.visible_to(me(request)), pk=pk)
    try:
        calling.take_back_tick(call, by=me(request), at=timezone.now())
    except Refused as refused:
        return calls_page(request, refused.reason)
    messages.success(request, f"{call.who}又回到名单上了。")
    return see_other(reverse("calls"))

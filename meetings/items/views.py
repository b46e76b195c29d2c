"""/actions/: what was agreed, for whoever leads it and for the committee that follows it up."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.files.actions import serve_file
from committees.people.access import home_committee, me, posted_as
from committees.people.models import User
from committees.reach.states import PARTNER_ROLES, WORKING_ROLES, Role
from jiedao.common.masks import hide_known
from jiedao.common.pages import keyset_page
from jiedao.common.panels import Part
from meetings.attendance.models import Attendee
from meetings.convening.models import Meeting
from meetings.items.boards import ASKED
from meetings.items.shown import names_for, offers, slips_of, story
from meetings.resolutions.hiding import residents_named
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
        "asked": _asked_beside(request) if tab == MINE else [],
    }
    return render(request, "meetings/items/list.html", context)


def _asked_beside(request: HttpRequest) -> list[Part]:
    """What this person, or a body for which she speaks, was asked outside of meetings."""
    return ASKED.parts(me(request), me(request), timezone.now())


def _of_tab(request: HttpRequest, tab: str) -> ActionItemQuerySet:
    user = me(request)
    own = ActionItem.objects.visible_to(user)
    if tab == MINE:
        return own.led_by(user).open().exclude(state=ItemState.DONE)
    here = own.filter(committee=home_committee(request))
    if tab == CONFIRM:
        return here.filter(state=ItemState.DONE)
    return here.over() if tab == OVER else here.open()


def _invitations(user: User, now: datetime) -> list[tuple[Meeting, Attendee | None]]:
    """The meetings to come, and what she answered. Two queries."""
    ahead = Meeting.objects.expected_of(user.reach).planned().since(now)
    meetings = list(ahead.select_related("committee").order_by("starts_at", "pk"))
    mine = Attendee.objects.filter(user=user, meeting__in=meetings)
    row_of = {row.meeting_id: row for row in mine}
    return [(meeting, row_of.get(meeting.pk)) for meeting in meetings]


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
        "to_do": [ItemRow(item, hide_known(item.what, names=names)) for item in to_do],
        "done": [ItemRow(item, hide_known(item.what, names=names)) for item in done],
        "asked": _asked_beside(request),
        "meetings": _invitations(user, now),
    }
    return render(request, "meetings/items/partner.html", context)


# One item


@require_safe
@follows_items
def item_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What, who, by when, the story with its photos, and what may be done next."""
    return item_detail(request, visible_item(request, pk))


def visible_item(request: HttpRequest, pk: int) -> ActionItem:
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


def item_detail(
    request: HttpRequest, item: ActionItem, *, problem: str = "", status: int = 200
) -> HttpResponse:
    user = me(request)
    names = names_for(user, item)
    context = {
        "item": item,
        "what": hide_known(item.what, names=names),
        "answer": hide_known(item.answer, names=names),
        "proof": hide_known(item.proof, names=names),
        "topic": hide_known(item.resolution.topic.text, names=names),
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
    item = visible_item(request, pk)
    names = names_for(me(request), item)
    context = {
        "item": item,
        "what": hide_known(item.what, names=names),
        "text": hide_known(item.resolution.text, names=names),
        "topic": hide_known(item.resolution.topic.text, names=names),
        "helpers": list(item.helpers.all()),
        "meeting": item.resolution.meeting,
    }
    return render(request, "meetings/items/slip.html", context)

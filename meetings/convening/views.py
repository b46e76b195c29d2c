"""The list of meetings, and the link for a body."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from committees.people.access import at_work, home_committee, me, posted_as
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page
from jiedao.common.shown_once import keep_for_next_page
from meetings.convening.actions import make_link
from meetings.convening.invitations import page_of
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_change
from meetings.convening.querysets import representatives_held
from meetings.kinds.querysets import times_a_year
from meetings.kinds.states import KindKey

director = posted_as(Role.DIRECTOR)
COMING_MOST = 50
PAGE = 20


@require_GET
@at_work
def meeting_list(request: HttpRequest) -> HttpResponse:
    """What is planned, the nearest first, and what is over, the newest first."""
    committee = home_committee(request)
    ours = Q(committee=committee) | Q(whole_street=True)
    mine = Meeting.objects.visible_to(me(request)).filter(ours)
    today = timezone.localdate()
    held = representatives_held([committee], today.year)[committee.pk]
    a_year = times_a_year(KindKey.REPRESENTATIVES, today)
    context = {
        "committee": committee,
        "year": today.year,
        "now": timezone.now(),
        "planned": mine.planned().order_by("starts_at", "pk")[:COMING_MOST],
        "page": keyset_page(mine.over(), ("-starts_at", "-id"), request.GET.get("after"), PAGE),
        "held": held,
        "a_year": a_year,
        "boxes": [(number, number <= held) for number in range(1, a_year + 1)],
        "leads": me(request).reach.leads(committee.pk),
    }
    return render(request, "meetings/convening/list.html", context)


@require_POST
@director
@once
def meeting_link(request: HttpRequest, pk: int, guest: int) -> HttpResponse:
    """Make the link of a body; the next page shows it, once."""
    meeting = own_meeting(request, pk)
    invited = get_object_or_404(meeting.invited_bodies, pk=guest)
    keep_for_next_page(request, link_name(invited), make_link(invited, by=me(request)))
    messages.success(request, "链接做好了，请现在复制。它只显示这一次。")
    return see_other(f"{page_of(meeting)}#guest-{invited.pk}")


def visible_meeting(request: HttpRequest, pk: int) -> Meeting:
    """With everything that its facts and its policies ask for. 404 for a stranger."""
    meetings = Meeting.objects.visible_to(me(request)).select_related(
        "committee", "chair", "kind", "rules"
    )
    meeting: Meeting = get_object_or_404(meetings, pk=pk)
    return meeting


def own_meeting(request: HttpRequest, pk: int) -> Meeting:
    """A meeting that the person may change; 404 for everybody else."""
    meeting = visible_meeting(request, pk)
    if not may_change(me(request), meeting):
        raise Http404
    return meeting


def link_name(invited: InvitedBody) -> str:
    """Under which a fresh link waits for the page that shows it once."""
    return f"guest-{invited.pk}"

"""An alarm that is over, and what was seen at a door, become a case."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.knocks.views import find_knock, knock_page
from casework.log.views import entry_page, find_entry
from casework.visits.actions import case_of_knock, urgent_case_of
from committees.people.access import at_work, me
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@require_POST
@at_work
@once
def make_case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """变成事项, in one tap."""
    found = find_knock(request, pk)
    try:
        case = case_of_knock(found, by=me(request), at=timezone.now())
    except Refused as refused:
        return knock_page(request, found, problem=refused.reason, status=422)
    messages.success(
        request,
        f"已变成事项，号码是 {case}。",
        extra_tags=f"undo:{reverse('case-undo', args=[case.pk])}",
    )
    return see_other(reverse("case", args=[case.pk]))


@require_POST
@at_work
@once
def make_urgent_case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """困难，急, in one tap."""
    entry = find_entry(request, pk)
    try:
        case = urgent_case_of(entry, by=me(request), at=timezone.now())
    except Refused as refused:
        return entry_page(request, entry, problem=refused.reason, status=422)
    messages.success(
        request,
        f"已登记成急难事项，号码是 {case}，时限从上门那时算起。",
        extra_tags=f"undo:{reverse('case-undo', args=[case.pk])}",
    )
    return see_other(reverse("case", args=[case.pk]))

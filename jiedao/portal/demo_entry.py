"""The demo entry: come in as somebody of the fiction, with one button."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committees.people.models import Posting
from committees.people.sessions import let_in, way_on
from committees.reach.states import STREET_ROLES, Role
from committees.territory.models import Committee
from jiedao.common.error_pages import error_page
from jiedao.common.http import see_other

DEMO_ROLES = (
    (Role.DIRECTOR, "居委会主任"),
    (Role.MEMBER, "居委会委员"),
    (Role.CLERK, "街道社区科"),
    (Role.STREET_LEADER, "街道领导"),
    (Role.BRANCH, "居民区党组织"),
    (Role.STATION, "社区工作站"),
    (Role.PROPERTY, "物业"),
    (Role.OWNERS, "业委会"),
    (Role.ADMIN, "系统管理员"),
    (Role.AUDITOR, "审计员"),
    (Role.ELECTION_HEAD, "选举委员会主任"),
    (Role.SCRUTINEER, "总监票人"),
    (Role.TELLER, "计票人"),
    (Role.ISSUER, "发票人"),
)


def demo_committees() -> Any:
    return Committee.objects.in_street_order() if settings.JIEDAO_DEMO else []


@require_POST
def demo_enter(request: HttpRequest) -> HttpResponse:
    """Come in as somebody of the fiction. 404 outside the demo, and where nobody holds the post."""
    if not settings.JIEDAO_DEMO:
        raise Http404
    try:
        role = Role(request.POST.get("role", ""))
    except ValueError:
        return error_page(400, request)
    posting = _demo_postings(role, request.POST.get("committee", "")).first()
    if posting is None:
        raise Http404
    let_in(request, posting.user, way="演示", demo=True)
    return see_other(way_on(request, posting.user))


def _demo_postings(role: Role, slug: str) -> Any:
    held = Posting.objects.on(timezone.localdate()).filter(role=role, user__is_active=True)
    if role not in STREET_ROLES:
        every = Committee.objects.in_street_order()
        chosen = every.filter(slug=slug) if slug else every
        held = held.filter(committee=chosen.first()) if chosen else held.none()
    return held.select_related("user").order_by("pk")

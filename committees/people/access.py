"""Who may open a page at all. What they see on it is a queryset's business."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse

from committees.people.models import User
from committees.people.pending import stash_post
from committees.reach.states import ELECTED_ROLES, WORKING_ROLES, Role
from committees.territory.models import Committee
from jiedao.common.http import see_other
from jiedao.common.outbox import from_outbox

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def sign_in_url(request: HttpRequest) -> str:
    return f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}"


def signed_in(view: Page[P]) -> Page[P]:
    """Anonymous: to the sign-in page, whether or not the thing exists.

    What was typed is kept here, unless the device says that it keeps it itself.
    """

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method == "POST" and not from_outbox(request):
                stash_post(request)
            response = see_other(sign_in_url(request))
            response.status_code = 302
            return response
        return view(request, *args, **kwargs)

    return page


def posted_as(*roles: Role) -> Callable[[Page[P]], Page[P]]:
    """Signed in and holding one of the roles today; anybody else gets the 404 of a missing page."""
    wanted = frozenset(roles)

    def gate(view: Page[P]) -> Page[P]:
        @signed_in
        @wraps(view)
        def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not cast(User, request.user).reach.roles & wanted:
                raise Http404
            return view(request, *args, **kwargs)

        return page

    return gate


at_work = posted_as(*WORKING_ROLES)
"""Director, member, party branch, station: whoever works inside a committee."""

elected = posted_as(*ELECTED_ROLES)
"""Director and members."""

street_staff = posted_as(Role.STREET_LEADER, Role.CLERK)
"""Whoever sees all 34."""

at_work_or_street = posted_as(*WORKING_ROLES, Role.STREET_LEADER, Role.CLERK)


def me(request: HttpRequest) -> User:
    """The signed-in person, typed."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """The data of a bound form: what was posted, even when it is nothing at all."""
    return request.POST if request.method == "POST" else None


def home_committee(request: HttpRequest) -> Committee:
    """The committee the person works for: the first in the street's order. 404 without one."""
    kept: Any = request.__dict__.get("_home_committee")
    if kept is None:
        kept = (
            Committee.objects.filter(pk__in=me(request).reach.committee_ids)
            .in_street_order()
            .first()
        )
        if kept is None:
            raise Http404
        request.__dict__["_home_committee"] = kept
    return cast(Committee, kept)

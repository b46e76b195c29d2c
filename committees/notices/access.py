"""Which notice a person may open, write, or hang on the own board; anything else is a 404."""

from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from committees.notices.models import Notice
from committees.notices.policies import may_post_on_board, may_write
from committees.people.access import home_committee, me
from committees.territory.models import Committee

form_page = require_http_methods(["GET", "HEAD", "POST"])


def own_committee(request: HttpRequest) -> Committee | None:
    """Whose notices this person writes; None is the street."""
    return None if me(request).reach.whole_street else home_committee(request)


def visible_notice(request: HttpRequest, pk: int) -> Notice:
    rows = Notice.objects.visible_to(request.user).select_related("committee", "author")
    return cast(Notice, get_object_or_404(rows, pk=pk))


def own_notice(request: HttpRequest, pk: int) -> Notice:
    """One that this person may write; the street reads the committees' but does not write them."""
    found = visible_notice(request, pk)
    if not may_write(me(request), found):
        raise Http404
    return found


def on_own_board(request: HttpRequest, pk: int) -> Notice:
    """One whose paper hangs on this person's board, aid of the street among them."""
    found = visible_notice(request, pk)
    if not may_post_on_board(me(request), found):
        raise Http404
    return found

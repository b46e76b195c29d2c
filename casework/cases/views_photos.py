"""Photos of cases: looked at, taken off, put back."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from casework.cases.models import CasePhoto
from casework.cases.rights import may_read
from casework.cases.timeline import photo_place
from casework.cases.views import get_or_post
from committees.files.views_photos import put_back_at_once, show_photo, take_off_page
from committees.people.access import at_work, me
from committees.submissions.once import once


def _photo(request: HttpRequest, pk: int, photo_pk: int) -> CasePhoto:
    rows = CasePhoto.objects.visible_to(me(request)).filter(case=pk)
    found: CasePhoto = get_object_or_404(
        rows.select_related("file", "case__committee"), pk=photo_pk
    )
    if not may_read(me(request), found.case):
        raise Http404
    return found


@require_safe
@at_work
def photo(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    """A photo, for whoever works in the committee of its case."""
    found = _photo(request, pk, photo_pk)
    return show_photo(request, found, photo_place(found.case, found))


@get_or_post
@at_work
@once
def photo_remove(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    found = _photo(request, pk, photo_pk)
    return take_off_page(request, found, photo_place(found.case, found))


@require_POST
@at_work
@once
def photo_restore(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    found = _photo(request, pk, photo_pk)
    return put_back_at_once(request, found, photo_place(found.case, found))

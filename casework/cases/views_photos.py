"""Photos of cases: looked at, taken off, put back."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from casework.cases.models import CasePhoto
from casework.cases.rights import may_read
from casework.cases.timeline import photo_place
from committees.files.views_photos import photo_pages
from committees.people.access import me


def _photo(request: HttpRequest, pk: int, photo_pk: int) -> CasePhoto:
    rows = CasePhoto.objects.visible_to(me(request)).filter(case=pk)
    found: CasePhoto = get_object_or_404(
        rows.select_related("file", "case__committee"), pk=photo_pk
    )
    if not may_read(me(request), found.case):
        raise Http404
    return found


photo, photo_remove, photo_restore = photo_pages(
    _photo, lambda found: photo_place(found.case, found)
)

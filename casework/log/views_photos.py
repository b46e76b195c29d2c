"""Photos of entries: looked at, taken off, put back."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from casework.log.models import LogPhoto
from casework.log.shown import photo_place
from committees.files.views_photos import photo_pages
from committees.people.access import me


def _photo(request: HttpRequest, pk: int, photo_pk: int) -> LogPhoto:
    rows = LogPhoto.objects.visible_to(me(request)).filter(entry=pk)
    found: LogPhoto = get_object_or_404(
        rows.select_related("file", "entry__committee"), pk=photo_pk
    )
    return found


photo, photo_remove, photo_restore = photo_pages(
    _photo, lambda found: photo_place(found.entry, found)
)

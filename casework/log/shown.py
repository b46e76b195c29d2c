"""The photos of an entry as its page shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.log.models import LogEntry, LogPhoto
from committees.files.shown import OffPhoto, picture_of, taken_off
from committees.files.taking_off import Place
from committees.people.models import User


@dataclass(frozen=True)
class Photos:
    """Those on the record, and those this reader may put back."""

    on: list[dict[str, Any]]
    off: list[OffPhoto]


def photos_of(entry: LogEntry, *, by: User, at: datetime) -> Photos:
    """One query."""
    rows = list(entry.photos.select_related("file", "removed_by").order_by("pk"))
    kept = [photo for photo in rows if photo.is_kept]
    return Photos(
        [picture_of(photo, photo_place(entry, photo), by=by, at=at) for photo in kept],
        taken_off(rows, lambda photo: photo_place(entry, photo), by=by, at=at),
    )


def photo_place(entry: LogEntry, photo: LogPhoto) -> Place:
    return Place(
        slice="log",
        committee=entry.committee,
        label=f"{entry.get_kind_display()} {entry.happened_on:%-m月%-d日}",
        kept=entry.is_kept,
        back=reverse("log-entry", args=[entry.pk]),
        picture=reverse("log-photo", args=[entry.pk, photo.pk]),
    )

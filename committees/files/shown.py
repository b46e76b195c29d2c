"""The photos of a record as its page shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from committees.files.policies import may_put_back, may_take_off
from committees.files.taking_off import Photo, Place
from committees.people.models import User


@dataclass(frozen=True)
class OffPhoto:
    """A photo that was taken off, for somebody who may put it back."""

    photo: Photo
    restore_url: str


def picture_of(photo: Photo, place: Place, *, by: User, at: datetime) -> dict[str, Any]:
    """A photo as the component `photo_list` reads it; with the way to take it off, if any."""
    may = place.kept and may_take_off(by, photo.file, place.committee.pk, at)
    name = photo.file.name
    return {"url": place.picture, "caption": name, "remove_url": place.remove if may else ""}


def taken_off(
    photos: Iterable[Photo], place_of: Callable[[Photo], Place], *, by: User, at: datetime
) -> list[OffPhoto]:
    """Those of the photos that are off and that this person may put back."""
    off = [(photo, place_of(photo)) for photo in photos if photo.removed_at is not None]
    return [
        OffPhoto(photo, place.restore)
        for photo, place in off
        if may_put_back(by, photo, photo.file, place.committee.pk, at)
    ]

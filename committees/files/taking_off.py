"""One photo is taken off its record, lies in the bin for 30 days, and can be put back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from committees.files.actions import discard_files
from committees.files.policies import is_own_of_today, may_put_back, may_take_off
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.bases import BIN_DAYS
from jiedao.common.errors import Refused

Photo = Any
"""A `Recyclable` row with `file` and `removed_why`: LogPhoto, CasePhoto."""


@dataclass(frozen=True)
class Place:
    """The record a photo stands on. Addresses are whole paths; `kept`: is the record itself?"""

    slice: str
    committee: Committee
    label: str
    kept: bool
    back: str
    picture: str

    @property
    def remove(self) -> str:
        return f"{self.picture}remove/"

    @property
    def restore(self) -> str:
        return f"{self.picture}restore/"


def take_off(photo: Photo, place: Place, *, by: User, why: str, at: datetime) -> Photo:
    """去掉: off the record at once, 30 days in the bin, one journal row.

    Refused: anybody but who added it (the same day) and the director (with a reason); a record
    that is itself removed; a photo that is off already.
    """
    with transaction.atomic():
        photo = _locked(photo)
        if not place.kept:
            raise Refused("这条已经撤销，请先恢复。")
        if photo.removed_at is not None:
            raise Refused("这张照片已经去掉了。")
        may_take_off(by, photo.file, place.committee.pk, at).require()
        if not why.strip() and not is_own_of_today(by, photo.file, at):
            raise Refused("请写“为什么去掉”。")
        before = digest(photo)
        photo.removed_at, photo.removed_by, photo.removed_why = at, by, why.strip()
        photo.save()
        _record("photo-remove", photo, place, by, before)
    return photo


def put_back(photo: Photo, place: Place, *, by: User, at: datetime) -> Photo:
    """放回, within 30 days. Refused: anybody but the two, and who took it off."""
    with transaction.atomic():
        photo = _locked(photo)
        may_put_back(by, photo, photo.file, place.committee.pk, at).require()
        before = digest(photo)
        photo.removed_at = photo.removed_by = None
        photo.removed_why = ""
        photo.save()
        _record("photo-restore", photo, place, by, before)
    return photo


def empty_bin(photos: Any, at: datetime) -> int:
    """Delete for good what has been off its record for over 30 days. Gives the number."""
    with transaction.atomic():
        old = photos.filter(removed_at__lt=at - timedelta(days=BIN_DAYS)).select_related("file")
        files = [photo.file for photo in old]
        old.delete()
        return discard_files(files)


def _locked(photo: Photo) -> Photo:
    rows = type(photo).objects.select_for_update(of=("self",)).select_related("file")
    return rows.get(pk=photo.pk)


def _record(verb: str, photo: Photo, place: Place, by: User, before: str) -> None:
    record(
        f"{place.slice}.{verb}",
        photo,
        by=by,
        committee=place.committee,
        before=before,
        label=f"{place.label} {photo.file.name}",
    )

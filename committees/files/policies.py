"""Who takes a photo off a record, and who puts it back."""

from datetime import datetime, timedelta

from django.utils import timezone

from committees.files.models import StoredFile
from committees.people.models import User
from jiedao.common.bases import BIN_DAYS, Recyclable
from jiedao.common.errors import ALLOWED, Verdict, no


def may_take_off(by: User, file: StoredFile, committee_id: int, at: datetime) -> Verdict:
    """Whoever added it, on the same day; the director at any time, with a reason."""
    if by.reach.leads(committee_id) or is_own_of_today(by, file, at):
        return ALLOWED
    if file.added_by_id == by.pk:
        return no("只有当天传的可以自己去掉。过了当天，请和主任说。")
    return no("只有传照片的人和主任可以去掉。")


def is_own_of_today(by: User, file: StoredFile, at: datetime) -> bool:
    """One's own slip of today needs no reason."""
    today = timezone.localdate(at)
    return file.added_by_id == by.pk and timezone.localdate(file.added_at) == today


def may_put_back(
    by: User, photo: Recyclable, file: StoredFile, committee_id: int, at: datetime
) -> Verdict:
    """Within 30 days: whoever took it off, whoever added it, and the director."""
    if photo.removed_at is None:
        return no("这张照片没有去掉过。")
    if at - photo.removed_at > timedelta(days=BIN_DAYS):
        return no(f"去掉超过 {BIN_DAYS} 天，不能放回了。")
    if by.reach.leads(committee_id) or by in (photo.removed_by, file.added_by):
        return ALLOWED
    return no("只有传照片的人和主任可以放回。")

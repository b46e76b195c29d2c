"""What one shift leaves to the next (row 53)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework.duty.models import HandoverPoint, Shift
from casework.duty.policies import (
    may_take_point,
    may_work,
)
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused


def leave_point(
    committee: Committee, text: str, *, by: User, at: datetime, from_shift: Shift | None = None
) -> HandoverPoint:
    """An open point for the next shift. Refused when empty or outside one's committee."""
    with transaction.atomic():
        may_work(by, committee.pk).require()
        if not text.strip():
            raise Refused("请写“没办完的事”，几个字就行。")
        point = HandoverPoint.objects.create(
            committee=committee, left_by=by, left_at=at, from_shift=from_shift, text=text.strip()
        )
        record("duty.point-leave", point, by=by, committee=committee)
    return point


def take_point(point: HandoverPoint, *, by: User, at: datetime) -> HandoverPoint:
    """The next shift says: 我接下了. It stays open until it is settled (row 53)."""
    with transaction.atomic():
        point = _locked(point)
        may_take_point(by, point).require()
        before = digest(point)
        point.taken_by, point.taken_at = by, at
        point.save()
        record("duty.point-take", point, by=by, committee=point.committee, before=before)
    return point


def settle_point(point: HandoverPoint, *, by: User, at: datetime) -> HandoverPoint:
    """It is done. Anybody of the committee may say so; refused the second time."""
    with transaction.atomic():
        point = _locked(point)
        may_work(by, point.committee_id).require()
        if point.settled_at is not None:
            raise Refused("这件事已经办完了。")
        before = digest(point)
        point.settled_at = at
        point.save()
        record("duty.point-settle", point, by=by, committee=point.committee, before=before)
    return point


def reopen_point(point: HandoverPoint, *, by: User, at: datetime) -> HandoverPoint:
    """撤销 of 「办完了」, on the same day."""
    with transaction.atomic():
        point = _locked(point)
        may_work(by, point.committee_id).require()
        if point.settled_at is None or not _same_day(point.settled_at, at):
            raise Refused("只有当天办完的可以撤销。")
        before = digest(point)
        point.settled_at = None
        point.save()
        record("duty.point-reopen", point, by=by, committee=point.committee, before=before)
    return point


def _locked(point: HandoverPoint) -> HandoverPoint:
    rows = HandoverPoint.objects.select_for_update(of=("self",))
    return rows.select_related("committee").get(pk=point.pk)


def _same_day(one: datetime, other: datetime) -> bool:
    return timezone.localtime(one).date() == timezone.localtime(other).date()

"""Acts on the two facts that a move does not change: where the hukou is, who owns a flat."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from committees.journal.actions import digest, record
from committees.residents.models import Dwelling, Resident
from committees.residents.policies import may_keep_households
from committees.tenure.actions import NOT_YET
from committees.tenure.models import Hukou, Ownership
from committees.tenure.states import HukouPlace
from jiedao.common.errors import Refused


@transaction.atomic
def write_hukou(
    resident: Resident,
    *,
    by: Any,
    place: str,
    dwelling: Dwelling | None,
    address: str,
    since: date | None,
    on: date,
) -> Hukou:
    """Where her hukou is from `since` on; the place before ends the day before.

    Refused for a day to come, one that is not after the last move of the hukou, and a day left
    open when an earlier place would have to end.
    """
    may_keep_households(by, resident.committee_id).require()
    if since is not None and since > on:
        raise Refused(NOT_YET)
    Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    before = Hukou.objects.current().filter(resident=resident).first()
    if before is not None:
        _end_hukou(before, since)
    hukou: Hukou = Hukou.objects.create(
        resident=resident,
        place=place,
        dwelling=dwelling if place == HukouPlace.HERE else None,
        address="" if place == HukouPlace.HERE else address,
        since=since,
    )
    record("residents.hukou", resident, by=by, committee=resident.committee)
    return hukou


def _end_hukou(before: Hukou, since: date | None) -> None:
    if since is None:
        raise Refused("户籍迁过了，请写从哪天起。")
    if before.since is not None and since <= before.since:
        raise Refused("迁入日期要晚于上一次的迁入日期。")
    before.until = since - timedelta(days=1)
    before.save(update_fields=["until"])


@transaction.atomic
def add_owner(
    dwelling: Dwelling, owner: Resident | str, *, by: Any, since: date | None, on: date
) -> Ownership:
    """Somebody of the register, or a name, owns the flat; others may own it with her.

    Refused for a day to come, and for an owner who is written down already.
    """
    may_keep_households(by, dwelling.committee_id).require()
    if since is not None and since > on:
        raise Refused(NOT_YET)
    Dwelling.objects.select_for_update(of=("self",)).get(pk=dwelling.pk)
    who: dict[str, Any] = {"owner_name": owner} if isinstance(owner, str) else {"owner": owner}
    if Ownership.objects.current().filter(dwelling=dwelling, **who).exists():
        raise Refused("这位产权人已经登记了。")
    made: Ownership = Ownership.objects.create(dwelling=dwelling, since=since, **who)
    record("residents.owner", made, by=by, committee=dwelling.committee, label=dwelling.door)
    return made


@transaction.atomic
def end_ownership(ownership: Ownership, *, by: Any, until: date, on: date) -> Ownership:
    """The last day she owned it. Refused for a day to come, one before it began, and twice."""
    dwelling = ownership.dwelling
    may_keep_households(by, dwelling.committee_id).require()
    ownership = Ownership.objects.select_for_update(of=("self",)).get(pk=ownership.pk)
    if until > on:
        raise Refused(NOT_YET)
    if ownership.until is not None:
        raise Refused("已经记了结束的日期。")
    if ownership.since is not None and until < ownership.since:
        raise Refused("结束日期不能早于开始日期。")
    before = digest(ownership)
    ownership.until = until
    ownership.save(update_fields=["until"])
    record(
        "residents.owner_end",
        ownership,
        by=by,
        committee=dwelling.committee,
        before=before,
        label=dwelling.door,
    )
    return ownership

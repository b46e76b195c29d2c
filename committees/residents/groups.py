"""Acts on residents' groups (居民小组): who leads them, and which flats are theirs.

城市居民委员会组织法 (2018), art. 14: a committee may set up groups, which elect their leader.
"""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from committees.journal.actions import digest, record
from committees.residents.models import Dwelling, Resident, ResidentsGroup
from committees.residents.policies import may_keep_households
from committees.territory.models import Building, Committee
from jiedao.common.errors import Refused


@transaction.atomic
def save_group(
    group: ResidentsGroup | None,
    committee: Committee,
    *,
    by: Any,
    name: str,
    leader: Resident | str,
    phone: str,
    buildings: Iterable[Building],
    flats: Iterable[Dwelling],
) -> ResidentsGroup:
    """Make a group or write it anew: all flats of `buildings`, and the single `flats`.

    A flat has one group: it leaves the one it was in. Refused for a name that another has.
    """
    may_keep_households(by, committee.pk).require()
    Committee.objects.select_for_update().get(pk=committee.pk)
    before = digest(group) if group else ""
    row = group or ResidentsGroup(committee=committee, order=committee.groups.count() + 1)
    row.name, row.leader_phone = name, phone
    row.leader = None if isinstance(leader, str) else leader
    row.leader_name = leader if isinstance(leader, str) else ""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(f"“{name}”已经有了，请换一个名字。") from None
    row.dwellings.update(group=None)
    own = Dwelling.objects.filter(committee=committee)
    own.filter(building__in=buildings).update(group=row)
    own.filter(pk__in=[flat.pk for flat in flats]).update(group=row)
    record("residents.group", row, by=by, committee=committee, before=before, label=name)
    return row


@transaction.atomic
def remove_group(group: ResidentsGroup, *, by: Any) -> None:
    """Give the group up; its flats belong to none then. Nobody's record changes."""
    may_keep_households(by, group.committee_id).require()
    before = digest(group)
    record(
        "residents.group_end",
        group,
        by=by,
        committee=group.committee,
        before=before,
        after="",
        label=group.name,
    )
    group.dwellings.update(group=None)
    group.delete()

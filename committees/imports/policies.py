"""Who brings a sheet: the committee's elected people; at setup, clerk and administrator."""

from typing import Any

from committees.imports.models import Made
from committees.reach.querysets import reach_of
from committees.residents.models import Resident
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no


def may_import(user: Any, committee: Committee) -> Verdict:
    """The street helps an office that has no register of its own yet, and nobody afterwards."""
    reach = reach_of(user)
    if committee.pk in reach.elected_in:
        return ALLOWED
    if not (reach.is_clerk or reach.is_admin):
        return no("住户资料由居委会主任和委员导入。")
    if has_own_register(committee):
        return no(f"{committee.short_name}已经有自己登记的住户，请由居委会主任或者委员导入。")
    return ALLOWED


def has_own_register(committee: Committee) -> bool:
    """Somebody is registered who did not come with a sheet of the street."""
    by_street = Made.objects.filter(batch__committee=committee, batch__at_setup=True, fresh=True)
    people = Resident.objects.filter(committee=committee)
    return bool(people.exclude(pk__in=by_street.values("resident")).exists())

"""Acts on the directory. Each locks, asks the policy, changes and writes the journal."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from committees.journal.actions import digest, record
from committees.territory.models import (
    Committee,
    Department,
    Estate,
    PartnerBody,
    PublicNumber,
    Street,
)
from committees.territory.policies import may_keep_directory
from committees.territory.rules import LABELS, Line, Plan, compare
from committees.territory.sounds import spelled
from jiedao.common.chinese import committee_slug
from jiedao.common.errors import Refused

EDITABLE = (
    "name", "short_name", "zone", "address", "phone", "hours", "households", "order",
)  # fmt: skip


def plan_import(lines: Sequence[Line]) -> Plan:
    """What `import_directory` would do now. One query."""
    return compare(lines, Committee.objects.values(*LABELS))


@transaction.atomic
def import_directory(street: Street, lines: Sequence[Line], *, by: Any) -> Plan:
    """Write the table into the directory: all lines or none.

    New committees go behind the others in the order of the table; known ones (by code) take the
    values of the cells that are filled. Addresses on the web (`slug`) never change. One journal
    row for each committee that is added or changed. Refused when a name belongs to another code.
    """
    may_keep_directory(by).require()
    Street.objects.select_for_update().get(pk=street.pk)
    plan = plan_import(lines)
    if plan.faults:
        raise Refused(str(plan.faults[0]))
    known = {row.code: row for row in Committee.objects.select_for_update()}
    _make_way_for_names(lines, known)
    for line in lines:
        if line.code in known:
            _take_over(known[line.code], line, by)
    add_committees(street, plan.new, by=by)
    return plan


def _make_way_for_names(lines: Sequence[Line], known: Mapping[str, Committee]) -> None:
    """Two committees may swap names in one table; a name is unique at every moment."""
    for line in lines:
        committee = known.get(line.code)
        if committee is not None and committee.name != line.name:
            Committee.objects.filter(pk=committee.pk).update(name=f"{committee.code}（改名中）")


def _take_over(committee: Committee, line: Line, by: Any) -> None:
    values = line.values_for(committee.name)
    changed = {name: value for name, value in values.items() if getattr(committee, name) != value}
    if not changed:
        return
    before = digest(committee)
    _set(committee, changed)
    committee.version += 1
    committee.save()
    record("territory.import", committee, by=by, committee=committee, before=before)


def add_committees(street: Street, lines: Sequence[Line], *, by: Any) -> list[Committee]:
    """Append committees behind the last one; the caller holds the street's lock."""
    last = Committee.objects.aggregate(last=Max("order"))["last"] or 0
    slugs = set(Committee.objects.values_list("slug", flat=True))
    added = []
    for order, line in enumerate(lines, last + 1):
        slug = free_slug(line.name, slugs)
        slugs.add(slug)
        committee = Committee(street=street, code=line.code, slug=slug, order=order)
        _set(committee, line.values_for(None))
        committee.save()
        record("territory.add", committee, by=by, committee=committee, label=committee.name)
        added.append(committee)
    return added


def free_slug(name: str, taken: set[str]) -> str:
    """The slug of CONTRACTS, with `-b`, `-c` … when another committee has it already."""
    slug = committee_slug(name)[:56].rstrip("-")
    if slug not in taken:
        return slug
    return next(
        candidate
        for letter in "bcdefghijklmnopqrstuvwxyz"
        if (candidate := f"{slug}-{letter}") not in taken
    )


def _set(committee: Committee, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(committee, name, value)
    if "short_name" in values:
        committee.pinyin, committee.initials = spelled(committee.short_name)


@transaction.atomic
def edit_committee(
    committee: Committee, *, by: Any, version: int, values: Mapping[str, Any]
) -> Committee:
    """Change the directory entry; pages, posters and the contact sheet show it at once.

    Raises Conflict when somebody saved it since the page was made. The web address stays.
    Refused when another committee has the name.
    """
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    may_keep_directory(by).require()
    if Committee.objects.filter(name=values.get("name")).exclude(pk=committee.pk).exists():
        raise Refused(f"已经有一个居委会叫“{values['name']}”。")
    before = digest(committee)
    committee.expect(version)
    _set(committee, {name: values[name] for name in EDITABLE if name in values})
    committee.save()
    record("territory.edit", committee, by=by, committee=committee, before=before)
    return committee


def _claim_name(row: Estate | PartnerBody, by: Any) -> None:
    """Names of one committee are told apart while its row is locked."""
    may_keep_directory(by).require()
    Committee.objects.select_for_update().get(pk=row.committee_id)
    same = type(row)._default_manager.filter(committee=row.committee_id, name=row.name)
    if same.exclude(pk=row.pk).exists():
        raise Refused(f"“{row.name}”已经有了。")


@transaction.atomic
def save_estate(estate: Estate, *, by: Any) -> Estate:
    """Add or rename an estate (小区) of a committee. Refused when the name is there already."""
    _claim_name(estate, by)
    before = ""
    if estate.pk:
        before = digest(Estate.objects.select_for_update().get(pk=estate.pk))
    else:
        last = Estate.objects.filter(committee=estate.committee).aggregate(last=Max("order"))
        estate.order = (last["last"] or 0) + 1
    estate.save()
    record("territory.estate", estate, by=by, committee=estate.committee, before=before)
    return estate


@transaction.atomic
def save_body(body: PartnerBody, *, by: Any) -> PartnerBody:
    """Add or change one of the bodies beside the committee. Refused when the name is there."""
    _claim_name(body, by)
    before = digest(PartnerBody.objects.select_for_update().get(pk=body.pk)) if body.pk else ""
    body.save()
    record("territory.body", body, by=by, committee=body.committee, before=before)
    return body


@transaction.atomic
def edit_street(
    street: Street,
    *,
    by: Any,
    address: str,
    phone: str,
    departments: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, str]],
) -> Street:
    """The street's own entry, its sections and the numbers for out of hours, in this order.

    Lines that are gone are deleted: nothing hangs on them. One journal row on the street's chain.
    """
    may_keep_directory(by).require()
    street = Street.objects.select_for_update().get(pk=street.pk)
    before = digest(street)
    street.address, street.phone = address, phone
    street.save()
    _replace(Department, street, departments)
    _replace(PublicNumber, street, numbers)
    record("territory.street", street, by=by, before=before)
    return street


def _replace(
    model: type[Department] | type[PublicNumber], street: Street, lines: Sequence[tuple[str, str]]
) -> None:
    kept = model._default_manager.filter(street=street)
    kept.exclude(name__in=[name for name, _ in lines]).delete()
    for order, (name, phone) in enumerate(lines, 1):
        model._default_manager.update_or_create(
            street=street, name=name, defaults={"phone": phone, "order": order}
        )

"""The street's table of kinds."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from committees.care.models import LabelKind
from committees.care.policies import may_keep_kinds
from committees.care.rules import NEVER_A_KIND
from committees.journal.actions import digest, record
from jiedao.common.errors import Refused

EDITABLE = (
    "name",
    "letter",
    "colour",
    "care",
    "detail",
    "legal",
    "health",
    "minors",
    "knock",
    "carried",
    "review_months",
    "visit_days",
    "source",
    "order",
    "enabled",
)


def _check_name(name: str) -> None:
    if NEVER_A_KIND.search(name):
        raise Refused("平台不设这一类别：不按信访、宗教信仰或者前科给人归类。")


@transaction.atomic
def edit_kind(kind: LabelKind, values: dict[str, Any], *, by: Any, version: int) -> LabelKind:
    """From now on every committee writes by it; labels there are keep their days.

    Refused for names that must not exist (R39); `Conflict` when somebody else saved it first.
    """
    may_keep_kinds(by).require()
    kind = LabelKind.objects.select_for_update().get(pk=kind.pk)
    kind.expect(version)
    _check_name(values["name"])
    before = digest(kind)
    for name in EDITABLE:
        setattr(kind, name, values[name])
    kind.save()
    record("care.kind", kind, by=by, before=before, label=kind.name)
    return kind


@transaction.atomic
def add_kind(values: dict[str, Any], *, by: Any) -> LabelKind:
    """A new kind; its key is a number of its own and never shown."""
    may_keep_kinds(by).require()
    _check_name(values["name"])
    highest = LabelKind.objects.aggregate(highest=Max("pk"))["highest"] or 0
    kind = LabelKind(key=f"own-{highest + 1}", **{name: values[name] for name in EDITABLE})
    kind.save()
    record("care.kind", kind, by=by, label=kind.name)
    return kind

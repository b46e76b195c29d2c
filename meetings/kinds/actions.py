"""The street lengthens the table of kinds, and gives a kind new rules from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from jiedao.common.errors import Refused
from meetings.kinds.models import Kind, KindRules
from meetings.kinds.policies import may_keep_kinds
from meetings.kinds.words import changes


@dataclass(frozen=True)
class NewRules:
    """The values of a version, from which day they hold and why."""

    values: Mapping[str, Any]
    effective_from: date
    why: str = ""


def add_kind(name: str, *, by: User, rules: NewRules) -> Kind:
    """A kind of the street's own, with its first rules. Refused for a name there is already."""
    with transaction.atomic():
        may_keep_kinds(by).require()
        kinds = list(Kind.objects.select_for_update().order_by("-order"))
        if any(kind.name == name for kind in kinds):
            raise Refused(f"已经有“{name}”了，请换个名称。")
        taken = {kind.key for kind in kinds}
        number = next(n for n in range(1, len(kinds) + 2) if f"street-{n}" not in taken)
        order = kinds[0].order + 1 if kinds else 1
        kind: Kind = Kind.objects.create(key=f"street-{number}", name=name, order=order)
        _write(kind, 1, by, rules)
        record("kind.add", kind, by=by, label=name)
    return kind


def change_rules(kind: Kind, *, by: User, rules: NewRules, today: date) -> KindRules:
    """A new version of the rules. Meetings called before keep theirs; the old one stays readable.

    Refused for a day in the past, without a reason, when nothing changes, and for a day before that
    of a version that waits already.
    """
    with transaction.atomic():
        may_keep_kinds(by).require()
        kind = Kind.objects.select_for_update().get(pk=kind.pk)
        newest = kind.versions.order_by("-number").first()
        if newest is None:
            raise Refused("这类会还没有规则。")
        if rules.effective_from < today:
            raise Refused("新的规则不能从过去的日子算起，开过的会按当时的规则。")
        if rules.effective_from < newest.effective_from:
            raise Refused("已经有一版更晚开始的规则，请选那一天或者以后。")
        if not rules.why:
            raise Refused("请写为什么改，以后的人要看。")
        if not changes(newest.as_fields(), rules.values):
            raise Refused("和现在的规则一样，没有改动。")
        version = _write(kind, newest.number + 1, by, rules)
        record("kind.change", kind, by=by, label=kind.name)
    return version


def retire(kind: Kind, *, by: User) -> Kind:
    """No new meetings of this kind. Those there are keep it, with their rules."""
    return _activate(kind, by, False, "kind.retire")


def bring_back(kind: Kind, *, by: User) -> Kind:
    return _activate(kind, by, True, "kind.bring-back")


def _activate(kind: Kind, by: User, is_active: bool, act: str) -> Kind:
    with transaction.atomic():
        may_keep_kinds(by).require()
        kind = Kind.objects.select_for_update().get(pk=kind.pk)
        before = digest(kind)
        kind.is_active = is_active
        kind.save(update_fields=["is_active"])
        record(act, kind, by=by, before=before, label=kind.name)
    return kind


def _write(kind: Kind, number: int, by: User, rules: NewRules) -> KindRules:
    version: KindRules = KindRules.objects.create(
        kind=kind,
        number=number,
        by=by,
        effective_from=rules.effective_from,
        why=rules.why,
        **rules.values,
    )
    return version

"""The street copies a rule set and adjusts it before a round; a second person agrees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.rulesets.models import FIELDS, RuleSet, RuleSource
from elections.rulesets.policies import may_agree, may_change, may_keep_rules
from elections.rulesets.words import changes
from jiedao.common.errors import Refused

OWN = "本街道调整"


@dataclass(frozen=True)
class Adjusted:
    """What somebody typed: the name of the copy, why, and every parameter."""

    name: str
    reason: str
    values: Mapping[str, Any]


def copy_rules(source: RuleSet, *, by: User, adjusted: Adjusted) -> RuleSet:
    """A copy of the street's own. It waits for a second person before an election can use it.

    Refused without a reason, when nothing differs, and for a name there is already.
    """
    with transaction.atomic():
        may_keep_rules(by).require()
        codes = set(RuleSet.objects.select_for_update().values_list("code", flat=True))
        source = RuleSet.objects.get(pk=source.pk)
        _sensible(source, adjusted)
        number = next(n for n in range(1, len(codes) + 2) if f"street-{n}" not in codes)
        rule_set: RuleSet = RuleSet.objects.create(
            code=f"street-{number}",
            name=adjusted.name,
            reason=adjusted.reason,
            based_on=source,
            made_by=by,
            **adjusted.values,
        )
        _write_sources(rule_set, source)
        record("rule-set.add", rule_set, by=by, label=rule_set.name)
    return rule_set


def change_rules(rule_set: RuleSet, *, by: User, adjusted: Adjusted, version: int) -> RuleSet:
    """Adjust a copy again. Whoever had agreed has to agree once more.

    Refused for a law and for a set that an election uses; Conflict when somebody saved before.
    """
    with transaction.atomic():
        rule_set = RuleSet.objects.select_for_update().get(pk=rule_set.pk)
        may_change(by, rule_set).require()
        rule_set.expect(version)
        source = RuleSet.objects.get(copies=rule_set)
        _sensible(source, adjusted, but=rule_set)
        before = digest(rule_set)
        for name, value in adjusted.values.items():
            setattr(rule_set, name, value)
        rule_set.name, rule_set.reason = adjusted.name, adjusted.reason
        rule_set.made_by, rule_set.agreed_by, rule_set.agreed_at = by, None, None
        rule_set.save()
        rule_set.sources.all().delete()
        _write_sources(rule_set, source)
        record("rule-set.change", rule_set, by=by, before=before, label=rule_set.name)
    return rule_set


def agree(rule_set: RuleSet, *, by: User, version: int, at: datetime) -> RuleSet:
    """The second person has read it: from now on an election can be opened with it.

    Refused to the person who made it; Conflict when it was changed since the page was read.
    """
    with transaction.atomic():
        rule_set = RuleSet.objects.select_for_update().get(pk=rule_set.pk)
        may_agree(by, rule_set).require()
        rule_set.expect(version)
        before = digest(rule_set)
        rule_set.agreed_by, rule_set.agreed_at = by, at
        rule_set.save(update_fields=["agreed_by", "agreed_at", "version"])
        record("rule-set.agree", rule_set, by=by, before=before, label=rule_set.name)
    return rule_set


def _sensible(source: RuleSet, adjusted: Adjusted, but: RuleSet | None = None) -> None:
    others = RuleSet.objects.exclude(pk=but.pk) if but else RuleSet.objects.all()
    if others.filter(name=adjusted.name).exists():
        raise Refused(f"已经有“{adjusted.name}”了，请换个名称。")
    if not adjusted.reason.strip():
        raise Refused("请写为什么调整，以后的人要看。")
    if not changes(source.values(), adjusted.values):
        raise Refused("和原来的规则一样，没有调整。")


def _write_sources(rule_set: RuleSet, source: RuleSet) -> None:
    """Every parameter keeps its article; one that differs rests on the street's reason."""
    own, base = rule_set.values(), source.values()
    known = {one.field: one for one in source.sources.all()}
    RuleSource.objects.bulk_create(
        RuleSource(
            rule_set=rule_set,
            field=name,
            article=known[name].article if own[name] == base[name] else OWN,
            words=known[name].words if own[name] == base[name] else rule_set.reason,
            confirmed=known[name].confirmed and own[name] == base[name],
        )
        for name in FIELDS
    )

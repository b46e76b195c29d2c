"""The street's table of how long things are kept."""

from typing import Any

from django.db import transaction

from committees.journal.actions import digest, record
from committees.upkeep.models import RetentionRule
from committees.upkeep.policies import may_keep_rules

EDITABLE = ("months", "source", "enabled")


@transaction.atomic
def edit_rule(
    rule: RetentionRule, values: dict[str, Any], *, by: Any, version: int
) -> RetentionRule:
    """From the next run on. `Conflict` when somebody else saved it since the page was made."""
    may_keep_rules(by).require()
    rule = RetentionRule.objects.select_for_update().get(pk=rule.pk)
    rule.expect(version)
    before = digest(rule)
    for name in EDITABLE:
        setattr(rule, name, values[name])
    rule.save()
    record("upkeep.rule", rule, by=by, before=before, label=str(rule))
    return rule

"""The two laws as rule sets, each figure with its source (see `committees.first_rows`)."""

from dataclasses import asdict
from typing import Any

from elections.rulesets.rules import LAWS
from elections.rulesets.shipped import NAMES, SOURCES


def seed(apps: Any, schema_editor: Any = None) -> None:
    rule_sets = apps.get_model("elections", "RuleSet")
    sources = apps.get_model("elections", "RuleSource").objects
    columns = {field.name for field in rule_sets._meta.fields}
    for code, rules in LAWS.items():
        values = {name: getattr(rules, name) for name in asdict(rules) if name in columns}
        law, made = rule_sets.objects.get_or_create(
            code=code, defaults={"name": NAMES[code], **values}
        )
        for name in values if made else ():
            sources.create(rule_set=law, field=name, **SOURCES[code][name]._asdict())

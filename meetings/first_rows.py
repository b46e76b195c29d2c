"""The kinds of meeting a street starts with (see `committees.first_rows`)."""

from typing import Any

from meetings.kinds.shipped import BEGINS, LADDERS, SHIPPED


def seed(apps: Any, schema_editor: Any = None) -> None:
    kinds(apps)
    ladders(apps)


def kinds(apps: Any, schema_editor: Any = None) -> None:
    rows = apps.get_model("meetings", "Kind").objects
    rules = apps.get_model("meetings", "KindRules").objects
    for order, (key, name, values) in enumerate(SHIPPED, 1):
        kind, _ = rows.get_or_create(key=key, defaults={"name": name, "order": order})
        rules.get_or_create(kind=kind, number=1, defaults={"effective_from": BEGINS, **values})


def ladders(apps: Any) -> None:
    """Kinds to which residents come are told a week ahead."""
    rules = apps.get_model("meetings", "KindRules").objects
    for key, ladder in LADDERS.items():
        rules.filter(kind__key=key, number=1).update(ladder=ladder)

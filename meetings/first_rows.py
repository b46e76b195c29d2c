"""The kinds of meeting a street starts with (see `committees.first_rows`)."""

from typing import Any

from meetings.kinds.shipped import BEGINS, SHIPPED


def seed(apps: Any, schema_editor: Any = None) -> None:
    kinds = apps.get_model("meetings", "Kind").objects
    rules = apps.get_model("meetings", "KindRules").objects
    for order, (key, name, values) in enumerate(SHIPPED, 1):
        kind, _ = kinds.get_or_create(key=key, defaults={"name": name, "order": order})
        rules.get_or_create(kind=kind, number=1, defaults={"effective_from": BEGINS, **values})

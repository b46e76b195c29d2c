"""What a street starts with: plans, funds, standard texts, and the reminders of plans."""

from datetime import time
from typing import Any

from django.db import migrations

from casework.aid.seed import FUNDS
from casework.plans.seed import PLAN_LADDER, PLAN_TEMPLATES
from casework.replies.seed import standard_texts


def seed(apps: Any, schema_editor: Any) -> None:
    templates = apps.get_model("casework", "PlanTemplate").objects
    steps = apps.get_model("casework", "TemplateStep")
    for order, values in enumerate(PLAN_TEMPLATES, 1):
        own = {name: value for name, value in values.items() if name != "steps"}
        template, fresh = templates.get_or_create(
            key=own.pop("key"), defaults={**own, "order": order}
        )
        if fresh:
            steps.objects.bulk_create(
                steps(template=template, days=days, text=text) for days, text in values["steps"]
            )
    funds = apps.get_model("casework", "Fund").objects
    for order, name in enumerate(FUNDS, 1):
        funds.get_or_create(name=name, defaults={"order": order})
    texts = apps.get_model("casework", "StandardText").objects
    for values in standard_texts():
        texts.get_or_create(
            kind=values["kind"], state=values["state"], defaults={"text": values["text"]}
        )
    ladder = apps.get_model("committees", "LadderStep").objects
    for values in PLAN_LADDER:
        at_time = time.fromisoformat(values["at_time"])
        ladder.get_or_create(
            rule=values["rule"],
            days_before=values["days_before"],
            at_time=at_time,
            defaults={"words": values["words"]},
        )


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_help"), ("committees", "0014_care_kinds")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

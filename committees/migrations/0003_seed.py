"""The known days off of 2025 and 2026, the reminder ladders and indicators a street starts with."""

from typing import Any

from django.db import migrations

from committees.indicators.seed import DEFAULT_INDICATORS
from committees.reminders.seed import DEFAULT_LADDER
from jiedao.common.statutory_days import STATUTORY_DAYS


def seed(apps: Any, schema_editor: Any) -> None:
    special_day = apps.get_model("committees", "SpecialDay")
    special_day.objects.bulk_create(
        special_day(day=day, kind=kind, name=name) for day, kind, name in STATUTORY_DAYS
    )
    step = apps.get_model("committees", "LadderStep")
    step.objects.bulk_create(step(**values) for values in DEFAULT_LADDER)
    indicator = apps.get_model("committees", "Indicator")
    indicator.objects.bulk_create(indicator(**values) for values in DEFAULT_INDICATORS)


class Migration(migrations.Migration):
    dependencies = [("committees", "0002_journal_guard")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

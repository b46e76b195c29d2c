"""The first table of levels, and of the ladder."""

from typing import Any

from django.db import migrations

from casework.response.seed import LEVELS, RULES, RUNGS


def seed(apps: Any, schema_editor: Any) -> None:
    for name, rows in (("ClockLevel", LEVELS), ("ClockRule", RULES), ("Rung", RUNGS)):
        model = apps.get_model("casework", name)
        model.objects.bulk_create(model(**values) for values in rows)


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_clocks_response")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

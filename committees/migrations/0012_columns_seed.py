"""The two columns that came with the meetings, for offices that began before them."""

from typing import Any

from django.db import migrations

from committees.indicators.seed import MEETING_INDICATORS


def seed(apps: Any, schema_editor: Any) -> None:
    indicators = apps.get_model("committees", "Indicator").objects
    for values in MEETING_INDICATORS:
        indicators.get_or_create(key=values["key"], defaults=values)


class Migration(migrations.Migration):
    dependencies = [("committees", "0011_columns")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

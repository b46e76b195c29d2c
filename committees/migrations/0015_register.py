"""Spelling is found from its beginning, and everybody of the first register has her residence."""

from typing import Any

from django.db import migrations, models

BATCH = 2_000


def open_residences(apps: Any, schema_editor: Any) -> None:
    """Whoever stands in a household lives there since it came; with one that left, she left too."""
    resident = apps.get_model("committees", "Resident")
    without = resident.objects.filter(residences__isnull=True, departed_on__isnull=True)
    rows = without.values_list("pk", "household_id", "household__since", "household__until")
    residence = apps.get_model("committees", "Residence")
    residence.objects.bulk_create(
        (
            residence(resident_id=pk, household_id=household, since=since, until=until)
            for pk, household, since, until in rows.order_by("pk")
        ),
        batch_size=BATCH,
    )
    for until in (
        resident.objects.filter(household__until__isnull=False, departed_on__isnull=True)
        .values_list("household__until", flat=True)
        .distinct()
    ):
        gone = resident.objects.filter(household__until=until, departed_on__isnull=True)
        gone.update(departed_on=until, departure="moved")


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0022_notice_not_released"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="resident",
            name="resident_by_initials",
        ),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(
                fields=["committee", "initials"],
                name="resident_by_initials",
                opclasses=("int8_ops", "varchar_pattern_ops"),
            ),
        ),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(
                fields=["committee", "pinyin"],
                name="resident_by_pinyin",
                opclasses=("int8_ops", "varchar_pattern_ops"),
            ),
        ),
        migrations.RunPython(open_residences, migrations.RunPython.noop),
    ]

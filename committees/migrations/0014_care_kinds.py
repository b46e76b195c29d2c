"""The first kinds of care label; and who lives where, from the households there are."""

from typing import Any

from django.db import migrations

from committees.first_rows import care_kinds as seed

AT_ONCE = 2_000


def write_residences(apps: Any, schema_editor: Any) -> None:
    """Everybody lives, or lived last, with the household she stands in."""
    residences = apps.get_model("committees", "Residence")
    people = apps.get_model("committees", "Resident").objects.select_related("household")
    rows = (
        residences(
            resident_id=person.pk,
            household_id=person.household_id,
            since=person.household.since,
            until=person.household.until,
        )
        for person in people.only("pk", "household__since", "household__until").iterator(AT_ONCE)
    )
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            residences.objects.bulk_create(batch)
            batch = []
    residences.objects.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [("committees", "0013_register")]

    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunPython(write_residences, migrations.RunPython.noop),
    ]

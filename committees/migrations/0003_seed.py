"""The known days off of 2025 and 2026, the reminder ladders and indicators a street starts with."""

from django.db import migrations

from committees.first_rows import calendar_and_ladders as seed


class Migration(migrations.Migration):
    dependencies = [("committees", "0002_journal_guard")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

"""The two columns that came with the meetings, for offices that began before them."""

from django.db import migrations

from committees.first_rows import meeting_indicators as seed


class Migration(migrations.Migration):
    dependencies = [("committees", "0011_columns")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

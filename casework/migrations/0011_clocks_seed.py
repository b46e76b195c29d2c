"""The first table of levels, and of the ladder."""

from django.db import migrations

from casework.first_rows import clocks as seed


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_clocks_response")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

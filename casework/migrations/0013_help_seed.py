"""What a street starts with: plans, funds, standard texts, and the reminders of plans."""

from django.db import migrations

from casework.first_rows import help_and_texts as seed


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_help"), ("committees", "0014_care_kinds")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

"""The national and city texts as notes, and the street's models a committee makes its own from."""

from django.db import migrations

from committees.first_rows import library as seed


class Migration(migrations.Migration):
    dependencies = [("committees", "0008_regulations")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

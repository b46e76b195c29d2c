"""A batch tells how many of its lines Excel does not show."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committees", "0028_doors")]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="hidden",
            field=models.PositiveIntegerField(default=0, verbose_name="表里看不见的行"),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0016_surveys"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="who",
            field=models.CharField(blank=True, max_length=60, verbose_name="谁反映的"),
        ),
    ]

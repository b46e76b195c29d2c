from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0014_care_kinds"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("state__in", ["draft", "review", "withdrawn"])),
                fields=["id"],
                name="notice_not_released",
            ),
        ),
    ]

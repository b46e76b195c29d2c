from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0014_ladders"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="moved_from",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]

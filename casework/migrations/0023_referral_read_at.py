"""When the body that was asked first opened the referral."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0022_private_entries")]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="read_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]

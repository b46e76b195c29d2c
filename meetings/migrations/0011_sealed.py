"""Minutes that are locked seal their meeting: what they were written from stays as it is."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def seal(apps, schema_editor):
    minutes = apps.get_model("meetings", "Minutes").objects.filter(state="locked")
    own = minutes.filter(meeting=OuterRef("pk")).values("locked_at")[:1]
    meetings = apps.get_model("meetings", "Meeting").objects
    meetings.filter(pk__in=minutes.values("meeting")).update(sealed_at=Subquery(own))


class Migration(migrations.Migration):
    dependencies = [("meetings", "0010_three_meetings")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="sealed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]

"""What a private case came of is as private as the case."""

from typing import Any

from django.db import migrations, models


def shut(apps: Any, schema_editor: Any) -> None:
    """Entries of cases that are private already. May run twice."""
    case = apps.get_model("casework", "Case")
    entry = apps.get_model("casework", "LogEntry")
    private = case.objects.filter(private=True, entry__isnull=False).order_by()
    entry.objects.filter(pk__in=private.values("entry")).update(private=True)


class Migration(migrations.Migration):
    dependencies = [("casework", "0021_referrals_by_body")]

    operations = [
        migrations.AddField(
            model_name="logentry",
            name="private",
            field=models.BooleanField(default=False, editable=False, verbose_name="只给指定的人看"),
        ),
        migrations.RunPython(shut, migrations.RunPython.noop),
    ]

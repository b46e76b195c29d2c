"""Files wait for their refused form; two ladders for a case that is offered to somebody."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

LADDER = (
    {"rule": "handover", "minutes_before": 120, "words": "还有两小时，请答复"},
    {"rule": "unanswered", "minutes_before": 0, "words": "还没有回答"},
)


def add_ladders(apps: Any, schema_editor: Any) -> None:
    """A fresh office has them from 0003 already."""
    step = apps.get_model("committees", "LadderStep")
    for values in LADDER:
        if not step.objects.filter(rule=values["rule"]).exists():
            step.objects.create(**values)


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0005_duty_rules"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ladderstep",
            name="rule",
            field=models.CharField(
                choices=[
                    ("duty", "值班"),
                    ("meeting", "会议"),
                    ("case", "事项"),
                    ("handover", "交接事项"),
                    ("unanswered", "没人答复"),
                    ("news", "通知"),
                    ("digest", "早上一览"),
                ],
                max_length=20,
                verbose_name="哪一类",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="rule",
            field=models.CharField(
                choices=[
                    ("duty", "值班"),
                    ("meeting", "会议"),
                    ("case", "事项"),
                    ("handover", "交接事项"),
                    ("unanswered", "没人答复"),
                    ("news", "通知"),
                    ("digest", "早上一览"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(add_ladders, migrations.RunPython.noop),
        migrations.CreateModel(
            name="StagedFile",
            fields=[
                ("token", models.UUIDField(primary_key=True, serialize=False)),
                ("form_key", models.UUIDField()),
                ("field", models.CharField(max_length=40)),
                (
                    "added_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.storedfile",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "files_staged_file",
                "indexes": [models.Index(fields=["user", "form_key"], name="staged_of_form")],
            },
        ),
    ]

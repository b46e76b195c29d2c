"""Reminders after an event has begun: of a desk that is still empty, and the call 「您还好吗」."""

from typing import Any

from django.db import migrations, models

from committees.first_rows import duty_ladder as seed
from committees.reminders.seed import DUTY_LADDER

RULES = [
    ("duty", "值班"),
    ("meeting", "会议"),
    ("case", "事项"),
    ("news", "通知"),
    ("digest", "早上一览"),
    ("gap", "缺人"),
    ("empty_desk", "值班没人签到"),
    ("well", "没人签到，打电话问好"),
]


def take_away(apps: Any, schema_editor: Any) -> None:
    step = apps.get_model("committees", "LadderStep")
    step.objects.filter(rule__in=[values["rule"] for values in DUTY_LADDER]).delete()


class Migration(migrations.Migration):
    dependencies = [("committees", "0004_guard")]

    operations = [
        migrations.AlterField(
            model_name="ladderstep",
            name="minutes_before",
            field=models.IntegerField(blank=True, null=True, verbose_name="提前多少分钟"),
        ),
        migrations.AlterField(
            model_name="ladderstep",
            name="rule",
            field=models.CharField(choices=RULES, max_length=20, verbose_name="哪一类"),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="rule",
            field=models.CharField(choices=RULES, max_length=20),
        ),
        migrations.RunPython(seed, take_away),
    ]

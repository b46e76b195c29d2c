"""敲门没人应 gets its two ladders: the director first, then the street."""

from typing import Any

from django.db import migrations, models

from committees.first_rows import knock_ladder as seed
from committees.reminders.seed import KNOCK_LADDER


def unseed(apps: Any, schema_editor: Any) -> None:
    rules = {values["rule"] for values in KNOCK_LADDER}
    apps.get_model("committees", "LadderStep").objects.filter(rule__in=rules).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0019_exports"),
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
                    ("item", "商定事项"),
                    ("item_answer", "商定事项等回复"),
                    ("handover", "交接事项"),
                    ("unanswered", "没人答复"),
                    ("news", "通知"),
                    ("digest", "早上一览"),
                    ("gap", "缺人"),
                    ("empty_desk", "值班没人签到"),
                    ("well", "没人签到，打电话问好"),
                    ("knock", "敲门没人应"),
                    ("knock_street", "敲门没人应，报街道"),
                    ("response", "困难快速反应"),
                    ("plan_step", "帮扶步骤"),
                    ("recheck", "再次回访"),
                    ("review", "关爱核对"),
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
                    ("item", "商定事项"),
                    ("item_answer", "商定事项等回复"),
                    ("handover", "交接事项"),
                    ("unanswered", "没人答复"),
                    ("news", "通知"),
                    ("digest", "早上一览"),
                    ("gap", "缺人"),
                    ("empty_desk", "值班没人签到"),
                    ("well", "没人签到，打电话问好"),
                    ("knock", "敲门没人应"),
                    ("knock_street", "敲门没人应，报街道"),
                    ("response", "困难快速反应"),
                    ("plan_step", "帮扶步骤"),
                    ("recheck", "再次回访"),
                    ("review", "关爱核对"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(seed, unseed),
    ]

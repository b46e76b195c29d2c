"""Items of meetings get their ladders; a partner's photo has nobody of ours behind it."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committees.first_rows import item_ladder as seed
from committees.reminders.seed import ITEM_LADDER


def unseed(apps: Any, schema_editor: Any) -> None:
    rules = {values["rule"] for values in ITEM_LADDER}
    apps.get_model("committees", "LadderStep").objects.filter(rule__in=rules).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0009_regulation_models"),
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
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="storedfile",
            name="added_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(seed, unseed),
    ]

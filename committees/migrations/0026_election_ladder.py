"""Steps of an election's timetable are reminded of by ladders the street edits."""

from typing import Any

from django.db import migrations, models

from committees.reminders.seed import ELECTION_LADDER


def seed(apps: Any, schema_editor: Any) -> None:
    step = apps.get_model("committees", "LadderStep")
    step.objects.bulk_create(step(**values) for values in ELECTION_LADDER)


def unseed(apps: Any, schema_editor: Any) -> None:
    rules = {values["rule"] for values in ELECTION_LADDER}
    apps.get_model("committees", "LadderStep").objects.filter(rule__in=rules).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0025_election_roles"),
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
                    ("election", "选举日程"),
                    ("election_street", "选举日程，报街道"),
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
                    ("election", "选举日程"),
                    ("election_street", "选举日程，报街道"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(seed, unseed),
    ]

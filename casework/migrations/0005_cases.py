"""An offered case has a time to answer; photos can be taken off; the street settles the hours."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_duty"),
        ("committees", "0006_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
                ),
                (
                    "answer_hours",
                    models.PositiveSmallIntegerField(
                        default=24, verbose_name="交给别人，几个工作小时内答复"
                    ),
                ),
            ],
            options={
                "db_table": "cases_rule",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="answer_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="答复期限"),
        ),
        migrations.AddField(
            model_name="case",
            name="offered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casephoto",
            name="removed_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="撤销时间"
            ),
        ),
        migrations.AddField(
            model_name="casephoto",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤销人",
            ),
        ),
        migrations.AddField(
            model_name="casephoto",
            name="removed_why",
            field=models.CharField(blank=True, max_length=120, verbose_name="为什么去掉"),
        ),
        migrations.AddField(
            model_name="logphoto",
            name="removed_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="撤销时间"
            ),
        ),
        migrations.AddField(
            model_name="logphoto",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤销人",
            ),
        ),
        migrations.AddField(
            model_name="logphoto",
            name="removed_why",
            field=models.CharField(blank=True, max_length=120, verbose_name="为什么去掉"),
        ),
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "登记"),
                    ("progress", "进展"),
                    ("offered", "交给别人"),
                    ("accepted", "接下了"),
                    ("declined", "退回"),
                    ("withdrawn", "收回"),
                    ("waiting", "等回复"),
                    ("followed_up", "回访"),
                    ("closing", "请人确认办结"),
                    ("closed", "办结"),
                    ("reopened", "重新办"),
                    ("deadline", "改期限"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offered_to__isnull", False),
                    models.Q(("answer_by__isnull", True), ("offered_by__isnull", True)),
                    _connector="OR",
                ),
                name="case_answer_only_of_an_offer",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offered_to__isnull", True),
                    models.Q(("offered_to", models.F("owner")), _negated=True),
                    _connector="OR",
                ),
                name="case_offered_to_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="caserule",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_hours__gte", 1), ("answer_hours__lte", 120)),
                name="case_rule_answer_hours_real",
                violation_error_message="请写 1 到 120 之间的小时数。",
            ),
        ),
    ]

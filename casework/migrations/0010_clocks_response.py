import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0009_knocks_doors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClockLevel",
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
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "一级"), (2, "二级"), (3, "三级"), (4, "四级")],
                        unique=True,
                        verbose_name="等级",
                    ),
                ),
                (
                    "accept_amount",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(9999)],
                        verbose_name="接下",
                    ),
                ),
                (
                    "accept_unit",
                    models.CharField(
                        choices=[("minutes", "分钟"), ("hours", "工作小时"), ("days", "工作日")],
                        max_length=8,
                        verbose_name="单位",
                    ),
                ),
                (
                    "contact_amount",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(9999)],
                        verbose_name="联系居民",
                    ),
                ),
                (
                    "contact_unit",
                    models.CharField(
                        choices=[("minutes", "分钟"), ("hours", "工作小时"), ("days", "工作日")],
                        max_length=8,
                        verbose_name="单位",
                    ),
                ),
                (
                    "update_amount",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(9999)],
                        verbose_name="说进展",
                    ),
                ),
                (
                    "update_unit",
                    models.CharField(
                        choices=[("minutes", "分钟"), ("hours", "工作小时"), ("days", "工作日")],
                        max_length=8,
                        verbose_name="单位",
                    ),
                ),
                (
                    "solve_amount",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(9999)],
                        verbose_name="办好",
                    ),
                ),
                (
                    "solve_unit",
                    models.CharField(
                        choices=[("minutes", "分钟"), ("hours", "工作小时"), ("days", "工作日")],
                        max_length=8,
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "db_table": "response_level",
                "ordering": ("level",),
            },
        ),
        migrations.AddField(
            model_name="case",
            name="due_why",
            field=models.TextField(blank=True, verbose_name="为什么是这天"),
        ),
        migrations.AddField(
            model_name="case",
            name="on_behalf_of",
            field=models.CharField(blank=True, max_length=40, verbose_name="替谁记的"),
        ),
        migrations.AddField(
            model_name="case",
            name="ticket",
            field=models.CharField(blank=True, max_length=40, verbose_name="12345 工单号"),
        ),
        migrations.AlterField(
            model_name="caseevent",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "登记"),
                    ("progress", "进展"),
                    ("contact", "联系了居民"),
                    ("reply", "居民来说"),
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
                    ("paused", "暂停"),
                    ("resumed", "接着办"),
                    ("level", "定等级"),
                    ("reported", "报告"),
                    ("told_up", "超时提醒"),
                    ("recounted", "期限重新算"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="ClockRule",
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
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hardship", "困难"),
                            ("issue", "居民反映"),
                            ("dispute", "纠纷"),
                            ("advice", "咨询"),
                            ("proposal", "建议"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "care",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("elder", "养老"),
                            ("child", "扶幼"),
                            ("poverty", "济贫"),
                            ("hardship", "解困"),
                            ("disability", "助残"),
                        ],
                        max_length=12,
                        verbose_name="帮扶类别",
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        blank=True,
                        choices=[("normal", "一般"), ("urgent", "紧急"), ("danger", "危急")],
                        max_length=8,
                        verbose_name="急不急",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "一级"), (2, "二级"), (3, "三级"), (4, "四级")],
                        verbose_name="等级",
                    ),
                ),
                (
                    "solve_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="几个工作日办好",
                    ),
                ),
            ],
            options={
                "db_table": "response_rule",
                "ordering": ("level", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "care", "urgency"),
                        name="response_rule_once",
                        violation_error_message="这一种已经有规定了，请改原来那一条。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 4)),
                        name="response_rule_level_real",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HarmReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("110", "公安 110"),
                            ("12345", "12345 热线"),
                            ("civil", "民政部门"),
                            ("school", "教育部门"),
                        ],
                        max_length=8,
                        verbose_name="报告给谁",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="几点报告的")),
                (
                    "said",
                    models.CharField(blank=True, max_length=200, verbose_name="谁接的，怎么说"),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="harm_reports",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "db_table": "response_harm_report",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unmatched", models.BooleanField(default=False)),
                ("chosen_on", models.DateField(blank=True, null=True)),
                ("chosen_at", models.DateTimeField(blank=True, null=True)),
                ("counted_on", models.DateField(blank=True, null=True)),
                ("help_first", models.BooleanField(default=False, verbose_name="先帮后补")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="response",
                        to="casework.case",
                    ),
                ),
                (
                    "level_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "response_case",
            },
        ),
        migrations.CreateModel(
            name="Rung",
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
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "一级"), (2, "二级"), (3, "三级"), (4, "四级")],
                        verbose_name="等级",
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("accept", "接下"),
                            ("contact", "联系居民"),
                            ("update", "说进展"),
                            ("solve", "办好"),
                        ],
                        max_length=8,
                        verbose_name="哪个期限",
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "楼组长"),
                            (2, "办事的人"),
                            (3, "居委会主任"),
                            (4, "街道科室"),
                            (5, "街道领导"),
                        ],
                        verbose_name="告诉谁",
                    ),
                ),
                (
                    "amount",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(9999)],
                        verbose_name="过了多久",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("minutes", "分钟"), ("hours", "工作小时"), ("days", "工作日")],
                        max_length=8,
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "db_table": "response_rung",
                "ordering": ("level", "clock", "rank"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("level", "clock", "rank"),
                        name="response_rung_once",
                        violation_error_message="这一级已经有了，请改原来那一条。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("accept", "接下"),
                            ("contact", "联系居民"),
                            ("update", "说进展"),
                            ("solve", "办好"),
                        ],
                        max_length=8,
                        verbose_name="钟",
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("first_due_at", models.DateTimeField()),
                ("serious_at", models.DateTimeField()),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                ("times_late", models.PositiveSmallIntegerField(default=0)),
                ("words", models.TextField(blank=True)),
                ("escalate_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "db_table": "response_clock",
                "indexes": [
                    models.Index(
                        condition=models.Q(("met_at__isnull", True)),
                        fields=["due_at", "case"],
                        name="response_clock_running",
                    ),
                    models.Index(
                        condition=models.Q(("met_at__isnull", True)),
                        fields=["serious_at", "case"],
                        name="response_clock_serious",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("escalate_at__isnull", False), ("met_at__isnull", True)
                        ),
                        fields=["escalate_at"],
                        name="response_clock_to_escalate",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "clock"), name="response_clock_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("accept", "接下"),
                            ("contact", "联系居民"),
                            ("update", "说进展"),
                            ("solve", "办好"),
                        ],
                        max_length=8,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "楼组长"),
                            (2, "办事的人"),
                            (3, "居委会主任"),
                            (4, "街道科室"),
                            (5, "街道领导"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "db_table": "response_escalation",
                "ordering": ("at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "clock", "due_at", "rank"), name="response_escalation_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(verbose_name="到哪天")),
                ("reason", models.CharField(max_length=200, verbose_name="为什么")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "db_table": "response_pause",
                "ordering": ("since", "pk"),
                "indexes": [models.Index(fields=["case", "since"], name="response_pause_of_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="response_pause_has_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="response_pause_has_reason",
                    ),
                ],
            },
        ),
    ]

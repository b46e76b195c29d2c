"""Changes asked for, merges that can be undone, and how long things are kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jiedao.common.crypto
from committees.first_rows import retention as seed


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0016_care_acts"),
    ]

    operations = [
        migrations.CreateModel(
            name="RetentionRule",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("departed", "离开的人"),
                            ("merged", "合并掉的旧登记"),
                            ("refused", "不同意的答复"),
                            ("withdrawn", "撤回了的同意"),
                            ("health", "结束了的健康类关爱"),
                            ("labels", "结束了的其他关爱"),
                            ("contacts", "离开的人的紧急联系人"),
                            ("requests", "看过的修改申请"),
                        ],
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="清除什么",
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="结束几个月以后")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="依据")),
                ("enabled", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="顺序"
                    ),
                ),
            ],
            options={
                "db_table": "upkeep_retention_rule",
                "ordering": ("order", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 600)),
                        name="retention_months_real",
                        violation_error_message="请写 1 到 600 个月。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeRequest",
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
                    "changes",
                    jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="改什么"),
                ),
                ("why", models.CharField(max_length=120, verbose_name="为什么改")),
                (
                    "origin",
                    models.CharField(
                        choices=[("office", "工作人员发现的"), ("desk", "居民自己来说的")],
                        default="office",
                        max_length=8,
                        verbose_name="谁说的",
                    ),
                ),
                ("asked_by", models.CharField(blank=True, max_length=60, verbose_name="来说的人")),
                ("proposed_at", models.DateTimeField(verbose_name="提出的时间")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等主任看"),
                            ("approved", "已改好"),
                            ("declined", "没有改"),
                            ("withdrawn", "收回了"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="看过的时间"),
                ),
                ("answer", models.CharField(blank=True, max_length=120, verbose_name="答复")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.committee",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_requests",
                        to="committees.resident",
                    ),
                ),
            ],
            options={
                "db_table": "upkeep_change_request",
                "ordering": ("-proposed_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["committee", "proposed_at"],
                        name="change_request_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="change_request_decided_has_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "story",
                    jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="搬了什么"),
                ),
                ("at", models.DateTimeField(verbose_name="什么时候")),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="撤销的时间"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.committee",
                    ),
                ),
                (
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.resident",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.resident",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "upkeep_merge",
                "ordering": ("-at", "-pk"),
                "indexes": [models.Index(fields=["committee", "-at"], name="merge_by_committee")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("gone",),
                        name="merge_gone_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("gone")), _negated=True),
                        name="merge_of_two_rows",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotSame",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("noted_at", models.DateTimeField(verbose_name="什么时候")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.committee",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.resident",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.resident",
                    ),
                ),
            ],
            options={
                "db_table": "upkeep_not_same",
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="not_same_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="not_same_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("departed", "离开的人"),
                            ("merged", "合并掉的旧登记"),
                            ("refused", "不同意的答复"),
                            ("withdrawn", "撤回了的同意"),
                            ("health", "结束了的健康类关爱"),
                            ("labels", "结束了的其他关爱"),
                            ("contacts", "离开的人的紧急联系人"),
                            ("requests", "看过的修改申请"),
                        ],
                        max_length=12,
                        verbose_name="清除了什么",
                    ),
                ),
                ("number", models.PositiveBigIntegerField(verbose_name="原来的编号")),
                ("on", models.DateField(verbose_name="哪天")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.committee",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tombstones",
                        to="committees.retentionrule",
                    ),
                ),
            ],
            options={
                "db_table": "upkeep_tombstone",
                "indexes": [
                    models.Index(fields=["committee", "what", "on"], name="tombstone_by_kind")
                ],
            },
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]

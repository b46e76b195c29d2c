import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0018_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExportRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="一共几行")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="看过几行")),
                ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "reason",
                    models.CharField(blank=True, max_length=200, verbose_name="为什么没有做成"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("people", "居民（一人一行）"),
                            ("homes", "住户（一户一行）"),
                            ("labels", "关爱类别（一人一类一行）"),
                        ],
                        default="people",
                        max_length=8,
                        verbose_name="导出什么",
                    ),
                ),
                ("whole", models.BooleanField(default=False, verbose_name="完整的证件号和电话")),
                ("why", models.CharField(max_length=200, verbose_name="做什么用")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "等另一位同意"),
                            ("making", "正在导出"),
                            ("ready", "可以下载"),
                            ("refused", "没有同意"),
                            ("failed", "没有导出"),
                            ("gone", "文件已删"),
                        ],
                        default="making",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("path", models.CharField(blank=True, editable=False, max_length=80)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("gone_at", models.DateTimeField(blank=True, null=True, verbose_name="文件保存到")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "building",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="committees.building",
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
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "exports_request",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("asked", "making", "ready"))),
                        fields=["state", "id"],
                        name="export_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="export_decided_by_another",
                        violation_error_message="自己不能同意自己的导出。",
                    )
                ],
            },
        ),
    ]

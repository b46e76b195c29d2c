import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import jiedao.common.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0017_upkeep"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "正在核对"),
                            ("checked", "核对好了，等您确认"),
                            ("writing", "正在导入"),
                            ("done", "已导入"),
                            ("undone", "已撤销"),
                            ("failed", "没有导入"),
                            ("dropped", "不导入了"),
                        ],
                        default="reading",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("at_setup", models.BooleanField(default=False, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="文件")),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("path", models.CharField(blank=True, editable=False, max_length=80)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("head", models.JSONField(default=list, editable=False)),
                (
                    "ignored",
                    models.JSONField(default=list, editable=False, verbose_name="没有读的列"),
                ),
                ("fresh", models.PositiveIntegerField(default=0, verbose_name="新的")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="有改动")),
                ("same", models.PositiveIntegerField(default=0, verbose_name="已经登记")),
                ("bad", models.PositiveIntegerField(default=0, verbose_name="有问题")),
                ("asking", models.PositiveIntegerField(default=0, verbose_name="要征得同意的类别")),
                ("choices", models.JSONField(default=dict, editable=False)),
                ("written", models.PositiveIntegerField(default=0, verbose_name="写入几人")),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                ("added", models.JSONField(default=dict, editable=False)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("kept", models.PositiveIntegerField(default=0, verbose_name="撤销时留下几人")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.committee",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "imports_batch",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="BatchRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="行")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("fresh", "新的"),
                            ("changed", "有改动"),
                            ("same", "已经登记"),
                            ("bad", "有问题"),
                        ],
                        max_length=8,
                    ),
                ),
                ("sealed", jiedao.common.crypto.EncryptedTextField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="committees.batch",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="committees.resident",
                    ),
                ),
            ],
            options={
                "db_table": "imports_row",
                "ordering": ("batch", "number"),
            },
        ),
        migrations.CreateModel(
            name="Made",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="行")),
                ("fresh", models.BooleanField(default=True)),
                ("hukou", models.BooleanField(default=False)),
                ("before", jiedao.common.crypto.EncryptedTextField(blank=True)),
                ("note", jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="备注")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="made",
                        to="committees.batch",
                    ),
                ),
                (
                    "dwelling",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="committees.dwelling",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="committees.household",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="import_marks",
                        to="committees.resident",
                    ),
                ),
            ],
            options={
                "db_table": "imports_made",
                "ordering": ("batch", "number"),
            },
        ),
        migrations.CreateModel(
            name="MadeLabel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="labels",
                        to="committees.batch",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="committees.consent",
                    ),
                ),
                (
                    "label",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.carelabel",
                    ),
                ),
            ],
            options={
                "db_table": "imports_made_label",
            },
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(
                condition=models.Q(("state__in", ("reading", "writing"))),
                fields=["state", "id"],
                name="import_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("reading", "checked", "writing", "done"))),
                fields=("committee", "digest"),
                name="import_file_once",
                violation_error_message="该文件已导入，未重复写入。",
            ),
        ),
        migrations.AddIndex(
            model_name="batchrow",
            index=models.Index(fields=["batch", "outcome", "number"], name="import_row_outcome"),
        ),
        migrations.AddConstraint(
            model_name="batchrow",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="import_row_once"),
        ),
    ]

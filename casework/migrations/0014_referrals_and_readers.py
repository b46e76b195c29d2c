import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0013_help_seed"),
        ("committees", "0022_notice_not_released"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="为什么要看")),
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
                        related_name="readers",
                        to="casework.case",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "cases_reader",
                "ordering": ("-at", "-pk"),
                "indexes": [models.Index(fields=["user", "case"], name="case_reader_of_user")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("case", "user"),
                        name="case_reader_listed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", models.F("user")), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="case_reader_own_word_has_reason",
                        violation_error_message="请写“为什么要看”。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
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
                        choices=[
                            ("help", "请他们帮忙，还是我们办"),
                            ("transfer", "转给他们办，我们配合"),
                        ],
                        max_length=8,
                        verbose_name="怎么请",
                    ),
                ),
                ("what", models.CharField(max_length=500, verbose_name="请他们做什么")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "等回复"),
                            ("accepted", "接下了"),
                            ("declined", "退回"),
                            ("settled", "办好了"),
                            ("called_back", "收回"),
                        ],
                        default="sent",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer_by", models.DateTimeField(verbose_name="答复期限")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="答复")),
                ("said_by", models.CharField(blank=True, max_length=40, verbose_name="谁答复的")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.partnerbody",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="casework.case",
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
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.department",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "referrals_referral",
                "ordering": ("-sent_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["sent", "accepted"])),
                        fields=["answer_by", "id"],
                        name="referral_open_by_answer",
                    ),
                    models.Index(fields=["case", "-sent_at"], name="referral_of_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("department__isnull", True), ("body__isnull", True), _connector="OR"
                        ),
                        name="referral_to_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["accepted", "declined", "settled"]), _negated=True
                            ),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="referral_answer_has_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_declined_has_reason",
                        violation_error_message="退回请写原因。",
                    ),
                ],
            },
        ),
    ]

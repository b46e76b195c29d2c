"""Accounts, who said done, ended links, and the register of outcomes found by bigrams."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from jiedao.common.search import gin_index_operation


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0010_item_ladder"),
        ("meetings", "0008_reviews"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="季度")),
                (
                    "opening",
                    models.BigIntegerField(default=0, help_text="分", verbose_name="上期结余"),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": "disclosure_account",
                "ordering": ("-year", "-quarter", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AccountLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("income", "收入"), ("expense", "支出")], max_length=7
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("what", models.CharField(max_length=60, verbose_name="项目")),
                ("fen", models.BigIntegerField(help_text="分", verbose_name="金额")),
                ("note", models.CharField(blank=True, max_length=60, verbose_name="说明")),
            ],
            options={
                "db_table": "disclosure_account_line",
                "ordering": ("-side", "order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AccountReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="意见")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": "disclosure_account_review",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.AddField(
            model_name="actionitem",
            name="done_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="invitedbody",
            name="link_ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="actionitem",
            index=models.Index(
                condition=models.Q(("state__in", ["told", "differs", "accepted", "done"])),
                fields=["person", "due_on"],
                name="item_open_of_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    ("done_by__isnull", True),
                    models.Q(("confirmed_by", models.F("done_by")), _negated=True),
                    _connector="OR",
                ),
                name="item_two_people",
                violation_error_message="要由另一个人确认，说办好的人不能自己确认。",
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="committee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="notice",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committees.notice",
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="accountline",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="meetings.account",
            ),
        ),
        migrations.AddField(
            model_name="accountreview",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reviews",
                to="meetings.account",
            ),
        ),
        migrations.AddField(
            model_name="accountreview",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="accountreview",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.seat"
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                fields=("committee", "year", "quarter"),
                name="account_once_a_quarter",
                violation_error_message="这个季度已经填过了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)),
                name="account_quarter_real",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountline",
            constraint=models.CheckConstraint(
                condition=models.Q(("fen__gt", 0)),
                name="account_line_above_zero",
                violation_error_message="金额要大于 0。",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountreview",
            constraint=models.UniqueConstraint(
                fields=("account", "seat"),
                name="account_review_two_people",
                violation_error_message="这位委员已经核对过了，请另一位核对。",
            ),
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resolution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoption",
                        to="meetings.resolution",
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.regulationversion",
                    ),
                ),
            ],
            options={"db_table": "resolutions_adoption"},
        ),
        gin_index_operation("resolutions_resolution", "tokens", "resolution_by_words"),
    ]

"""A case and the aid notice that was written of it know each other.

Notices written before hold no trace of their case; they stay as they are. A referral that waits is
「等回复」, as everything that waits.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0018_clocks_and_doors"),
        ("committees", "0026_election_ladder"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="casework.case",
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.notice",
                    ),
                ),
            ],
            options={"db_table": "aid_case_notice"},
        ),
        migrations.AlterField(
            model_name="referral",
            name="state",
            field=models.CharField(
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
    ]

"""The street's slots and its rule for swaps hold wherever a committee has none of its own."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Coalesce

from casework.first_rows import duty as seed


def take_away(apps: Any, schema_editor: Any) -> None:
    apps.get_model("casework", "SlotRule").objects.filter(committee=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_log_indexes"),
        ("committees", "0005_duty_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="SwapRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "committee",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swap_rule",
                        to="committees.committee",
                    ),
                ),
                (
                    "approval",
                    models.CharField(
                        choices=[
                            ("director", "要主任同意"),
                            ("elected", "要主任或者别的委员同意"),
                            ("none", "不用，对方答应就换好"),
                        ],
                        max_length=10,
                        verbose_name="换班要谁同意",
                    ),
                ),
            ],
            options={
                "db_table": "duty_swap_rule",
                "constraints": [
                    models.UniqueConstraint(Coalesce("committee", 0), name="swap_rule_once_each")
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="slotrule", name="slot_rule_once"),
        migrations.AlterField(
            model_name="slotrule",
            name="committee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slot_rules",
                to="committees.committee",
            ),
        ),
        migrations.AddConstraint(
            model_name="slotrule",
            constraint=models.UniqueConstraint(
                Coalesce("committee", 0), "slot", "starts", name="slot_rule_once_each"
            ),
        ),
        migrations.RunPython(seed, take_away),
    ]

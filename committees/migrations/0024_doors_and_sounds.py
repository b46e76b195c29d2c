"""At which doors somebody told them (R3), and how a name sounds to Shanghai ears (UX D.5)."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from jiedao.common.chinese import blur

BATCH = 2_000


def sound_names(apps: Any, schema_editor: Any) -> None:
    """From the pinyin that is already there, a batch at a time. May run again."""
    residents = apps.get_model("committees", "Resident").objects
    after = 0
    while True:
        unheard = residents.filter(pk__gt=after, sound="").exclude(pinyin="").order_by("pk")
        rows = list(unheard.only("pinyin", "sound")[:BATCH])
        if not rows:
            return
        for row in rows:
            row.sound = blur(row.pinyin)
        residents.bulk_update(rows, ["sound"], batch_size=BATCH)
        after = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("committees", "0021_calls_and_kinds")]

    operations = [
        migrations.CreateModel(
            name="DoorTold",
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
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.committee",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.household",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doors_told",
                        to="committees.notice",
                    ),
                ),
            ],
            options={"db_table": "care_door_told"},
        ),
        migrations.AddConstraint(
            model_name="doortold",
            constraint=models.UniqueConstraint(
                fields=("notice", "household"),
                name="door_told_once",
                violation_error_message="这一户已经告知过了。",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="sound",
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.RunPython(sound_names, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(
                fields=["committee", "sound"],
                name="resident_by_sound",
                opclasses=("int8_ops", "varchar_pattern_ops"),
            ),
        ),
    ]

"""Doors and alarms. What the log knows already is written to the doors; when somebody has to go
again follows by itself at the first reading (`casework.doors.actions.keep_up`).
"""

from collections.abc import Iterator
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

BATCH = 1_000


def fill_doors(apps: Any, schema_editor: Any) -> None:
    """One row for each household somebody went to; may run again."""
    doors = apps.get_model("casework", "DoorRecord")
    batch = []
    for door in _visited(apps):
        batch.append(door)
        if len(batch) == BATCH:
            doors.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    doors.objects.bulk_create(batch, ignore_conflicts=True)


def _visited(apps: Any) -> Iterator[Any]:
    doors = apps.get_model("casework", "DoorRecord")
    visits = apps.get_model("casework", "LogEntry").objects.filter(
        kind="home", removed_at__isnull=True, household__isnull=False
    )
    met = models.Max("happened_on", filter=models.Q(nobody_home=False))
    rows = visits.order_by().values_list("household", "household__committee")
    for household, committee, last_met, last_tried in rows.annotate(
        met=met, tried=models.Max("happened_on")
    ).iterator(BATCH):
        yield doors(
            household_id=household,
            committee_id=committee,
            last_met_on=last_met,
            last_tried_on=last_tried,
            ever_met=last_met is not None,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0008_case_level"),
        ("committees", "0014_care_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KnockStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rung",
                    models.CharField(
                        choices=[
                            ("phone", "打本人和家里的电话"),
                            ("contact", "打紧急联系人"),
                            ("leader", "找楼组长"),
                            ("neighbour", "问邻居"),
                            ("property", "找物业"),
                            ("rescue", "打 110、120"),
                            ("other", "别的"),
                        ],
                        max_length=10,
                    ),
                ),
                ("whom", models.CharField(blank=True, max_length=60, verbose_name="找谁")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("no_answer", "没人接"), ("reached", "打通了"), ("said", "说了")],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="怎么说")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": "knocks_step",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="DoorRecord",
            fields=[
                (
                    "household",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="door",
                        serialize=False,
                        to="committees.household",
                    ),
                ),
                ("last_met_on", models.DateField(blank=True, null=True, verbose_name="上次见到")),
                ("last_tried_on", models.DateField(blank=True, null=True, verbose_name="上次去")),
                ("ever_met", models.BooleanField(default=False, editable=False)),
                (
                    "visit_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="几天走访一次"
                    ),
                ),
                ("next_visit_on", models.DateField(blank=True, null=True, verbose_name="下次走访")),
                (
                    "committee",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.committee",
                    ),
                ),
            ],
            options={
                "db_table": "doors_door",
            },
        ),
        migrations.CreateModel(
            name="Knock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("knocked_on", models.DateField(verbose_name="哪天敲的门")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "还没见到本人"),
                            ("seen", "见到本人"),
                            ("called_off", "不用找了"),
                            ("withdrawn", "已撤销"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="什么时候见到的"),
                ),
                ("seen_by", models.CharField(blank=True, max_length=40, verbose_name="谁见到的")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="怎么样")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "committee",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="knocks",
                        to="committees.committee",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="knocks",
                        to="committees.household",
                    ),
                ),
                (
                    "opened_by",
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
                        related_name="+",
                        to="committees.resident",
                    ),
                ),
            ],
            options={
                "db_table": "knocks_knock",
                "ordering": ("-opened_at", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="logentry",
            name="knock",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="casework.knock",
            ),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(
                condition=models.Q(("knock__isnull", False)), fields=["knock"], name="log_of_knock"
            ),
        ),
        migrations.AddField(
            model_name="knockstep",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="knockstep",
            name="knock",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="casework.knock",
            ),
        ),
        migrations.AddIndex(
            model_name="doorrecord",
            index=models.Index(
                condition=models.Q(("next_visit_on__isnull", False)),
                fields=["committee", "ever_met", "next_visit_on", "household"],
                name="door_to_visit",
            ),
        ),
        migrations.AddIndex(
            model_name="doorrecord",
            index=models.Index(fields=["committee", "last_met_on"], name="door_last_met"),
        ),
        migrations.AddConstraint(
            model_name="doorrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ever_met", False), ("last_met_on__isnull", True)),
                    models.Q(
                        ("ever_met", True),
                        ("last_met_on__isnull", False),
                        ("last_tried_on__gte", models.F("last_met_on")),
                    ),
                    _connector="OR",
                ),
                name="door_met_after_trying",
            ),
        ),
        migrations.AddConstraint(
            model_name="doorrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_visit_on__isnull", True), ("visit_days__isnull", True)),
                    models.Q(("next_visit_on__isnull", False), ("visit_days__isnull", False)),
                    _connector="OR",
                ),
                name="door_plan_has_day",
            ),
        ),
        migrations.AddIndex(
            model_name="knock",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["committee", "opened_at", "id"],
                name="knock_open",
            ),
        ),
        migrations.AddIndex(
            model_name="knock",
            index=models.Index(
                fields=["committee", "-opened_at", "-id"], name="knock_newest_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="knock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("household",),
                name="knock_one_open_a_door",
                violation_error_message="这一户已经在找人了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="knock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True), ("ended_by__isnull", True), ("state", "open")
                    ),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="knock_ends_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="knock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "seen"), _negated=True),
                    models.Q(
                        ("seen_at__isnull", False),
                        models.Q(("seen_by", ""), _negated=True),
                        models.Q(("words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="knock_seen_says_who_when_how",
                violation_error_message="请写谁见到的、什么时候、人怎么样。",
            ),
        ),
        migrations.AddConstraint(
            model_name="knock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "called_off"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="knock_called_off_in_words",
                violation_error_message="请写怎么回事。",
            ),
        ),
        migrations.AddIndex(
            model_name="knockstep",
            index=models.Index(fields=["knock", "-at", "-id"], name="knock_step_newest"),
        ),
        migrations.RunPython(fill_doors, migrations.RunPython.noop),
    ]

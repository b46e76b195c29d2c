"""No clock of any level is late without somebody hearing of it; a door goes with its household.

Only clocks that have no rung yet are given theirs: what a street settled stays. Open cases whose clock
still runs climb from its due time on; what was late before stays quiet, as it was.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from django.utils import timezone

from casework.response.seed import MORE_RUNGS

OPEN = ("new", "working", "waiting", "followed_up")


def seed(apps: Any, schema_editor: Any) -> None:
    rungs = apps.get_model("casework", "Rung").objects
    clocks = apps.get_model("casework", "CaseClock").objects
    settled = set(rungs.values_list("level", "clock").distinct())
    fresh = [row for row in MORE_RUNGS if (row["level"], row["clock"]) not in settled]
    rungs.bulk_create(rungs.model(**row) for row in fresh)
    for level, clock in sorted({(row["level"], row["clock"]) for row in fresh}):
        running = clocks.filter(
            clock=clock, met_at__isnull=True, escalate_at__isnull=True, due_at__gt=timezone.now()
        )
        cases = running.filter(
            case__level=level, case__state__in=OPEN, case__removed_at__isnull=True
        )
        cases.update(escalate_at=F("due_at"))


class Migration(migrations.Migration):
    dependencies = [("casework", "0017_case_who")]

    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="doorrecord",
            name="household",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="door",
                serialize=False,
                to="committees.household",
            ),
        ),
    ]

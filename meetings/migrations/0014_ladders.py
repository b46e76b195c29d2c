"""Kinds to which residents come are told a week ahead."""

from typing import Any

from django.db import migrations
from django.utils import timezone

from meetings.kinds.shipped import LADDERS


def seed(apps: Any, schema_editor: Any) -> None:
    """Rules under which a meeting was called already stay as they are: the ladder comes with a new
    version of them from today on."""
    meetings = apps.get_model("meetings", "Meeting").objects
    rules = apps.get_model("meetings", "KindRules").objects
    for key, ladder in LADDERS.items():
        newest = rules.filter(kind__key=key).order_by("-number").first()
        if newest is None or newest.ladder:
            continue
        if meetings.filter(rules=newest).exists():
            newest.pk, newest.number, newest.by = None, newest.number + 1, None
            newest.effective_from = max(newest.effective_from, timezone.localdate())
            newest.why = "提醒时间按会议类别来定"
        newest.ladder = ladder
        newest.save()


class Migration(migrations.Migration):
    dependencies = [("meetings", "0013_ladder_and_earlier_answers")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

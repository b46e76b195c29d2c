"""The kinds of meeting a street starts with; what was called before gets its rules."""

from typing import Any

from django.db import migrations

from meetings.first_rows import kinds as seed


def fill(apps: Any, schema_editor: Any) -> None:
    """Earlier meetings ran under the first rules; their topics belong to their committee."""
    meeting = apps.get_model("meetings", "Meeting")
    for rules in apps.get_model("meetings", "KindRules").objects.select_related("kind"):
        meeting.objects.filter(kind=rules.kind.key).update(rules=rules)
    topic = apps.get_model("meetings", "Topic").objects
    for committee, state in meeting.objects.order_by().values_list("committee", "state").distinct():
        done = "settled" if state == "held" else "listed"
        mine = topic.filter(meeting__committee=committee, meeting__state=state)
        mine.update(committee=committee, state=done)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_decisions")]

    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

"""What is written is found at once, and searching does not slow down behind it."""

from django.db import migrations

from jiedao.common.search import at_once_operation


class Migration(migrations.Migration):
    dependencies = [("meetings", "0015_moved_from")]

    operations = [
        at_once_operation("resolution_by_words"),
        at_once_operation("experience_by_words"),
    ]

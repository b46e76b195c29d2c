"""What is written is found at once, and searching does not slow down behind it."""

from django.db import migrations

from jiedao.common.search import at_once_operation


class Migration(migrations.Migration):
    dependencies = [("committees", "0029_import_hidden_lines")]

    operations = [
        at_once_operation("notice_by_words"),
        at_once_operation("version_by_words"),
    ]

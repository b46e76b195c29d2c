"""What is written is found at once, and searching does not slow down behind it."""

from django.db import migrations

from jiedao.common.search import at_once_operation


class Migration(migrations.Migration):
    dependencies = [("casework", "0023_referral_read_at")]

    operations = [
        at_once_operation("log_entry_by_words"),
        at_once_operation("case_by_words"),
    ]

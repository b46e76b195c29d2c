"""Entries and cases are found by bigrams."""

from django.db import migrations

from jiedao.common.search import gin_index_operation


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        gin_index_operation("log_entry", "tokens", "log_entry_by_words"),
        gin_index_operation("cases_case", "tokens", "case_by_words"),
    ]

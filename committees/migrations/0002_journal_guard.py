"""PostgreSQL refuses to change or delete a row of the journal; notices are found by bigrams."""

from django.db import migrations

from jiedao.common.migrations import PostgresSQL
from jiedao.common.search import gin_index_operation

GUARD = """
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END $$;
CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
"""
UNGUARD = """
DROP TRIGGER IF EXISTS journal_entry_append_only ON journal_entry;
DROP FUNCTION IF EXISTS journal_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("committees", "0001_initial")]

    operations = [
        PostgresSQL(GUARD, UNGUARD),
        gin_index_operation("notices_notice", "tokens", "notice_by_words"),
    ]

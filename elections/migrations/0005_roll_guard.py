"""PostgreSQL refuses to write on a roll that is frozen, or that waits for the second person.

A rehearsal is let alone: it is wiped as a whole.
"""

from django.db import migrations

from jiedao.common.migrations import PostgresSQL

GUARD = """
CREATE FUNCTION roll_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    roll bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.election_id ELSE OLD.election_id END;
BEGIN
    IF EXISTS (
        SELECT FROM electorate_freeze version JOIN timetable_election election
            ON election.id = version.election_id
        WHERE version.election_id = roll AND version.reopened_at IS NULL AND NOT election.rehearsal
    ) THEN
        RAISE EXCEPTION 'the roll of election % is frozen', roll USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER electorate_voter_frozen BEFORE INSERT OR UPDATE OR DELETE ON electorate_voter
    FOR EACH ROW EXECUTE FUNCTION roll_is_frozen();
"""
UNGUARD = """
DROP TRIGGER IF EXISTS electorate_voter_frozen ON electorate_voter;
DROP FUNCTION IF EXISTS roll_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("elections", "0004_roll")]

    operations = [PostgresSQL(GUARD, UNGUARD)]

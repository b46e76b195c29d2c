"""Looking changes nothing: no address writes when it is read (RELIABILITY C1, trust rules)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access.policy import POLICY, Row
from tests.access.stage import EAST, ROLES, Stage, address, taken_back

pytestmark = pytest.mark.django_db
PAGES = [row for row in POLICY if row.method == "get" and row.who]
MAY_WRITE = {
    "second-factor": {"people_authenticator"},  # its key must exist before it can be shown
    # CONTRACTS: opening a hardship record, and taking a table along, are noted
    "case": {"journal_entry", "journal_chain_head"},
    # an invitation knows when it was first read: whoever did not read it is phoned
    "meeting": {"attendance_attendee"},
    "partner-link": {"attendance_attendee", "convening_invited_body"},
    "care-sheet": {"journal_entry", "journal_chain_head"},  # numbers in full, on paper
    "knock": {"journal_entry", "journal_chain_head"},  # whom to ring, in full
    # what leaves the house on paper or in a file is noted, whoever takes it
    "resident-print": {"journal_entry", "journal_chain_head"},
    "resident-pdf": {"journal_entry", "journal_chain_head"},
    "export-file": {"journal_entry", "journal_chain_head"},
    "aid-export": {"journal_entry", "journal_chain_head"},
    "import-problems": {"journal_entry", "journal_chain_head"},
    "street-export": {"journal_entry", "journal_chain_head"},
    "street-meetings-export": {"journal_entry", "journal_chain_head"},
}
OF_THE_SESSION = {"people_session"}
"""When somebody was last here is written once a minute."""
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_reading_writes_nothing(stage: Stage, row: Row):
    for role in [role for role in ROLES if role in row.who]:
        with taken_back():
            place = address(row, stage.make(row.subject, EAST))
            browser = stage.browser(role)
            with CaptureQueriesContext(connection) as asked:
                browser.get(place)
        found = [WRITES.match(query["sql"]) for query in asked.captured_queries]
        written = {match[1] for match in found if match} - OF_THE_SESSION
        assert written <= MAY_WRITE.get(row.name, set()), f"{role} at {place}"

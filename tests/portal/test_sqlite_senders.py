"""The office on one machine: three senders at once on one SQLite file tell everybody once."""

import json

import pytest
from django.db import connection

from tests.portal.offices import NewOffice

pytestmark = pytest.mark.django_db
COUNT = 600
BACKLOG = f"""
from datetime import timedelta
from django.utils import timezone
from committees.people.models import User
from committees.reminders.models import Reminder
person = User.objects.create(name="周桂英")
now = timezone.now()
Reminder.objects.bulk_create(
    Reminder(rule="duty", object_type="duty.shift", object_id=number, recipient=person, step="60m",
             channel="inbox", event_at=now, due_at=now, next_try_at=now, text=str(number))
    for number in range({COUNT})
)
"""
FOUND = """
import json
from committees.reminders.models import InboxMessage, Reminder
told = InboxMessage.objects.values_list("reminder_id", flat=True)
print(json.dumps([len(told), len(set(told)), Reminder.objects.filter(state="sent").count()]))
"""


@pytest.mark.skipif(connection.vendor == "postgresql", reason="SQLite has a turn of its own")
def test_three_senders_on_one_sqlite_file_share_the_work(new_office: NewOffice):
    office = new_office()
    office.run("shell", "-v0", "-c", BACKLOG)

    senders = [office.start("remind") for _ in range(3)]
    said = [sender.communicate(timeout=180)[0] for sender in senders]

    assert [sender.returncode for sender in senders] == [0, 0, 0], said
    assert sum(json.loads(one)["sent"] for one in said) == COUNT
    assert json.loads(office.run("shell", "-v0", "-c", FOUND)) == [COUNT, COUNT, COUNT]

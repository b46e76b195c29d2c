"""The office on one machine: three senders at once on one SQLite file tell everybody once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.portal.processes import ROOT

COUNT = 600
#: Runs in a process of its own, on the database of its environment.
BACKLOG = f"""
import django
django.setup()
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
import django, json
django.setup()
from committees.reminders.models import InboxMessage, Reminder
told = InboxMessage.objects.values_list("reminder_id", flat=True)
print(json.dumps([len(told), len(set(told)), Reminder.objects.filter(state="sent").count()]))
"""


def start(folder: Path, *command: str) -> "subprocess.Popen[str]":
    alone = {"DATABASE_URL": "", "REDIS_URL": "", "DATA_DIR": str(folder)}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "jiedao.settings", **alone},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def outcome(process: "subprocess.Popen[str]") -> str:
    said, _ = process.communicate(timeout=180)
    assert process.returncode == 0, said
    return said


@pytest.mark.skipif(connection.vendor == "postgresql", reason="SQLite has a turn of its own")
def test_three_senders_on_one_sqlite_file_share_the_work(tmp_path):
    outcome(start(tmp_path, "manage.py", "migrate", "--verbosity", "0"))
    outcome(start(tmp_path, "-c", BACKLOG))

    senders = [start(tmp_path, "manage.py", "remind") for _ in range(3)]
    sent = [json.loads(outcome(sender))["sent"] for sender in senders]

    assert sum(sent) == COUNT
    assert json.loads(outcome(start(tmp_path, "-c", FOUND))) == [COUNT, COUNT, COUNT]

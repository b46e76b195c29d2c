"""The office's Celery app in a hurry: rounds every 0.3 s, batches of three.

Run by `celery -A tests.campaigns.quick_office`. `control.tell_one` is the way not to do it: the
queue is the record, one early-acknowledged task for each reminder.
"""

import os
from datetime import UTC, datetime, timedelta

import django

from jiedao.celery import app

django.setup()

from committees.delivery import sending  # noqa: E402
from committees.delivery.heartbeat import beat  # noqa: E402
from committees.reminders.models import InboxMessage, Reminder  # noqa: E402
from committees.reminders.wake import SEND_DUE  # noqa: E402

sending.BATCH = 3
sending.LEASE = timedelta(seconds=float(os.environ["LEASE_SECONDS"]))
app.conf.beat_schedule = {"send-due": {"task": SEND_DUE, "schedule": 0.3}}


@app.task(name="control.tell_one", acks_late=False)
def tell_one(pk: int) -> None:
    row = Reminder.objects.get(pk=pk)
    InboxMessage.objects.create(reminder=row, recipient_id=row.recipient_id, text=row.text)


@app.task(name="control.last")
def last() -> None:
    beat("control", at=datetime.now(UTC))

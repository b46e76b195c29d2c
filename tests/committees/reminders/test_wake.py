"""The wake-up after an act: one for many, only when something is due soon, and never in the way."""

from contextlib import suppress
from datetime import timedelta
from queue import Empty

import pytest
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from committees.delivery.models import Heartbeat
from committees.people.models import Nudge
from committees.reminders.actions import plan, tell
from committees.reminders.models import InboxMessage
from committees.reminders.states import Rule
from committees.reminders.wake import NUDGED, SEND_DUE
from committees.tasks import send_due_reminders
from jiedao.celery import app
from jiedao.common.errors import Refused


@pytest.fixture(autouse=True)
def empty_queue():
    """The queue of this test process, before and after."""
    caches["queue"].delete(NUDGED)
    taken()
    yield
    taken()
    caches["queue"].delete(NUDGED)


def taken() -> list[str]:
    """Names of the tasks that wait in the real broker; they are taken out."""
    names = []
    with app.connection_for_read() as connection:
        queue = connection.SimpleQueue("celery")
        with suppress(Empty):
            while message := queue.get(block=False):
                message.ack()
                names.append(message.headers["task"])
        queue.close()
    return names


@pytest.fixture
def shift(shifts):
    return shifts(1)[0]


def test_news_wakes_the_sender_once_for_many_after_the_commit(
    cast, shift, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            tell([cast.east_director], about=shift, text=str(number), at=timezone.now())
        assert taken() == []

    assert taken() == [SEND_DUE]


def test_after_the_sender_has_looked_news_wakes_it_again(
    cast, shift, django_capture_on_commit_callbacks
):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tell([cast.east_director], about=shift, text="换班", at=timezone.now())
        assert taken() == [SEND_DUE]
        send_due_reminders()


def test_planning_wakes_the_sender_only_for_what_is_due_within_a_minute(
    duty, shift, django_capture_on_commit_callbacks
):
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        plan(Rule.DUTY, [duty(shift, at=now + timedelta(days=3))], now=now)
    assert taken() == []

    with django_capture_on_commit_callbacks(execute=True):
        soon = shift.starts_at - timedelta(hours=1, seconds=30)
        plan(Rule.DUTY, [duty(shift)], now=soon)
    assert taken() == [SEND_DUE]


def test_an_act_that_fails_wakes_nobody(cast, shift, django_capture_on_commit_callbacks):
    def swap_that_fails() -> None:
        with transaction.atomic():
            tell([cast.east_director], about=shift, text="换班", at=timezone.now())
            raise Refused("换不了。")

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused):
        swap_that_fails()

    assert taken() == []
    assert not InboxMessage.objects.exists()


def test_the_sender_writes_down_what_it_did(cast, shift):
    cast.east_director.reminded_by = Nudge.CALL
    cast.east_director.save()
    tell([cast.east_director], about=shift, text="换班", at=timezone.now())

    send_due_reminders()

    assert Heartbeat.objects.get(job="reminders").note == "到期 1，送出 1，没成 0"

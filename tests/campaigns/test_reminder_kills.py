"""Workers die, Redis forgets, two beats run: nobody is left out and nobody is told twice.

Real Celery, real Redis, the test's own PostgreSQL (RELIABILITY F1–F5 and 2.3). Each protection has
a control that fails without it.
"""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
from celery import Celery
from django.core import mail
from django.db import connection
from django.utils import timezone

from committees.delivery.models import Heartbeat
from committees.delivery.sending import send_due
from committees.people.models import Nudge
from committees.reminders.models import Call, InboxMessage, Reminder
from committees.reminders.states import Channel, Rule, State
from tests.campaigns.conftest import Engine
from tests.cast import Cast
from tests.committees.delivery.letters import Letters, mail_server
from tests.portal.processes import until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a real server and real Redis"),
]
PATIENCE = 120.0
SHORT_LEASE_S = 5.0
"""What a dead process held is repeated after so long; long enough for a slow mail server."""
PROCESSES = 2
"""Of one worker: each may hold one e-mail when it dies."""


@dataclass(frozen=True)
class Expected:
    """What must have happened in the end: in the inbox, on the call list, by e-mail."""

    inbox: int
    calls: int
    letters: int


def backlog(cast: Cast, count: int, *, over: timedelta = timedelta(minutes=1)) -> Expected:
    """So many reminders that fell due during the last `over`, for four people in turn.

    One of them wants to be phoned as well, another one an e-mail.
    """
    people = [cast.east_director, cast.east_member, cast.west_director, cast.clerk]
    cast.east_member.reminded_by = Nudge.CALL
    cast.east_member.save()
    cast.west_director.reminded_by, cast.west_director.email = Nudge.EMAIL, "wu@example.org"
    cast.west_director.save()
    now = timezone.now()
    Reminder.objects.bulk_create(
        Reminder(
            rule=Rule.DUTY,
            object_type="duty.shift",
            object_id=number,
            recipient=people[number % len(people)],
            step="60m",
            channel=Channel.INBOX,
            committee=cast.east,
            event_at=now + timedelta(hours=1),
            due_at=now - over * ((number + 1) / count),
            next_try_at=now - over * ((number + 1) / count),
            words="一小时后值班",
            text=f"第 {number} 班",
        )
        for number in range(count)
    )
    return Expected(count, len(range(1, count, len(people))), len(range(2, count, len(people))))


def told() -> int:
    return InboxMessage.objects.count()


def has_told(count: int) -> bool:
    return told() >= count


def a_round_is_through() -> None:
    """A whole round of the sender that began after now."""
    began = timezone.now()
    until(lambda: Heartbeat.objects.filter(job="reminders", at__gt=began).exists(), PATIENCE)


def everybody_was_told_once(expected: Expected) -> None:
    per_row = Counter(InboxMessage.objects.values_list("reminder_id", flat=True))
    assert (len(per_row), set(per_row.values())) == (expected.inbox, {1})
    assert told() == expected.inbox
    assert Call.objects.count() == expected.calls
    assert not Reminder.objects.exclude(state=State.SENT).exists()
    rows = expected.inbox + expected.calls + expected.letters
    assert Reminder.objects.count() == rows


@pytest.fixture
def letters(engine: Engine) -> Iterator[Letters]:
    """The mail server the workers send to."""
    with mail_server() as (taken, engine.mail_port):
        yield taken


def campaign(
    engine: Engine, cast: Cast, letters: Letters, *, count: int, kills: int, flushes: int
) -> None:
    """Kill the worker each time so many were told; empty Redis after some of the kills."""
    expected = backlog(cast, count)
    chance = random.Random()
    moments = sorted(chance.sample(range(1, count * 9 // 10), kills))
    forgetful = set(chance.sample(range(kills), flushes))
    engine.lease_s = SHORT_LEASE_S
    engine.start("worker", "beat-1", "beat-2")
    try:
        for turn, moment in enumerate(moments):
            until(partial(has_told, moment), PATIENCE)
            engine.kill("worker")
            if turn in forgetful:
                engine.redis.flushdb()
            engine.start("worker")
        until(lambda: Reminder.objects.waiting().count() == 0, PATIENCE)
        a_round_is_through()
    except AssertionError as late:
        raise AssertionError(f"{late}; moments {moments}\n{engine.said()}") from late
    everybody_was_told_once(expected)
    texts = Counter(text for _, text in letters.taken)
    assert len(texts) == expected.letters
    assert sum(texts.values()) - len(texts) <= kills * PROCESSES


@pytest.mark.audit
def test_a_thousand_reminders_six_kills_two_flushes_two_beats(engine, cast, letters):
    """0 lost, 0 doubled; an e-mail that was out when its process died may come twice."""
    campaign(engine, cast, letters, count=1_000, kills=6, flushes=2)


@pytest.mark.audit
def test_five_thousand_reminders_thirty_kills_ten_flushes(engine, cast, letters):
    campaign(engine, cast, letters, count=5_000, kills=30, flushes=10)


@pytest.mark.audit
def test_after_a_day_without_worker_and_beat_everything_is_caught_up_once(engine, cast, letters):
    expected = backlog(cast, 400, over=timedelta(days=1))

    engine.start("worker", "beat-1", "beat-2")
    until(lambda: Reminder.objects.waiting().count() == 0, PATIENCE)
    a_round_is_through()

    everybody_was_told_once(expected)
    assert len(letters.taken) == expected.letters
    assert InboxMessage.objects.filter(text__startswith="（晚到").count() > 360


@pytest.mark.audit
def test_control_a_queue_that_is_the_record_loses_what_it_forgets(engine, cast):
    """One early-acknowledged task for each reminder: a kill and a flush leave people out."""
    count = 240
    backlog(cast, count)
    with Celery(broker=engine.redis_url, set_as_current=False) as queue:
        for pk in Reminder.objects.values_list("pk", flat=True):
            queue.send_task("control.tell_one", [pk])
        engine.start("worker")
        until(lambda: told() >= count // 4, PATIENCE)

        engine.kill("worker")
        engine.redis.flushdb()
        queue.send_task("control.last")
        engine.start("worker")
        until(lambda: Heartbeat.objects.filter(job="control").exists(), PATIENCE)

    assert told() < count


def in_parallel(act: Callable[[], object], times: int) -> None:
    """Run `act` in so many threads that begin together, each with its own connection."""
    start = threading.Barrier(times)

    def run() -> None:
        start.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_four_senders_at_once_tell_everybody_once(cast):
    expected = backlog(cast, 1_000)
    at = timezone.now()

    in_parallel(lambda: send_due(at), 4)

    everybody_was_told_once(expected)
    assert len(mail.outbox) == expected.letters


def test_control_four_senders_that_read_first_and_write_later_tell_twice(cast):
    backlog(cast, 200)
    at = timezone.now()
    read = threading.Barrier(4)

    def naive() -> None:
        rows = list(Reminder.objects.due(at))
        read.wait()
        InboxMessage.objects.bulk_create(
            InboxMessage(recipient_id=row.recipient_id, text=row.text) for row in rows
        )
        Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.SENT)

    in_parallel(naive, 4)

    assert told() > 200

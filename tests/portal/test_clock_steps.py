"""The clock of the machine is put forward or back an hour (RELIABILITY F5)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from celery import Celery
from celery.beat import PersistentScheduler
from celery.schedules import crontab
from django.core.management import call_command

from committees.delivery.models import Heartbeat
from committees.people.sessions import SEEN
from committees.reminders.models import InboxMessage, Reminder
from committees.reminders.states import Channel, Rule, State
from committees.tasks import heartbeat
from jiedao.beat import SteadyScheduler
from jiedao.celery import app as office

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def ten_reminders(cast):
    """One due at each quarter of an hour around noon."""
    for number in range(10):
        due = NOON + timedelta(minutes=15 * number - 60)
        Reminder.objects.create(
            rule=Rule.DUTY,
            object_type="duty.shift",
            object_id=number,
            recipient=cast.east_director,
            step="60m",
            channel=Channel.INBOX,
            committee=cast.east,
            event_at=due + HOUR,
            due_at=due,
            next_try_at=due,
            text=f"第 {number} 班",
        )


@pytest.mark.parametrize("step", [HOUR, -HOUR])
def test_everybody_is_reminded_once_when_the_clock_steps_and_is_put_right_again(
    ten_reminders, step
):
    for at in (NOON, NOON + step, NOON, NOON + timedelta(minutes=1), NOON + 2 * HOUR, NOON):
        with time_machine.travel(at, tick=False):
            call_command("remind", stdout=None)

    texts = list(InboxMessage.objects.values_list("text", flat=True))
    assert len(texts) == len(set(texts)) == 10
    assert Reminder.objects.filter(state=State.SENT).count() == 10


def test_the_heartbeat_follows_the_clock_back(db):
    for at in (NOON, NOON - HOUR):
        with time_machine.travel(at, tick=False):
            heartbeat()

    assert Heartbeat.objects.get(job="beat").at == NOON - HOUR


# The timer


def rounds_of(scheduler_class, folder, *steps: timedelta) -> list[set[str]]:
    """Which jobs beat sends in the two minutes after each step, with all it knows from before."""
    jobs = {
        "often": {"task": "often", "schedule": 30.0},
        "minutely": {"task": "minutely", "schedule": 60.0},
        "daily": {"task": "daily", "schedule": crontab(hour=12, minute=0)},
    }
    sent: list[str] = []
    with Celery("clock", broker="memory://", set_as_current=False) as celery:
        celery.conf.update(timezone="Asia/Shanghai", beat_schedule=jobs)
        with time_machine.travel(NOON - timedelta(minutes=2), tick=False) as clock:
            timer = scheduler_class(celery, schedule_filename=str(folder / "beat"))
            timer.apply_entry = lambda entry, producer=None: sent.append(entry.name)
            minutes_pass(timer, clock, 5)
            found = []
            for step in steps:
                clock.shift(step)
                sent.clear()
                minutes_pass(timer, clock, 2)
                found.append(set(sent))
        timer.close()
    return found


def minutes_pass(timer, clock, minutes: int) -> None:
    for _ in range(minutes * 60):
        while timer.tick() == 0:
            pass
        clock.shift(1)


def test_beat_goes_on_at_once_after_a_step_and_repeats_no_job_of_the_day(tmp_path):
    back, forward = rounds_of(SteadyScheduler, tmp_path, -HOUR, HOUR)

    assert back == {"often", "minutely"}
    assert forward == {"often", "minutely"}


def test_control_plain_beat_says_nothing_for_an_hour(tmp_path):
    assert rounds_of(PersistentScheduler, tmp_path, -HOUR) == [set()]


def test_the_office_runs_on_the_steady_timer():
    assert office.conf.beat_scheduler == "jiedao.beat:SteadyScheduler"


# A session


def test_a_session_that_was_seen_in_the_future_is_counted_from_now_on(cast, enter, settings):
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(cast.clerk)
        clock.shift(-HOUR)

        assert client.get("/street/").status_code == 200
        assert client.session[SEEN] == (NOON - HOUR).timestamp()

        clock.shift(settings.SESSION_STAFF_IDLE + timedelta(minutes=1))
        assert client.get("/street/").status_code == 302


def test_a_lock_out_never_ends_early_when_the_clock_is_put_back(cast, client):
    wrong = {"phone": "10000000001", "password": "三楼的桂花还没开"}
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(5):
            client.post("/sign-in/", wrong)
        clock.shift(-HOUR)

        answer = client.post("/sign-in/", wrong)

    assert answer.status_code == 429

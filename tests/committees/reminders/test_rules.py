"""When a reminder is due, as a table and as properties."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.reminders import rules
from committees.reminders.rules import SHANGHAI, due_at, is_quiet, next_try, step_key


@dataclass
class Step:
    minutes_before: int | None = None
    days_before: int | None = None
    at_time: time | None = None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


EVENING_BEFORE = Step(days_before=1, at_time=time(19))
AN_HOUR = Step(minutes_before=60)
SAME_MORNING = Step(days_before=0, at_time=time(9))
DAY_AFTER = Step(days_before=-1, at_time=time(8, 30))


@pytest.mark.parametrize(
    ("step", "event", "due"),
    [
        (EVENING_BEFORE, "2026-11-23T08:30", "2026-11-22T19:00"),
        (EVENING_BEFORE, "2026-03-01T08:30", "2026-02-28T19:00"),
        (AN_HOUR, "2026-11-23T08:30", "2026-11-23T07:30"),
        (AN_HOUR, "2026-11-23T08:00", "2026-11-23T07:00"),
        (AN_HOUR, "2026-11-23T07:59", "2026-11-22T20:55"),
        (AN_HOUR, "2026-11-23T21:59", "2026-11-23T20:59"),
        (AN_HOUR, "2026-11-23T22:00", "2026-11-23T20:55"),
        (AN_HOUR, "2026-11-24T00:30", "2026-11-23T20:55"),
        (SAME_MORNING, "2026-11-23T14:00", "2026-11-23T09:00"),
        (SAME_MORNING, "2026-11-23T08:30", "2026-11-23T08:30"),
        (SAME_MORNING, "2026-11-23T06:30", "2026-11-22T20:55"),
        (DAY_AFTER, "2026-11-20T17:00", "2026-11-21T08:30"),
        (Step(days_before=-1, at_time=time(6)), "2026-11-20T17:00", "2026-11-21T07:00"),
        (Step(days_before=-1, at_time=time(22)), "2026-11-20T17:00", "2026-11-22T07:00"),
    ],
)
def test_a_step_is_due(step, event, due):
    assert due_at(step, at(event)) == at(due)


instants = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=SHANGHAI)
)
steps_before = st.one_of(
    st.builds(Step, minutes_before=st.integers(0, 20_000)),
    st.builds(Step, days_before=st.integers(0, 30), at_time=st.times()),
)
steps_after = st.builds(Step, days_before=st.integers(-30, -1), at_time=st.times())


@given(steps_before, instants)
def test_nobody_is_disturbed_at_night_nor_told_after_the_event(step, event):
    due = due_at(step, event)

    assert not is_quiet(due)
    assert due <= event


@given(steps_before, instants)
def test_quiet_hours_move_a_step_only_earlier_and_never_by_more_than_a_night(step, event):
    moved = rules.wanted_at(step, event) - due_at(step, event)

    assert timedelta(0) <= moved <= timedelta(hours=10, minutes=5)


@given(steps_after, instants)
def test_a_step_for_the_day_after_never_comes_before_that_day(step, event):
    due = due_at(step, event)

    assert not is_quiet(due)
    assert due.astimezone(SHANGHAI).date() > event.date()


@given(instants, instants)
def test_a_late_sms_waits_for_the_morning_unless_its_event_comes_first(now, event):
    goes = rules.sms_may_go_at(now, event)

    assert goes >= now
    assert not is_quiet(goes) or (goes == now and now < event < rules.end_of_quiet(now))


def test_words_that_would_be_untrue_are_recognised():
    assert rules.still_says_it_right(AN_HOUR, at("2026-11-23T08:30"))
    assert rules.still_says_it_right(AN_HOUR, at("2026-11-23T22:00"))
    assert not rules.still_says_it_right(AN_HOUR, at("2026-11-23T07:30"))


def test_each_failed_try_waits_longer_and_the_sixth_is_the_last():
    now = at("2026-11-23T10:00")
    waits = [next_try(tries, now) for tries in range(1, rules.MOST_TRIES + 1)]

    minutes = [(when - now).seconds // 60 if when else None for when in waits]
    assert minutes == [1, 5, 30, 120, 360, None]


def test_a_step_is_known_by_its_offset():
    assert [step_key(step) for step in (AN_HOUR, EVENING_BEFORE, DAY_AFTER)] == [
        "60m",
        "1d@19:00",
        "-1d@08:30",
    ]

"""Reminders appear, move and vanish with their event."""

from datetime import timedelta

import pytest
from django.db import connection

from committees.delivery.sending import send_due
from committees.reminders.actions import cancel, plan, replan, tell
from committees.reminders.models import InboxMessage, LadderStep, Reminder
from committees.reminders.states import Rule, State
from tests.committees.reminders.conftest import clock

LONG_BEFORE = clock("2026-11-20T10:00")


def due_times(**which):
    rows = Reminder.objects.waiting().filter(**which).order_by("due_at")
    return [f"{row.due_at.astimezone(clock('2026-11-22').tzinfo):%m-%d %H:%M}" for row in rows]


def texts(person):
    messages = InboxMessage.objects.filter(recipient=person).order_by("at", "pk")
    return list(messages.values_list("text", flat=True))


@pytest.fixture
def shift(shifts):
    return shifts(1)[0]


def test_a_shift_is_told_the_evening_before_and_an_hour_before(duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)

    assert due_times() == ["11-22 19:00", "11-23 07:30"]


def test_planning_again_changes_nothing(duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)
    before = list(Reminder.objects.order_by("pk").values())

    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)

    assert list(Reminder.objects.order_by("pk").values()) == before


def test_a_step_whose_time_has_passed_is_left_out(duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=clock("2026-11-22T19:01"))

    assert due_times() == ["11-23 07:30"]


def test_what_is_due_but_not_sent_yet_survives_planning_again(duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)

    plan(Rule.DUTY, [duty(shift)], now=clock("2026-11-22T19:01"))

    assert due_times() == ["11-22 19:00", "11-23 07:30"]


def test_a_moved_shift_takes_its_reminders_along(duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)

    later = shift.starts_at + timedelta(days=2, hours=5)
    plan(Rule.DUTY, [duty(shift, at=later)], now=LONG_BEFORE)

    assert due_times() == ["11-24 19:00", "11-25 12:30"]


def test_who_was_told_the_old_time_is_told_the_new_one_and_both_stay_on_record(cast, duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)
    send_due(clock("2026-11-22T19:00"))

    moved = duty(shift, at=shift.starts_at + timedelta(days=1), text="11月24日上午")
    plan(Rule.DUTY, [moved], now=clock("2026-11-22T20:00"))
    send_due(clock("2026-11-23T19:00"))

    assert texts(cast.east_director) == ["明天值班：11月23日上午", "明天值班：11月24日上午"]
    assert sorted(Reminder.objects.values_list("state", flat=True)) == [
        State.MOVED,
        State.SENT,
        State.WAITING,
    ]


def test_a_shift_moved_there_and_back_is_told_again(cast, duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)
    send_due(clock("2026-11-22T19:00"))
    plan(Rule.DUTY, [duty(shift, at=shift.starts_at + timedelta(days=1))], now=LONG_BEFORE)

    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)

    assert due_times() == ["11-22 19:00", "11-23 07:30"]


def test_who_gave_the_shift_away_hears_no_more_of_it(cast, duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)

    plan(Rule.DUTY, [duty(shift, recipients=[cast.east_member])], now=LONG_BEFORE)

    assert due_times(recipient=cast.east_director) == []
    assert due_times(recipient=cast.east_member) == ["11-22 19:00", "11-23 07:30"]


def test_new_words_reach_what_is_not_sent_yet(cast, duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)

    plan(Rule.DUTY, [duty(shift, text="11月23日上午，改在三楼")], now=LONG_BEFORE)
    send_due(clock("2026-11-22T19:00"))

    assert texts(cast.east_director) == ["明天值班：11月23日上午，改在三楼"]


def test_reminders_vanish_with_their_event_and_what_was_said_stays(cast, duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)
    send_due(clock("2026-11-22T19:00"))

    cancel(Rule.DUTY, [shift])

    assert due_times() == []
    assert texts(cast.east_director) == ["明天值班：11月23日上午"]
    assert Reminder.objects.get().state == State.MOVED


def test_words_do_not_lie_when_quiet_hours_move_a_step(cast, duty, shift):
    early = duty(shift, at=clock("2026-11-23T07:30"), text="11月23日 7:30")
    plan(Rule.DUTY, [early], now=LONG_BEFORE)

    send_due(clock("2026-11-22T20:55"))

    assert sorted(texts(cast.east_director)) == [
        "值班提醒：11月23日 7:30",
        "（晚到，应在今天 19:00）明天值班：11月23日 7:30",
    ]


def test_a_changed_ladder_changes_what_is_still_to_come(cast, duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)
    send_due(clock("2026-11-22T19:00"))
    LadderStep.objects.filter(rule=Rule.DUTY, minutes_before=60).update(minutes_before=30)
    LadderStep.objects.create(rule=Rule.DUTY, minutes_before=10, words="马上值班")

    replan(Rule.DUTY, now=clock("2026-11-22T20:00"))

    assert due_times() == ["11-23 08:00", "11-23 08:20"]
    assert Reminder.objects.filter(state=State.SENT).count() == 1


def test_a_changed_ladder_wakes_neither_the_cancelled_nor_those_who_dropped_out(cast, duty, shifts):
    off, swapped = shifts(2)
    plan(Rule.DUTY, [duty(off), duty(swapped)], now=LONG_BEFORE)
    send_due(clock("2026-11-23T19:00"))
    cancel(Rule.DUTY, [off])
    plan(Rule.DUTY, [duty(swapped, recipients=[cast.east_member])], now=clock("2026-11-23T20:00"))
    LadderStep.objects.create(rule=Rule.DUTY, minutes_before=10, words="马上值班")

    replan(Rule.DUTY, now=clock("2026-11-23T20:00"))

    assert due_times(recipient=cast.east_director) == []
    assert due_times(recipient=cast.east_member) == ["11-24 07:30", "11-24 08:20"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cuts long statements up")
@pytest.mark.parametrize("count", [1, 62])
def test_a_month_is_planned_moved_and_cancelled_with_the_queries_of_one_shift(
    duty, shifts, count, django_assert_num_queries
):
    rota = shifts(count)
    with django_assert_num_queries(5):  # savepoint, ladder, rows there are, new rows, release
        plan(Rule.DUTY, [duty(one) for one in rota], now=LONG_BEFORE)
    later = [duty(one, at=one.starts_at + timedelta(hours=1)) for one in rota]
    with django_assert_num_queries(6):
        plan(Rule.DUTY, later, now=LONG_BEFORE)
    with django_assert_num_queries(3):  # calls nobody made, waiting ones, delivered ones
        cancel(Rule.DUTY, rota)
    assert not Reminder.objects.exists()


def test_news_with_a_key_is_told_once(cast, shift):
    for _ in range(2):
        tell([cast.east_director], about=shift, text="换班好了", at=LONG_BEFORE, key="swap-1")

    assert texts(cast.east_director) == ["换班好了"]


def test_news_without_a_key_is_news_each_time(cast, shift):
    for minute in (0, 1):
        tell(
            [cast.east_director, cast.east_member],
            about=shift,
            text=f"第 {minute} 次",
            at=LONG_BEFORE + timedelta(minutes=minute),
        )

    assert texts(cast.east_member) == ["第 0 次", "第 1 次"]

"""Every due reminder goes out once: by inbox, call list, a real mail server, and the SMS file."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from committees.delivery import sending
from committees.delivery.sending import send_due
from committees.people.models import Nudge
from committees.reminders.actions import plan, tell, try_again
from committees.reminders.models import Call, InboxMessage, Reminder
from committees.reminders.rules import BACK_OFF
from committees.reminders.states import Channel, Rule, State
from deploy.with_services import free_port
from jiedao.env import ENV
from tests.committees.delivery.letters import Letters, mail_server
from tests.committees.reminders.conftest import clock

LONG_BEFORE = clock("2026-11-20T10:00")
EVENING = clock("2026-11-22T19:00")


@pytest.fixture
def letters(settings) -> Iterator[Letters]:
    """Django pointed at a real mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server() as (taken, port):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield taken


@pytest.fixture
def shift(shifts):
    return shifts(1)[0]


@pytest.fixture
def planned(duty, shift):
    plan(Rule.DUTY, [duty(shift)], now=LONG_BEFORE)
    return shift


def reached_by(person, nudge, **details):
    person.reminded_by = nudge
    for name, value in details.items():
        setattr(person, name, value)
    person.save()
    return person


def state_of(channel):
    return Reminder.objects.get(channel=channel, step="1d@19:00")


def sms_lines():
    path = ENV.sms_folder / "outbox.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.fixture
def empty_outbox():
    (ENV.sms_folder / "outbox.jsonl").unlink(missing_ok=True)


def test_nothing_is_sent_before_its_time(planned):
    assert send_due(EVENING - timedelta(seconds=1)) == sending.Sent()


def test_a_due_reminder_lies_in_the_inbox_once_however_often_the_sender_runs(cast, planned):
    runs = [send_due(EVENING), send_due(EVENING), send_due(EVENING + timedelta(minutes=1))]

    assert [run.sent for run in runs] == [1, 0, 0]
    message = InboxMessage.objects.get()
    assert (message.recipient, message.text) == (cast.east_director, "明天值班：11月23日上午")
    assert (message.url, message.at, message.read_at) == ("/duty/", EVENING, None)


def test_a_reminder_whose_message_lies_there_already_is_only_marked(planned):
    """As after a restored backup, or a row set back by hand."""
    send_due(EVENING)
    Reminder.objects.filter(state=State.SENT).update(state=State.WAITING)

    send_due(EVENING)

    assert InboxMessage.objects.count() == 1
    assert Reminder.objects.filter(state=State.SENT).count() == 1


def test_a_day_of_outage_is_caught_up_once_and_says_that_it_is_late(cast, planned):
    run = send_due(EVENING + timedelta(days=1))

    assert (run.due, run.sent, run.late) == (2, 2, 2)
    texts = InboxMessage.objects.order_by("reminder__due_at").values_list("text", flat=True)
    assert texts[0] == "（晚到，应在昨天 19:00）明天值班：11月23日上午"
    assert send_due(EVENING + timedelta(days=1)).due == 0


def test_an_email_goes_to_a_real_server_and_is_not_repeated(cast, planned, letters):
    reached_by(cast.east_director, Nudge.EMAIL, email="zhou@example.org")

    run = send_due(EVENING)
    send_due(EVENING)

    assert run.sent == 2
    assert letters.taken == [("zhou@example.org", "明天值班：11月23日上午")]


def test_what_a_person_wants_is_asked_when_it_goes_out_not_when_it_was_planned(
    cast, planned, letters
):
    reached_by(cast.east_director, Nudge.EMAIL, email="zhou@example.org")
    reached_by(cast.east_director, Nudge.NONE)

    send_due(EVENING)

    assert letters.taken == []
    assert InboxMessage.objects.count() == 1


def test_a_line_break_in_the_text_makes_no_header(cast, shift, letters):
    reached_by(cast.east_director, Nudge.EMAIL, email="zhou@example.org")
    tell([cast.east_director], about=shift, text="换班\nBcc: all@example.org", at=EVENING)

    send_due(EVENING)

    assert [to for to, _ in letters.taken] == ["zhou@example.org"]


def test_a_refused_email_is_tried_again_later_and_later_and_then_given_up(cast, planned, letters):
    reached_by(cast.east_director, Nudge.EMAIL, email="zhou@example.org")
    letters.refuses = True
    at = EVENING

    for wait in BACK_OFF:
        assert send_due(at).failed == 1
        row = state_of(Channel.EMAIL)
        assert (row.state, row.next_try_at - at) == (State.WAITING, wait)
        at += wait
    send_due(at)

    row = state_of(Channel.EMAIL)
    assert (row.state, row.tries, row.problem) == (State.GIVEN_UP, 6, "邮件没有送出去")
    assert letters.taken == []


def test_a_given_up_email_goes_out_after_trying_again(cast, planned, letters):
    reached_by(cast.east_director, Nudge.EMAIL, email="zhou@example.org")
    send_due(EVENING)
    letters.taken.clear()
    Reminder.objects.filter(channel=Channel.EMAIL).update(state=State.GIVEN_UP, tries=6)

    assert try_again(Reminder.objects.given_up(), at=EVENING) == 1
    send_due(EVENING)

    assert len(letters.taken) == 1


def test_a_mail_server_that_is_down_holds_up_no_inbox(cast, planned, settings):
    reached_by(cast.east_director, Nudge.EMAIL, email="zhou@example.org")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    run = send_due(EVENING)

    assert (run.sent, run.failed) == (1, 1)
    assert InboxMessage.objects.count() == 1


def test_a_sender_that_dies_while_the_email_is_out_repeats_that_one_only(cast, planned, letters):
    """What it leaves behind is the lease: sent, never marked."""
    reached_by(cast.east_director, Nudge.EMAIL, email="zhou@example.org")
    send_due(EVENING)
    Reminder.objects.filter(channel=Channel.EMAIL).update(
        state=State.WAITING, next_try_at=EVENING + sending.LEASE
    )

    assert send_due(EVENING + timedelta(minutes=1)).due == 0
    send_due(EVENING + sending.LEASE)

    assert len(letters.taken) == 2


def test_a_row_that_kills_its_sender_each_time_is_given_up_too(cast, planned, letters):
    reached_by(cast.east_director, Nudge.EMAIL, email="zhou@example.org")
    send_due(EVENING)
    Reminder.objects.filter(channel=Channel.EMAIL).update(state=State.WAITING, tries=6)

    send_due(EVENING + sending.LEASE)

    assert state_of(Channel.EMAIL).state == State.GIVEN_UP


def test_leased_by_one_sender_an_email_is_nothing_to_another(cast, planned, letters):
    reached_by(cast.east_director, Nudge.EMAIL, email="zhou@example.org")
    send_due(EVENING)
    Reminder.objects.filter(channel=Channel.EMAIL).update(state=State.WAITING)
    seen_by_both = Reminder.objects.get(channel=Channel.EMAIL)
    seen_by_other = Reminder.objects.get(channel=Channel.EMAIL)
    letters.taken.clear()

    for row in (seen_by_both, seen_by_other):
        sending._send_one(row, EVENING + timedelta(minutes=6), sending.Sent())

    assert len(letters.taken) == 1


def test_sms_are_written_to_the_file_gateway(cast, planned, empty_outbox):
    reached_by(cast.east_director, Nudge.SMS)

    send_due(EVENING)

    assert sms_lines() == [
        {
            "to": cast.east_director.phone,
            "text": f"【{ENV.street_name}】明天值班：11月23日上午",
        }
    ]


def test_a_late_sms_wakes_nobody_at_night(cast, planned, empty_outbox):
    reached_by(cast.east_director, Nudge.SMS)

    night = send_due(clock("2026-11-23T02:00"))
    at_night = sms_lines()
    send_due(clock("2026-11-23T07:00"))

    assert (night.sent, at_night) == (1, [])
    assert len(sms_lines()) == 1


def test_who_wants_a_phone_call_stands_on_the_call_list_once(cast, planned):
    reached_by(cast.east_director, Nudge.CALL)

    for _ in range(2):
        send_due(EVENING)

    call = Call.objects.get()
    assert (call.recipient, call.committee) == (cast.east_director, cast.east)
    assert call.text == "明天值班：11月23日上午"


def test_who_left_gets_nothing_outside_the_house(cast, planned, empty_outbox):
    reached_by(cast.east_director, Nudge.SMS, is_active=False)

    send_due(EVENING)

    assert sms_lines() == []


def test_time_out_of_the_house_is_limited(cast, planned, letters):
    reached_by(cast.east_director, Nudge.EMAIL, email="zhou@example.org")

    assert send_due(EVENING, seconds=0).sent == 1
    assert letters.taken == []


def test_ten_thousand_due_reminders_take_seconds_not_minutes(cast):
    Reminder.objects.bulk_create(
        Reminder(
            rule=Rule.DUTY,
            object_type="duty.shift",
            object_id=number,
            recipient=cast.east_director,
            step="60m",
            channel=Channel.INBOX,
            committee=cast.east,
            event_at=EVENING,
            due_at=EVENING,
            next_try_at=EVENING,
            text="值班",
        )
        for number in range(10_000)
    )
    started = time.monotonic()

    assert send_due(EVENING).sent == 10_000

    assert time.monotonic() - started < 8
    assert InboxMessage.objects.count() == 10_000


def test_remind_says_what_it_did(planned, capsys):
    call_command("remind", "--at", "2026-11-22T19:20")

    assert json.loads(capsys.readouterr().out) == {
        "at": "2026-11-22T19:20:00+08:00",
        "due": 1,
        "sent": 1,
        "failed": 0,
        "late": 1,
    }


def test_remind_understands_an_instant_with_an_offset(planned, capsys):
    call_command("remind", "--at", "2026-11-22T11:00:00+00:00")

    assert json.loads(capsys.readouterr().out)["sent"] == 1


def test_remind_refuses_what_is_no_instant():
    with pytest.raises(CommandError, match="没看懂“昨天”"):
        call_command("remind", "--at", "昨天")

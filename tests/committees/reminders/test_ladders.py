"""The ladders, and the line on a record that says who was told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.delivery.sending import send_due
from committees.journal.models import AuditEntry
from committees.reminders.actions import Event, cancel, plan
from committees.reminders.deliveries import deliveries_of
from committees.reminders.models import InboxMessage, LadderStep, Reminder
from committees.reminders.states import Rule
from tests.committees.reminders.conftest import clock


def an_hour_before():
    return LadderStep.objects.get(rule=Rule.DUTY, minutes_before=60)


def test_the_ladders_are_written_in_words(cast, enter):
    page = enter(cast.clerk).get(reverse("ladders")).content.decode()

    assert "提前 60 分钟" in page
    assert "提前 1 天，19:00" in page
    assert "过后 1 天，8:30" in page


def test_the_clerk_changes_a_step_and_what_is_waiting_follows(cast, enter):
    starts = timezone.now() + timedelta(days=3)
    plan(
        Rule.DUTY,
        [Event(cast.east, starts, [cast.east_director], cast.east, "值班")],
        now=timezone.now(),
    )

    response = enter(cast.clerk).post(
        reverse("ladder-step", args=[an_hour_before().pk]),
        {"words": "两小时后值班", "minutes_before": "120", "enabled": "on"},
    )

    assert response.status_code == 303
    steps = set(Reminder.objects.values_list("step", flat=True))
    assert "120m" in steps
    assert "60m" not in steps
    assert AuditEntry.objects.get().act == "ladder.save"


def test_a_step_is_added_to_its_ladder(cast, enter):
    enter(cast.admin).post(
        reverse("ladder-new", args=["meeting"]),
        {"words": "一周后开会", "days_before": "7", "at_time": "9:00", "enabled": "on"},
    )

    added = LadderStep.objects.get(words="一周后开会")
    assert (added.rule, added.when) == ("meeting", "提前 7 天，9:00")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "请填“提前多少分钟”，或者填“提前几天”和“几点”。"),
        ({"minutes_before": "5", "days_before": "1", "at_time": "9:00"}, "请填“提前多少分钟”"),
        ({"days_before": "1"}, "“提前几天”和“几点”要一起填。"),
        ({"days_before": "1", "at_time": "22:00"}, "请填 7:00 到 21:00 之间的时间。"),
        ({"minutes_before": "60"}, "这一类里已经有同样的一步了。"),
        ({"days_before": "1", "at_time": "19:00"}, "这一类里已经有同样的一步了。"),
        ({"minutes_before": "99999999999"}, "20160"),
    ],
)
def test_a_step_that_says_no_clear_time_is_shown_again(cast, enter, data, sentence):
    response = enter(cast.clerk).post(
        reverse("ladder-new", args=["duty"]), {"words": "快值班了", "enabled": "on", **data}
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert "快值班了" in page
    assert LadderStep.objects.filter(words="快值班了").count() == 0


def test_the_last_step_in_use_stays(cast, enter):
    LadderStep.objects.filter(rule=Rule.DUTY).exclude(minutes_before=60).delete()
    step = an_hour_before()
    client = enter(cast.clerk)

    off = client.post(
        reverse("ladder-step", args=[step.pk]), {"words": step.words, "minutes_before": "60"}
    )
    gone = client.post(reverse("ladder-remove", args=[step.pk]))

    for refused in (off, gone):
        assert refused.status_code == 422
        assert "每一类至少留一步在用" in refused.content.decode()
    assert an_hour_before().enabled


def test_a_step_taken_away_takes_its_waiting_reminders_along(cast, enter):
    starts = timezone.now() + timedelta(days=3)
    plan(
        Rule.DUTY,
        [Event(cast.east, starts, [cast.east_director], cast.east, "值班")],
        now=timezone.now(),
    )

    response = enter(cast.clerk).post(reverse("ladder-remove", args=[an_hour_before().pk]))

    assert response.status_code == 303
    assert list(Reminder.objects.values_list("step", flat=True)) == ["1d@19:00"]


def test_only_clerk_and_administrator_change_ladders(cast, enter):
    path = reverse("ladder-step", args=[an_hour_before().pk])

    answers = {
        who: enter(getattr(cast, who)).get(path).status_code
        for who in ("clerk", "admin", "leader", "east_director", "auditor", "east_property")
    }

    assert answers.pop("clerk") == answers.pop("admin") == 200
    assert set(answers.values()) == {404}


# The line on a record


def test_a_record_tells_who_was_told_when_and_how_it_went(cast, shifts, duty):
    shift = shifts(1)[0]
    cast.east_director.reminded_by = "call"
    cast.east_director.save()
    plan(Rule.DUTY, [duty(shift)], now=clock("2026-11-20T10:00"))
    send_due(clock("2026-11-22T19:00"))
    InboxMessage.objects.update(read_at=clock("2026-11-22T19:30"))

    lines = {(line.channel, line.name, line.word) for line in deliveries_of(shift)}

    assert lines == {
        ("平台消息", "周桂英", "已看过"),
        ("电话名单", "周桂英", "等人打电话"),
        ("平台消息", "周桂英", "等着发"),
    }


def test_a_record_that_is_over_says_delivered_and_a_moved_one_says_so(cast, shifts, duty):
    over, moved = shifts(2)
    plan(Rule.DUTY, [duty(over), duty(moved)], now=clock("2026-11-20T10:00"))
    send_due(clock("2026-11-23T19:00"))
    later = duty(moved, at=moved.starts_at + timedelta(days=1))

    cancel(Rule.DUTY, [over])
    plan(Rule.DUTY, [later], now=clock("2026-11-23T20:00"))

    assert [line.word for line in deliveries_of(over)] == ["已送达", "已送达"]
    assert deliveries_of(moved)[-1].word == "已送达，后来改了时间"


@pytest.mark.parametrize("count", [1, 3])
def test_the_line_on_a_record_needs_one_query(cast, shifts, duty, count, django_assert_num_queries):
    shift = shifts(1)[0]
    people = [cast.east_director, cast.east_member, cast.east_second_member][:count]
    plan(Rule.DUTY, [duty(shift, recipients=people)], now=clock("2026-11-20T10:00"))
    send_due(clock("2026-11-22T19:00"))

    with django_assert_num_queries(1):
        deliveries_of(shift)

"""The inbox and the call list, as their readers meet them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.reminders.models import Call, InboxMessage
from committees.reminders.states import CallOutcome
from jiedao.portal.badges import unread_messages
from tests.committees.reminders.conftest import clock


def letter(person, text="明天值班：11月23日上午", **details):
    return InboxMessage.objects.create(recipient=person, text=text, **details)


def phone_call(cast, committee=None, **details):
    values = {"recipient": cast.east_director, "committee": committee or cast.east}
    return Call.objects.create(**{**values, "text": "明天值班：11月23日上午", **details})


def page_of(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


# Inbox


def test_the_inbox_shows_own_messages_and_how_many_are_new(cast, enter):
    letter(cast.east_director)
    letter(cast.east_director, "看过的", read_at=timezone.now())
    letter(cast.east_member, "王老师的消息")

    page = page_of(enter(cast.east_director), "inbox")

    assert "消息（1 条没看过）" in page
    assert "明天值班：11月23日上午" in page
    assert "看过的" in page
    assert "王老师的消息" not in page


def test_an_empty_inbox_says_what_will_come(cast, enter):
    page = page_of(enter(cast.east_director), "inbox")

    assert "还没有消息。" in page
    assert "全部看过了" not in page


def test_opening_a_message_marks_it_read_and_leads_to_what_it_is_about(cast, enter):
    message = letter(cast.east_director, url="/help/")
    assert unread_messages(cast.east_director) == 1

    response = enter(cast.east_director).post(reverse("inbox-open", args=[message.pk]))

    assert (response.status_code, response["Location"]) == (303, "/help/")
    assert unread_messages(cast.east_director) == 0


def test_a_message_leads_nowhere_outside(cast, enter):
    message = letter(cast.east_director, url="//evil.example/")

    response = enter(cast.east_director).post(reverse("inbox-open", args=[message.pk]))

    assert response["Location"] == reverse("inbox")


def test_somebody_else_s_message_is_not_there(cast, enter):
    message = letter(cast.east_director)
    path = reverse("inbox-open", args=[message.pk])
    assert enter(cast.east_director).post(path).status_code == 303

    assert enter(cast.east_member).post(path).status_code == 404


def test_looking_changes_nothing(cast, enter):
    message = letter(cast.east_director)

    assert (
        enter(cast.east_director).get(reverse("inbox-open", args=[message.pk])).status_code == 405
    )

    assert unread_messages(cast.east_director) == 1


def test_all_messages_are_marked_read_at_once(cast, enter):
    letter(cast.east_director)
    letter(cast.east_director)
    letter(cast.east_member)

    enter(cast.east_director).post(reverse("inbox-read-all"))

    assert (unread_messages(cast.east_director), unread_messages(cast.east_member)) == (0, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_needs_the_same_queries_for_one_message_and_three(
    cast, enter, rows, django_assert_num_queries
):
    for _ in range(rows):
        letter(cast.east_director, url="/help/")
    client = enter(cast.east_director)

    with django_assert_num_queries(7):
        client.get(reverse("inbox"))


# Call list


def test_the_call_list_says_whom_to_phone_and_what_to_say(cast, enter):
    phone_call(cast)

    page = page_of(enter(cast.east_member), "calls")

    assert "电话名单（1 个要打）" in page
    assert f'href="tel:{cast.east_director.phone}"' in page
    assert "明天值班：11月23日上午" in page


def test_a_committee_phones_its_own_people_and_the_clerk_everybody(cast, enter):
    phone_call(cast, text="东苑的电话")
    phone_call(cast, cast.west, text="西苑的电话")

    assert "东苑的电话" in page_of(enter(cast.east_member), "calls")
    assert "西苑的电话" not in page_of(enter(cast.east_member), "calls")
    assert "西苑的电话" in page_of(enter(cast.clerk), "calls")


def test_the_street_leader_reads_the_list_and_ticks_nothing(cast, enter):
    call = phone_call(cast)
    client = enter(cast.leader)

    page = page_of(client, "calls")
    response = client.post(reverse("call-tick", args=[call.pk]), {"outcome": "reached"})

    assert "明天值班" in page
    assert "打通了" not in page
    assert response.status_code == 404


def test_a_call_that_reached_somebody_leaves_the_list_and_can_come_back(cast, enter):
    call = phone_call(cast)
    client = enter(cast.east_member)

    response = client.post(
        reverse("call-tick", args=[call.pk]), {"outcome": "reached"}, follow=True
    )

    assert "周桂英：打通了，记下了。" in response.content.decode()
    assert "现在没有要打的电话。" in response.content.decode()
    call.refresh_from_db()
    assert (call.outcome, call.tried_by, call.tries) == ("reached", cast.east_member, 1)

    client.post(reverse("call-undo", args=[call.pk]))

    assert "电话名单（1 个要打）" in page_of(client, "calls")
    acts = AuditEntry.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["call.tick", "call.untick"]


@pytest.mark.parametrize(
    ("data", "minutes"),
    [
        ({"outcome": "no_answer"}, 30),
        ({"outcome": "later", "again": "hour"}, 60),
        ({"outcome": "later", "again": "three_hours"}, 180),
    ],
)
def test_who_did_not_answer_is_phoned_again_later(cast, enter, data, minutes, time_machine):
    time_machine.move_to(clock("2026-11-22T10:00"), tick=False)
    call = phone_call(cast)
    client = enter(cast.east_member)

    page = client.post(reverse("call-tick", args=[call.pk]), data, follow=True).content.decode()

    call.refresh_from_db()
    assert call.call_at == clock("2026-11-22T10:00") + timedelta(minutes=minutes)
    assert "等会儿再打" in page
    assert f"王桂珍打过：{CallOutcome(data['outcome']).label}" in page


def test_a_call_put_off_in_the_evening_waits_for_the_morning(cast, enter, time_machine):
    time_machine.move_to(clock("2026-11-22T20:30"), tick=False)
    call = phone_call(cast)

    enter(cast.east_member).post(
        reverse("call-tick", args=[call.pk]), {"outcome": "later", "again": "three_hours"}
    )

    call.refresh_from_db()
    assert call.call_at == clock("2026-11-23T07:00")


def test_a_call_somebody_else_has_ticked_is_refused_with_the_reason(cast, enter):
    call = phone_call(cast, done_at=timezone.now(), outcome=CallOutcome.REACHED)

    response = enter(cast.east_member).post(
        reverse("call-tick", args=[call.pk]), {"outcome": "reached"}
    )

    assert response.status_code == 422
    assert "已经有人打通了，不用再打" in response.content.decode()


def test_a_call_about_something_over_is_not_made_any_more(cast, enter):
    past = timezone.now() - timedelta(hours=1)
    phone_call(cast, at=past - timedelta(days=1), until=past)

    assert "现在没有要打的电话。" in page_of(enter(cast.east_member), "calls")


def test_a_call_about_an_overdue_case_stays_until_it_is_made(cast, enter):
    past = timezone.now() - timedelta(hours=1)
    phone_call(cast, at=past, until=past - timedelta(days=1))

    assert "电话名单（1 个要打）" in page_of(enter(cast.east_member), "calls")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_call_list_needs_the_same_queries_for_one_call_and_three(
    cast, enter, rows, django_assert_num_queries
):
    for _ in range(rows):
        phone_call(cast, tried_by=cast.east_member, tried_at=timezone.now(), tries=1)
    client = enter(cast.east_director)

    with django_assert_num_queries(6):
        client.get(reverse("calls"))

"""Which of a few dates suits whom, and the meeting moves to the one that is taken."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.people.models import Posting
from committees.reminders.models import InboxMessage, Reminder
from jiedao.common.errors import Refused
from meetings.attendance.models import Attendee
from meetings.convening.actions import make_link
from meetings.convening.models import Meeting
from meetings.dates.actions import (
    answer_by_phone,
    answer_date,
    answer_date_for_body,
    ask_dates,
    drop_poll,
    take_date,
)
from meetings.dates.models import DatePoll
from meetings.dates.panels import dates_panel
from meetings.desk.actions import call_off
from meetings.representatives.models import Seat
from tests.meetings.conftest import NOW


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def at_two(days: int) -> datetime:
    """Two o'clock in the afternoon, so many days from now."""
    local = timezone.localtime(NOW) + timedelta(days=days)
    return local.replace(hour=14, minute=0, second=0, microsecond=0)


@pytest.fixture
def meeting(called) -> Meeting:
    return called("joint", starts_at=at_two(20), ends_at=at_two(20) + timedelta(hours=2))


@pytest.fixture
def asked(cast, meeting):
    """The director has asked about three dates; gives them in their order."""
    starts = [at_two(20), at_two(23), at_two(22)]
    poll = ask_dates(meeting, by=cast.east_director, starts=starts, at=NOW)
    return list(poll.dates.select_related("poll__meeting"))


def panel_of(meeting, user):
    return dates_panel(Meeting.objects.get(pk=meeting.pk), user, NOW)


def row_of(meeting, user) -> Attendee:
    return Attendee.objects.get(meeting=meeting, user=user)


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))


# Asking


def test_everybody_invited_is_told_of_the_dates(cast, meeting, asked):
    told = InboxMessage.objects.filter(reminder__text__contains="哪天开")

    assert {message.recipient for message in told} >= {cast.east_member, cast.east_branch}
    assert cast.east_director not in {message.recipient for message in told}
    assert acts()[-1] == "meeting.ask-dates"


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ([20], "2 到 4 个日期"),
        ([20, 21, 22, 23, 24], "2 到 4 个日期"),
        ([20, 20], "写成一样"),
        ([20, -1], "已经过了"),
        ([20, 1], "要提前"),
        ([20, 400], "超过一年"),
    ],
)
def test_dates_that_make_no_sense_are_refused_in_a_sentence(cast, called, days, why):
    meeting = called("representatives", starts_at=at_two(20))

    with pytest.raises(Refused, match=why):
        ask_dates(meeting, by=cast.east_director, starts=[at_two(day) for day in days], at=NOW)


def test_a_written_reason_for_a_short_notice_lets_near_dates_be_asked_about(cast, called):
    meeting = called("representatives", starts_at=at_two(20), short_notice_why="台风")

    ask_dates(meeting, by=cast.east_director, starts=[at_two(1), at_two(2)], at=NOW)

    assert meeting.date_polls.count() == 1


def test_one_question_at_a_time_and_only_before_the_meeting(cast, meeting, asked):
    starts = [at_two(30), at_two(31)]
    with pytest.raises(Refused, match="正在问日期"):
        ask_dates(meeting, by=cast.east_director, starts=starts, at=NOW)

    call_off(meeting, by=cast.east_director, why="停电", at=NOW)

    for act in (
        lambda: ask_dates(meeting, by=cast.east_director, starts=starts, at=NOW),
        lambda: answer_date(asked[0], by=cast.east_director, can=True, at=NOW),
        lambda: take_date(asked[0], by=cast.east_director, at=NOW),
    ):
        with pytest.raises(Refused, match="不用再问日期"):
            act()


def test_a_member_neither_asks_nor_takes_but_the_chair_does_both(cast, called):
    meeting = called("joint", starts_at=at_two(20))
    starts = [at_two(20), at_two(21)]
    with pytest.raises(Refused, match="主持"):
        ask_dates(meeting, by=cast.east_member, starts=starts, at=NOW)

    Meeting.objects.filter(pk=meeting.pk).update(chair=cast.east_member)
    poll = ask_dates(meeting, by=cast.east_member, starts=starts, at=NOW)
    later = poll.dates.last()
    with pytest.raises(Refused, match="主持"):
        take_date(later, by=cast.east_second_member, at=NOW)
    take_date(later, by=cast.east_member, at=NOW)

    assert Meeting.objects.get(pk=meeting.pk).starts_at == at_two(21)


# Answering


def test_the_panel_says_in_words_who_can_and_who_cannot_in_the_order_of_the_dates(
    cast, meeting, asked
):
    first, second, _ = asked
    answer_date(first, by=cast.east_member, can=False, at=NOW)
    answer_date(first, by=cast.east_director, can=True, at=NOW)
    for can in (False, True):
        answer_date(second, by=cast.east_member, can=can, at=NOW)

    panel = panel_of(meeting, cast.east_member)

    assert [line.date.starts_at for line in panel.lines] == [at_two(20), at_two(22), at_two(23)]
    assert panel.lines[0].words == "7 人里 1 人可以，1 人不行，5 人还没回答。"
    assert panel.lines[0].cannot == [cast.east_member.name]
    assert [line.mine for line in panel.lines] == [False, True, None]
    assert len(panel.silent) == 7


def test_what_somebody_said_on_the_phone_stands_there_with_who_wrote_it_down(cast, meeting, asked):
    row = row_of(meeting, cast.east_owners)
    said = dict(zip(asked, (False, True, True), strict=True))

    answer_by_phone(row, by=cast.east_member, said=said, at=NOW)

    panel = panel_of(meeting, cast.east_director)
    assert panel.lines[0].cannot == [f"何业安（电话，{cast.east_member.name}记）"]
    assert "何业安" not in panel.silent
    assert AuditEntry.objects.latest("pk").object_label == "何业安"


def test_nobody_from_elsewhere_answers(cast, meeting, asked, called):
    with pytest.raises(Refused, match="不在这个会的名单上"):
        answer_date(asked[0], by=cast.west_director, can=True, at=NOW)
    row = row_of(meeting, cast.east_owners)
    with pytest.raises(Refused, match="不在这个居委会工作"):
        answer_by_phone(row, by=cast.west_director, said={asked[0]: True}, at=NOW)
    other = row_of(called("committee", starts_at=at_two(20)), cast.east_member)
    with pytest.raises(Refused, match="每个日期"):
        answer_by_phone(other, by=cast.east_director, said={asked[0]: True}, at=NOW)


def test_a_body_that_is_not_invited_answers_nothing(cast, meeting, asked):
    guest = meeting.invited_bodies.get(body__kind="property")
    Attendee.objects.filter(meeting=meeting, body=guest.body).delete()

    with pytest.raises(Refused, match="不在这个会的名单上"):
        answer_date_for_body(asked[0], guest, can=True, at=NOW)


# Taking


def test_the_meeting_moves_to_the_date_taken_with_messages_and_reminders(cast, meeting, asked):
    topics = [topic.text for topic in meeting.topics.all()]

    take_date(asked[2], by=cast.east_director, at=NOW)

    moved = Meeting.objects.get(pk=meeting.pk)
    assert (moved.starts_at, moved.ends_at) == (at_two(23), at_two(23) + timedelta(hours=2))
    assert moved.version == meeting.version + 1
    assert [topic.text for topic in moved.topics.all()] == topics
    assert moved.invited_bodies.count() == meeting.invited_bodies.count() > 0
    assert InboxMessage.objects.filter(reminder__text__contains="有变动：时间原来").exists()
    planned = Reminder.objects.filter(
        rule="meeting", state="waiting", object_type="meetings.meeting", object_id=meeting.pk
    )
    assert {row.event_at for row in planned} == {at_two(23)}
    assert acts()[-2:] == ["meeting.take-date", "meeting.change"]


def test_the_poll_is_over_then_and_stays_to_be_read(cast, enter, meeting, asked):
    answer_date(asked[0], by=cast.east_member, can=False, at=NOW)
    take_date(asked[2], by=cast.east_director, at=NOW)

    for again in (
        lambda: take_date(asked[0], by=cast.east_director, at=NOW),
        lambda: answer_date(asked[0], by=cast.east_director, can=True, at=NOW),
        lambda: drop_poll(asked[0].poll, by=cast.east_director, at=NOW),
    ):
        with pytest.raises(Refused, match="已经问完了"):
            again()
    page = enter(cast.east_member).get(f"/meetings/{meeting.pk}/").content.decode()
    assert "问过大家，定了" in page
    assert f"不行：{cast.east_member.name}" in page
    assert "/answer/" not in page.partition('aria-labelledby="attendance"')[0]


def test_a_date_whose_notice_became_too_short_or_that_has_passed_is_refused(cast, called):
    meeting = called("representatives", starts_at=at_two(20))
    starts = [at_two(20), at_two(21)]
    poll = ask_dates(meeting, by=cast.east_director, starts=starts, at=NOW)
    date = poll.dates.last()

    with pytest.raises(Refused, match="要提前"):
        take_date(date, by=cast.east_director, at=at_two(19))
    with pytest.raises(Refused, match="已经过了"):
        take_date(date, by=cast.east_director, at=at_two(22))

    assert Meeting.objects.get(pk=meeting.pk).starts_at == at_two(20)
    assert DatePoll.objects.get(pk=poll.pk).ended_at is None


def test_taking_the_date_the_meeting_has_tells_everybody_that_it_stays(cast, meeting, asked):
    take_date(asked[0], by=cast.east_director, at=NOW)

    assert Meeting.objects.get(pk=meeting.pk).starts_at == at_two(20)
    assert InboxMessage.objects.filter(reminder__text__contains="时间定了，不变").exists()


def test_a_question_that_is_dropped_leaves_the_meeting_when_it_is(cast, meeting, asked):
    drop_poll(asked[0].poll, by=cast.east_director, at=NOW)

    assert Meeting.objects.get(pk=meeting.pk).starts_at == at_two(20)
    assert panel_of(meeting, cast.east_member).taken is None
    assert InboxMessage.objects.filter(reminder__text__contains="不再问日期").exists()
    again = [at_two(25), at_two(26)]
    assert ask_dates(meeting, by=cast.east_director, starts=again, at=NOW).ended_at is None


# By browser


def test_from_three_dates_to_a_new_time_without_a_script(cast, enter, meeting):
    director, member = enter(cast.east_director), enter(cast.east_member)
    place = f"/meetings/{meeting.pk}/dates/"
    assert "问哪天方便" in director.get(f"/meetings/{meeting.pk}/").content.decode()
    typed = {}
    for number, days in ((1, 20), (2, 22), (3, 23)):
        typed |= {f"day{number}": f"{at_two(days):%Y-%m-%d}", f"starts{number}": "14:00"}

    refused = director.post(place, {**typed, "starts3": ""})
    sent = director.post(place, typed)
    assert (refused.status_code, sent.status_code) == (422, 303)
    assert "请写“几点开始”。" in refused.content.decode()
    assert "问哪天方便" not in director.get(f"/meetings/{meeting.pk}/").content.decode()

    date = meeting.date_polls.get().dates.last()
    assert member.post(f"{place}{date.pk}/answer/", {"can": "yes"}).status_code == 303
    page = member.get(f"/meetings/{meeting.pk}/").content.decode()
    assert 'value="yes" aria-pressed="true"' in page
    assert "就定这天" not in page
    assert director.post(f"{place}{date.pk}/take/").status_code == 303
    assert Meeting.objects.get(pk=meeting.pk).starts_at == at_two(23)


def test_an_answer_that_is_neither_changes_nothing(cast, enter, meeting, asked):
    member = enter(cast.east_member)
    place = f"/meetings/{meeting.pk}/dates/{asked[0].pk}/answer/"

    page = member.post(place, {"can": "perhaps"}, follow=True).content.decode()

    assert "请点“可以”或者“不行”。" in page
    assert panel_of(meeting, cast.east_member).lines[0].mine is None


def test_a_body_without_account_taps_on_its_link_page_and_reads_nobody_elses_answer(
    cast, meeting, asked
):
    answer_date(asked[0], by=cast.east_member, can=False, at=NOW)
    guest = meeting.invited_bodies.get(body__kind="property")
    address = f"/i/{make_link(guest, by=cast.east_director)}/"
    browser = Client()
    page = browser.get(address).content.decode()
    assert "哪天方便" in page
    assert cast.east_member.name not in page

    answered = browser.post(f"{address}dates/{asked[0].pk}/", {"can": "no"})

    assert answered.status_code == 303
    assert 'value="no" aria-pressed="true"' in browser.get(address).content.decode()
    assert "陈工友" in panel_of(meeting, cast.east_director).lines[0].cannot
    take_date(asked[2], by=cast.east_director, at=NOW)
    assert "哪天方便" not in browser.get(address).content.decode()


def test_a_body_of_which_nobody_is_known_is_counted_too(cast, called):
    Posting.objects.filter(user=cast.east_property).delete()
    meeting = called("joint", starts_at=at_two(20))
    starts = [at_two(20), at_two(22)]
    poll = ask_dates(meeting, by=cast.east_director, starts=starts, at=NOW)
    guest = meeting.invited_bodies.get(body__kind="property")

    answer_date_for_body(poll.dates.first(), guest, can=False, at=NOW)

    assert panel_of(meeting, cast.east_director).lines[0].cannot == ["东苑物业公司"]


def test_the_secretary_writes_down_a_call_and_a_name_from_elsewhere_is_refused(
    cast, enter, meeting, asked, called
):
    member = enter(cast.east_member)
    place = f"/meetings/{meeting.pk}/dates/phone/"
    said = {f"date-{date.pk}": "yes" for date in asked}
    elsewhere = row_of(called("committee", starts_at=at_two(20)), cast.east_member)

    refused = member.post(place, {"who": elsewhere.pk, **said})
    half = member.post(place, {"who": row_of(meeting, cast.east_owners).pk})
    written = member.post(place, {"who": row_of(meeting, cast.east_owners).pk, **said})

    assert [one.status_code for one in (refused, half, written)] == [422, 422, 303]
    assert "这个人不在会议的名单上。" in refused.content.decode()
    assert [line.can for line in panel_of(meeting, cast.east_director).lines] == [1, 1, 1]


def test_the_street_reads_representatives_masked(cast, called):
    Seat.objects.create(
        committee=cast.east, board="representative", name="李代表", since=NOW.date()
    )
    meeting = called("representatives", starts_at=at_two(20))
    starts = [at_two(20), at_two(22)]
    poll = ask_dates(meeting, by=cast.east_director, starts=starts, at=NOW)
    row = Attendee.objects.get(meeting=meeting, name="李代表")
    said = dict.fromkeys(poll.dates.select_related("poll__meeting"), False)
    answer_by_phone(row, by=cast.east_director, said=said, at=NOW)

    assert panel_of(meeting, cast.clerk).lines[0].cannot[0].startswith("李*")
    assert panel_of(meeting, cast.east_member).lines[0].cannot[0].startswith("李代表")


@pytest.mark.parametrize("people", [1, 3])
def test_the_panel_costs_four_queries_however_many_answered(
    cast, meeting, asked, people, django_assert_num_queries
):
    for user in (cast.east_member, cast.east_director, cast.east_branch)[:people]:
        for date in asked:
            answer_date(date, by=user, can=False, at=NOW)
    fresh = Meeting.objects.select_related("committee").get(pk=meeting.pk)
    reader = type(cast.east_member).objects.get(pk=cast.east_member.pk)
    assert reader.reach

    with django_assert_num_queries(4):
        dates_panel(fresh, reader, NOW)

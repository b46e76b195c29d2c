"""A meeting moves: what was answered was answered for another time."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from committees.delivery.sending import send_due
from committees.reminders.actions import replan
from committees.reminders.models import Call, InboxMessage, Reminder
from committees.reminders.states import CallOutcome, Rule
from jiedao.common.dates import cn_day
from meetings.attendance.actions import Reply, answer, answer_for_body, open_meeting
from meetings.attendance.actions import sign_in_by_code as sign_in
from meetings.attendance.models import Attendee
from meetings.convening.actions import make_link
from meetings.convening.models import Meeting
from meetings.convening.states import Answer
from meetings.dates.actions import answer_date, ask_dates, take_date
from meetings.desk.actions import change_meeting
from tests.gatherings import a_plan
from tests.meetings.conftest import NOW

COMING, EXCUSED, SENDS = Answer.COMING, Answer.EXCUSED, Answer.SENDS


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def at_two(days: int):
    day = timezone.localtime(NOW) + timedelta(days=days)
    return day.replace(hour=14, minute=0, second=0, microsecond=0)


@pytest.fixture
def meeting(cast, called) -> Meeting:
    """A joint meeting in ten days; the member comes, the branch is excused, the company sends."""
    meeting = called("joint", starts_at=at_two(10))
    for user, reply in (
        (cast.east_member, Reply(COMING)),
        (cast.east_branch, Reply(EXCUSED, "出差")),
    ):
        answer(row_of(meeting, user), by=user, reply=reply, at=NOW)
    company = meeting.invited_bodies.get(body__kind="property")
    answer_for_body(company, reply=Reply(SENDS, "刘经理"), at=NOW)
    return meeting


def row_of(meeting, user) -> Attendee:
    return Attendee.objects.get(meeting=meeting, user=user)


def put_to(cast, meeting, **changes) -> Meeting:
    known = {"starts_at": meeting.starts_at, "bodies": list(cast.east.bodies.all())}
    plan = a_plan("joint", **{**known, **changes})
    now_there = Meeting.objects.get(pk=meeting.pk)
    return change_meeting(
        now_there, by=cast.east_director, plan=plan, version=now_there.version, at=NOW
    )


def test_after_the_time_moved_nobody_has_answered_and_everybody_is_asked(cast, meeting):
    put_to(cast, meeting, starts_at=at_two(12))

    assert set(meeting.attendees.values_list("answer", flat=True)) == {""}
    branch = row_of(meeting, cast.east_branch)
    assert (branch.earlier_answer, branch.earlier_note) == (EXCUSED, "出差")
    company = meeting.invited_bodies.get(body__kind="property")
    assert (company.answer, company.earlier_answer, company.earlier_note) == ("", SENDS, "刘经理")
    told = InboxMessage.objects.filter(recipient=cast.east_branch).latest("pk").text
    assert "时间原来" in told
    assert told.endswith("请按新的时间答复来不来。")


def test_who_moved_the_meeting_comes_as_she_said(cast, meeting):
    director = row_of(meeting, cast.east_director)
    answer(director, by=cast.east_director, reply=Reply(COMING), at=NOW)

    put_to(cast, meeting, starts_at=at_two(12))

    assert row_of(meeting, cast.east_director).answer == COMING
    assert row_of(meeting, cast.east_member).answer == ""


@pytest.mark.parametrize("changed", [{"place": "三楼"}, {"topics": ["电梯"]}, {"is_public": True}])
def test_another_room_or_agenda_asks_nobody_again(cast, meeting, changed):
    put_to(cast, meeting, **changed)

    assert row_of(meeting, cast.east_member).answer == COMING
    told = InboxMessage.objects.filter(recipient=cast.east_member).latest("pk").text
    assert "答复" not in told


def test_a_time_corrected_afterwards_keeps_the_answers(cast, called):
    meeting = called("joint", starts_at=NOW - timedelta(hours=1))
    answer(row_of(meeting, cast.east_member), by=cast.east_member, reply=Reply(COMING), at=NOW)

    put_to(cast, meeting, starts_at=NOW - timedelta(hours=2))

    assert row_of(meeting, cast.east_member).answer == COMING


def test_the_page_shows_the_earlier_answer_and_one_tap_says_it_again(cast, enter, meeting):
    put_to(cast, meeting, starts_at=at_two(12))
    member = enter(cast.east_member)

    page = member.get(f"/meetings/{meeting.pk}/").content.decode()
    answered = member.post(f"/meetings/{meeting.pk}/answer/", {"answer": "coming", "note": ""})

    assert "时间改了。您原来的时间答的是“参加”，请再答一次。" in page
    coming = re.search(r'<input[^>]*name="answer"[^>]*value="coming"[^>]*>', page)
    assert coming
    assert "checked" in coming[0]
    assert answered.status_code == 303
    row = row_of(meeting, cast.east_member)
    assert (row.answer, row.earlier_answer) == (COMING, "")
    after = member.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "时间改了" not in after


def test_link_and_page_show_the_old_time_beside_the_new(cast, enter, meeting):
    company = meeting.invited_bodies.get(body__kind="property")
    link = f"/i/{make_link(company, by=cast.east_director)}/"
    before = Client().get(link).content.decode()

    put_to(cast, meeting, starts_at=at_two(12))

    old = cn_day(at_two(10).date(), at_two(0).date())
    assert old in before
    assert "原来是" not in before
    for page in (Client().get(link), enter(cast.east_member).get(f"/meetings/{meeting.pk}/")):
        text = page.content.decode()
        assert f"原来是 <s>{old} 下午 2:00</s>，改期了。" in text
        assert cn_day(at_two(12).date(), at_two(0).date()) in text


def test_a_body_that_came_in_with_a_code_answers_on_its_own_page(cast, enter, meeting):
    put_to(cast, meeting, starts_at=at_two(12))
    company = enter(cast.east_property)

    before = company.get("/actions/").content.decode()
    form = company.get(f"/actions/meetings/{meeting.pk}/answer/").content.decode()
    said = {"answer": "excused", "note": "年底盘点"}
    answered = company.post(f"/actions/meetings/{meeting.pk}/answer/", said)

    assert f"原来是 <s>{cn_day(at_two(10).date(), at_two(0).date())} 下午 2:00</s>" in before
    assert "回答来不来" in before
    assert "刘经理" in form  # what was said for the earlier time
    assert answered.status_code == 303
    row = row_of(meeting, cast.east_property)
    assert (row.answer, row.answer_note) == (EXCUSED, "年底盘点")
    assert "您已回答：<b>请假</b>，年底盘点" in company.get("/actions/").content.decode()


def test_without_a_reason_a_body_is_not_excused_and_nothing_typed_is_lost(cast, enter, meeting):
    company = enter(cast.east_property)

    answered = company.post(f"/actions/meetings/{meeting.pk}/answer/", {"answer": "excused"})

    assert answered.status_code == 422
    assert row_of(meeting, cast.east_property).answer == SENDS


def test_a_meeting_in_another_room_shows_no_old_time(cast, enter, meeting):
    put_to(cast, meeting, place="三楼")

    assert "改期" not in enter(cast.east_member).get(f"/meetings/{meeting.pk}/").content.decode()


def test_the_list_says_who_has_to_be_asked_again(cast, enter, meeting):
    put_to(cast, meeting, starts_at=at_two(12))

    page = enter(cast.east_director).get(f"/meetings/{meeting.pk}/answers/").content.decode()

    assert "原来的时间答的是“请假：出差”，还没再答" in page


def test_a_body_reads_on_its_link_what_it_answered_before(cast, meeting):
    company = meeting.invited_bodies.get(body__kind="property")
    token = make_link(company, by=cast.east_director)
    put_to(cast, meeting, starts_at=at_two(12))
    browser = Client()

    page = browser.get(f"/i/{token}/").content.decode()
    browser.post(f"/i/{token}/answer/", {"answer": "coming", "note": ""})

    assert "时间改了。你们原来的时间答的是“换人：刘经理”，请再答一次。" in page
    company.refresh_from_db()
    assert (company.answer, company.earlier_answer) == (COMING, "")
    assert "时间改了" not in browser.get(f"/i/{token}/").content.decode()


def calls_about(meeting):
    rows = Attendee.objects.filter(meeting=meeting)
    return Call.objects.filter(reminder__object_id__in=rows, reminder__step="ask")


def test_who_had_answered_is_phoned_again_and_the_old_line_is_gone(cast, meeting):
    send_due(at_two(9))
    director = calls_about(meeting).get(recipient=cast.east_director)
    assert not calls_about(meeting).filter(recipient=cast.east_member).exists()
    Call.objects.filter(pk=director.pk).update(
        outcome=CallOutcome.REACHED, done_at=NOW, tried_at=NOW, tries=1
    )

    put_to(cast, meeting, starts_at=at_two(12))
    assert not calls_about(meeting).filter(done_at=None).exists()
    send_due(at_two(11))

    open_calls = calls_about(meeting).filter(done_at=None)
    assert {call.recipient for call in open_calls} >= {cast.east_member, cast.east_director}
    assert {call.until for call in open_calls} == {at_two(12)}
    assert Call.objects.filter(pk=director.pk).exists()


def test_a_line_of_the_call_list_follows_the_room(cast, meeting):
    send_due(at_two(9))

    put_to(cast, meeting, place="三楼活动室")

    calls = calls_about(meeting).filter(done_at=None)
    assert calls.exists()
    assert all(call.text.endswith("，三楼活动室") for call in calls)


def test_a_changed_ladder_leaves_the_planned_calls_alone(meeting):
    planned = Reminder.objects.filter(step="ask")
    before = sorted(planned.values_list("pk", flat=True))
    everything = Reminder.objects.count()

    replan(Rule.MEETING, now=NOW)

    assert before
    assert sorted(planned.values_list("pk", flat=True)) == before
    assert Reminder.objects.count() == everything


def test_who_said_that_she_can_come_on_the_date_taken_is_not_asked_twice(cast, meeting):
    poll = ask_dates(meeting, by=cast.east_director, starts=[at_two(12), at_two(13)], at=NOW)
    date = poll.dates.select_related("poll__meeting").first()
    answer_date(date, by=cast.east_member, can=True, at=NOW)
    answer_date(date, by=cast.east_branch, can=False, at=NOW)

    take_date(date, by=cast.east_director, at=NOW)

    assert row_of(meeting, cast.east_member).answer == COMING
    assert row_of(meeting, cast.east_branch).answer == ""
    told = InboxMessage.objects.filter(recipient=cast.east_branch).latest("pk").text
    assert told.endswith("答过“可以”的不用再答，其他人请答复来不来。")


def test_a_deputy_named_for_the_earlier_time_still_signs_in(cast, meeting):
    put_to(cast, meeting, starts_at=NOW + timedelta(hours=1), short_notice_why="停电")
    opened = open_meeting(Meeting.objects.get(pk=meeting.pk), by=cast.east_director, at=NOW)

    assert sign_in(opened.code, "刘经理", at=NOW).user == cast.east_property

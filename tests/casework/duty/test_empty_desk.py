"""A desk that stays empty: director and street are told, and the person is phoned. No blame."""

from datetime import date, timedelta

import pytest

from casework.desk.presence import check_in, note_check_in, take_back_check_in, take_over
from casework.duty.drafting import draft_rota, publish_rota
from casework.duty.gap_watch import look_ahead
from casework.duty.shifts import claim_shift, put_person, retime_shift
from casework.duty.states import Slot
from casework.duty.telling import remind
from committees.delivery.calls import tick_call
from committees.delivery.sending import send_due
from committees.people.models import Posting
from committees.reminders.deliveries import deliveries_of
from committees.reminders.ladders import save_step
from committees.reminders.models import Call, InboxMessage, LadderStep, Reminder
from committees.reminders.states import CallOutcome
from tests.casework.duty.conftest import NOW, TODAY, at
from tests.casework.duty.test_rota import texts_of

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
BLAME = ("漏", "旷", "迟到", "缺勤", "没来上班")


@pytest.fixture
def shift(cast, made):
    """王桂珍 on Tuesday morning, 8:30."""
    made_one = made(cast.east_member, TOMORROW)
    remind([made_one], at=NOW)
    return made_one


def watching(shift) -> set:
    rows = Reminder.objects.filter(rule="empty_desk", object_id=shift.pk).exclude(state="moved")
    return {row.recipient for row in rows}


def called(shift) -> list:
    """Whom the call list will have."""
    rows = Reminder.objects.filter(rule="well", object_id=shift.pk).exclude(state="moved")
    return [row.recipient for row in rows]


def test_a_quarter_of_an_hour_after_the_start_they_are_told_and_the_person_is_phoned(cast, shift):
    send_due(at("8:44", TOMORROW))
    assert not Call.objects.exists()
    assert texts_of(cast.clerk) == []

    send_due(at("8:45", TOMORROW))
    send_due(at("8:46", TOMORROW))

    for who in (cast.east_director, cast.clerk):
        (text,) = texts_of(who)
        assert text == (
            "值班没人签到：东苑居委会 11月24日 星期二 上午 8:30–11:30，"
            "排的是王桂珍，请打个电话问问好"
        )
    call = Call.objects.get()
    assert (call.recipient, call.committee) == (cast.east_member, cast.east)
    assert call.text.startswith("您还好吗：11月24日 星期二 上午 8:30–11:30 的班，")
    assert list(Call.objects.to_make(at("8:46", TOMORROW))) == [call]
    assert not any(word in call.text + text for word in BLAME)


def test_nobody_else_is_told(cast, shift):
    send_due(at("9:00", TOMORROW))

    alarm = InboxMessage.objects.filter(text__contains="值班没人签到")
    assert {one.recipient for one in alarm} == {cast.east_director, cast.clerk}


def test_the_rows_are_written_with_the_rota_and_survive_a_day_without_workers(ready):
    rota = draft_rota(ready.east, date(2026, 12, 1), by=ready.east_director, at=NOW)
    publish_rota(rota, by=ready.east_director, at=NOW)
    first = rota.shifts.select_related("person").first()

    send_due(at("10:00", first.day + timedelta(days=1)))

    call = Call.objects.get(reminder__object_id=first.pk)
    assert call.recipient == first.person
    assert call.text.startswith("（晚到，应在昨天 8:45）")


@pytest.mark.parametrize("act", ["in", "over", "noted"])
def test_whoever_comes_ends_the_watch(cast, shift, act):
    if act == "in":
        check_in(shift, by=cast.east_member, at=at("8:20", TOMORROW))
    elif act == "over":
        take_over(shift, by=cast.east_station, why="去医院", at=at("8:40", TOMORROW))
    else:
        came = at("8:25", TOMORROW)
        note_check_in(shift, by=cast.east_member, came_at=came, at=at("12:00", TOMORROW))

    send_due(at("12:01", TOMORROW))

    assert (watching(shift), called(shift)) == (set(), [])
    assert not Call.objects.exists()
    assert not any("没人签到" in text for text in texts_of(cast.clerk))


def test_who_comes_late_need_not_be_phoned_any_more(cast, shift):
    send_due(at("8:45", TOMORROW))

    check_in(shift, by=cast.east_member, at=at("8:50", TOMORROW))

    assert not Call.objects.exists()
    assert {(one.about, one.word) for one in deliveries_of(shift) if one.channel == "电话名单"} == {
        ("您还好吗", "不用打了")
    }


def test_a_call_that_was_tried_stays_until_it_is_settled(cast, shift):
    send_due(at("8:45", TOMORROW))
    call = Call.objects.get()
    tick_call(call, CallOutcome.NO_ANSWER, by=cast.clerk, at=at("8:48", TOMORROW))

    check_in(shift, by=cast.east_member, at=at("8:50", TOMORROW))

    assert Call.objects.filter(pk=call.pk, done_at=None).exists()


def test_a_check_in_taken_back_is_watched_again(cast, shift):
    check_in(shift, by=cast.east_member, at=at("8:20", TOMORROW))
    take_back_check_in(shift, by=cast.east_member, at=at("8:21", TOMORROW))

    assert watching(shift) == {cast.east_director, cast.clerk}
    assert called(shift) == [cast.east_member]


def test_one_of_two_at_the_desk_is_enough_but_the_other_is_still_asked_after(cast, made):
    seats = [made(cast.east_member, TOMORROW), made(cast.east_second_member, TOMORROW, seat=2)]
    remind(seats, at=NOW)

    check_in(seats[0], by=cast.east_member, at=at("8:20", TOMORROW))

    assert (watching(seats[0]), watching(seats[1])) == (set(), set())
    assert called(seats[1]) == [cast.east_second_member]


def test_the_watch_moves_with_the_shift_and_its_person(cast, shift):
    director = cast.east_director
    put_person(
        shift, by=director, person=cast.east_second_member, lead=None, version=shift.version, at=NOW
    )
    shift.refresh_from_db()
    retime_shift(
        shift,
        by=director,
        starts=at("9:30").time(),
        ends=at("11:30").time(),
        version=shift.version,
        at=NOW,
    )

    send_due(at("9:44", TOMORROW))
    assert not Call.objects.exists()
    send_due(at("9:45", TOMORROW))
    assert Call.objects.get().recipient == cast.east_second_member
    assert "排的是赵国强" in texts_of(cast.clerk)[-1]


def test_a_director_who_is_missing_is_phoned_and_not_told_of_herself(cast, made):
    own = made(cast.east_director, TOMORROW)
    remind([own], at=NOW)

    assert watching(own) == {cast.clerk}
    assert called(own) == [cast.east_director]


def test_an_empty_seat_is_told_too_and_nobody_is_phoned(cast, made):
    seat = made(None, TOMORROW)
    remind([seat], at=NOW)

    send_due(at("8:45", TOMORROW))

    assert texts_of(cast.clerk)[-1].endswith("上午 8:30–11:30，还没有安排人")
    assert not Call.objects.exists()


def test_a_draft_is_watched_by_nobody(cast, made):
    draft = made(cast.east_member, TOMORROW, state="draft")
    remind([draft], at=NOW)

    assert not Reminder.objects.exists()


def test_the_minutes_stand_in_a_table_the_street_edits(cast, shift):
    for step in LadderStep.objects.filter(rule__in=["empty_desk", "well"]):
        assert step.when == "过后 15 分钟"
        step.minutes_before = -30
        save_step(step, by=cast.clerk, at=NOW)

    send_due(at("8:59", TOMORROW))
    assert not Call.objects.exists()
    send_due(at("9:00", TOMORROW))
    assert Call.objects.count() == 1


def test_a_night_that_begins_in_the_quiet_hours_is_asked_after_in_the_morning(cast, made):
    night = made(cast.east_member, TODAY, Slot.NIGHT)
    night.starts_at = at("22:00")
    night.save()
    remind([night], at=NOW)

    assert {row.due_at for row in Reminder.objects.filter(rule="empty_desk")} == {
        at("7:00", TOMORROW)
    }


def test_a_new_director_is_told_instead_of_the_old_one(cast, shift):
    Posting.objects.filter(user=cast.east_director).update(until=TODAY - timedelta(days=1))
    Posting.objects.create(user=cast.stranger, role="director", committee=cast.east, since=TODAY)

    look_ahead(at("9:10"))

    assert watching(shift) == {cast.stranger, cast.clerk}


def test_who_claims_a_seat_is_watched_like_everybody(cast, made):
    seat = made(None, TOMORROW)
    remind([seat], at=NOW)

    claim_shift(seat, by=cast.east_station, at=NOW)

    assert called(seat) == [cast.east_station]

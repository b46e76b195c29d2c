"""Claiming, checking in and out, taking over."""

from datetime import date, timedelta

import pytest

from casework.desk.presence import check_in, check_out, note_check_in, take_back_check_in, take_over
from casework.duty.models import Shift
from casework.duty.shifts import claim_shift
from casework.duty.states import RotaState, Slot
from casework.duty.swaps import ask_swap
from committees.journal.models import AuditEntry
from committees.reminders.models import Reminder
from tests.casework.duty.conftest import NOW, TODAY, at
from tests.casework.duty.test_rota import refusal, reminded, texts_of

pytestmark = pytest.mark.django_db


# An empty seat


def test_whoever_works_there_may_take_an_empty_seat_and_is_reminded(cast, made):
    shift = made(None, date(2026, 11, 25))

    claim_shift(shift, by=cast.east_station, at=NOW)

    shift.refresh_from_db()
    assert (shift.person, shift.version) == (cast.east_station, 2)
    assert reminded(shift) == {cast.east_station.pk}
    assert AuditEntry.objects.get().act == "duty.claim"


def test_a_seat_is_taken_once_and_only_by_those_it_concerns(cast, made):
    shift = made(None, date(2026, 11, 25))
    over = made(None, date(2026, 11, 20))
    draft = made(None, date(2026, 12, 1), state=RotaState.DRAFT)

    assert "不是您所在的居委会" in refusal(claim_shift, shift, by=cast.west_member, at=NOW)
    assert "不是您所在的居委会" in refusal(claim_shift, shift, by=cast.clerk, at=NOW)
    assert "已经过去" in refusal(claim_shift, over, by=cast.east_member, at=NOW)
    assert "还没公布" in refusal(claim_shift, draft, by=cast.east_member, at=NOW)
    claim_shift(shift, by=cast.east_member, at=NOW)
    assert "刚才有人认领了" in refusal(claim_shift, shift, by=cast.east_director, at=NOW)


def test_nobody_claims_a_second_seat_at_the_same_time(cast, made):
    made(cast.east_member, date(2026, 11, 25))
    second = made(None, date(2026, 11, 25), seat=2)

    assert refusal(claim_shift, second, by=cast.east_member, at=NOW) == "王桂珍 25 日上午已经值班。"
    second.refresh_from_db()
    assert second.person is None


# Check-in


@pytest.mark.parametrize(("clock", "manned"), [("7:30", 1), ("8:45", 1), ("8:46", 0), ("11:29", 0)])
def test_fifteen_minutes_decide_whether_the_desk_was_manned(cast, made, clock, manned):
    shift = made(cast.east_member)

    check_in(shift, by=cast.east_member, at=at(clock))

    assert Shift.objects.manned().count() == manned
    assert Shift.objects.unmanned().count() == 1 - manned
    shift.refresh_from_db()
    assert (shift.checked_in_at, shift.checked_in_by) == (at(clock), cast.east_member)


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ("7:29", "还没到时间，今天 8:30 开始，提前一小时可以签到。"),
        ("11:30", "这一班已经结束，请用“补签”。"),
    ],
)
def test_check_in_has_its_hours(cast, made, clock, words):
    shift = made(cast.east_member)

    assert refusal(check_in, shift, by=cast.east_member, at=at(clock)) == words


def test_an_elected_colleague_checks_in_for_her_and_the_row_says_so(cast, made):
    shift = made(cast.east_member)

    assert "请主任或委员来记" in refusal(check_in, shift, by=cast.east_station, at=NOW)
    assert "不是您所在的" in refusal(check_in, shift, by=cast.west_director, at=NOW)
    check_in(shift, by=cast.east_director, at=NOW)

    shift.refresh_from_db()
    assert (shift.person, shift.checked_in_by) == (cast.east_member, cast.east_director)
    assert "已经签到了" in refusal(check_in, shift, by=cast.east_member, at=NOW)


def test_nobody_checks_in_to_an_empty_seat_or_a_draft(cast, made):
    empty = made(None)
    draft = made(cast.east_member, TODAY, Slot.AFTERNOON, committee=cast.west)
    draft.rota.state = RotaState.DRAFT
    draft.rota.save()

    assert "请先认领" in refusal(check_in, empty, by=cast.east_member, at=NOW)
    assert "不是您" in refusal(check_in, draft, by=cast.east_member, at=NOW)


def test_checking_in_ends_the_reminders(cast, made):
    shift = made(None, TODAY, Slot.AFTERNOON)
    claim_shift(shift, by=cast.east_member, at=NOW)
    assert Reminder.objects.exists()

    check_in(shift, by=cast.east_member, at=at("12:31"))

    assert not Reminder.objects.exists()


def test_a_check_in_by_mistake_is_taken_back_by_whoever_tapped(cast, made):
    shift = made(cast.east_member)
    check_in(shift, by=cast.east_member, at=NOW)

    assert "谁签的到" in refusal(take_back_check_in, shift, by=cast.east_director, at=NOW)
    take_back_check_in(shift, by=cast.east_member, at=NOW)

    shift.refresh_from_db()
    assert shift.checked_in_at is shift.checked_in_by is None
    assert "不能撤销" in refusal(take_back_check_in, shift, by=cast.east_member, at=NOW)


# 补签


def test_a_late_note_keeps_both_times_and_counts_for_the_day_it_happened(cast, made):
    shift = made(cast.east_member, date(2026, 11, 20))
    came = at("8:25", shift.day)

    note_check_in(shift, by=cast.east_second_member, came_at=came, at=NOW)

    shift.refresh_from_db()
    assert (shift.checked_in_at, shift.check_in_noted_at) == (came, NOW)
    assert shift.checked_in_by == cast.east_second_member
    assert Shift.objects.manned().count() == 1
    assert AuditEntry.objects.get().act == "duty.note-check-in"


@pytest.mark.parametrize(
    ("day", "clock", "words"),
    [
        (date(2026, 10, 23), "8:25", "超过 30 天"),
        (date(2026, 11, 20), "7:29", "要在这一班里面"),
        (date(2026, 11, 20), "11:31", "要在这一班里面"),
        (date(2026, 11, 24), "8:30", "还没开始"),
    ],
)
def test_a_late_note_has_its_bounds(cast, made, day, clock, words):
    shift = made(cast.east_member, day)

    found = refusal(
        note_check_in, shift, by=cast.east_member, came_at=at(clock, day), at=at("12:00")
    )

    assert words in found


def test_a_late_note_never_writes_over_a_check_in(cast, made):
    shift = made(cast.east_member, date(2026, 11, 20), checked_in_at=at("9:30", date(2026, 11, 20)))

    words = refusal(
        note_check_in, shift, by=cast.east_member, came_at=at("8:30", shift.day), at=NOW
    )

    assert words == "这一班已经有签到了。"


# The end, and taking over


def test_check_out_follows_check_in_once(cast, made):
    shift = made(cast.east_member)
    assert "先签到" in refusal(check_out, shift, by=cast.east_member, at=NOW)
    check_in(shift, by=cast.east_member, at=NOW)

    assert "请主任或委员" in refusal(check_out, shift, by=cast.east_branch, at=at("11:30"))
    check_out(shift, by=cast.east_member, at=at("11:30"))

    shift.refresh_from_db()
    assert shift.checked_out_at == at("11:30")
    assert "已经交班" in refusal(check_out, shift, by=cast.east_member, at=at("11:31"))


def test_a_running_shift_is_taken_over_with_the_reason_and_both_names_stay(cast, made):
    shift = made(cast.east_member)
    check_in(shift, by=cast.east_member, at=at("8:25"))

    take_over(shift, by=cast.east_director, why="临时去医院", at=at("9:30"))

    shift.refresh_from_db()
    assert (shift.person, shift.taken_over_from) == (cast.east_director, cast.east_member)
    assert shift.taken_over_why == "临时去医院"
    assert shift.checked_in_at == at("8:25")
    assert texts_of(cast.east_member) == [
        "值班有变动，11月23日 星期一 上午：原来王桂珍，现在周桂英。"
    ]


def test_taking_over_from_somebody_who_did_not_come_is_being_there(cast, made):
    shift = made(cast.east_member)

    take_over(shift, by=cast.east_second_member, why="没联系上", at=at("8:50"))

    shift.refresh_from_db()
    assert (shift.checked_in_at, shift.checked_in_by) == (at("8:50"), cast.east_second_member)


@pytest.mark.parametrize(
    ("who", "clock", "why", "words"),
    [
        ("east_director", "8:29", "有事", "还没开始的请用“换班”"),
        ("east_director", "11:30", "有事", "只有正在值的班"),
        ("east_member", "9:00", "有事", "本来就是您的"),
        ("east_director", "9:00", "  ", "请写“为什么接替”"),
        ("west_director", "9:00", "有事", "不是您所在的"),
    ],
)
def test_taking_over_has_its_bounds(cast, made, who, clock, why, words):
    shift = made(cast.east_member)

    assert words in refusal(take_over, shift, by=getattr(cast, who), why=why, at=at(clock))


def test_a_taken_over_or_reassigned_shift_closes_its_open_swap(cast, made):
    shift = made(cast.east_member)
    swap = ask_swap(shift, by=cast.east_member, taker=cast.east_director, at=NOW)

    take_over(shift, by=cast.east_second_member, why="去医院", at=at("9:00"))

    swap.refresh_from_db()
    assert swap.state == "withdrawn"


def test_a_night_may_be_taken_over_after_midnight(cast, made):
    shift = made(cast.east_member, TODAY, Slot.NIGHT)

    take_over(
        shift, by=cast.east_director, why="孩子发烧", at=at("1:00", TODAY + timedelta(days=1))
    )

    shift.refresh_from_db()
    assert shift.person == cast.east_director

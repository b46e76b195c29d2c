"""What the pages read: today, gaps ahead, figures that equal their lists."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from casework.desk.boards import today_duty
from casework.desk.handover import leave_point, take_point
from casework.desk.presence import check_in
from casework.duty.boards import days_of, grid_span, open_swaps, turn_words, turns
from casework.duty.drafting import draft_rota, publish_rota
from casework.duty.figures import Figures, coverage, ended_shifts, shift_figures
from casework.duty.gaps import gaps_ahead
from casework.duty.lines import Line, lines_of, published_shifts
from casework.duty.models import Rota, SlotRule
from casework.duty.states import RotaState, Slot
from casework.duty.swaps import ask_swap
from casework.holidays.actions import report_day
from casework.holidays.rosters import next_holiday
from committees.calendar.models import SpecialDay
from committees.calendar.querysets import work_calendar
from committees.territory.models import Committee
from tests.casework.duty.conftest import NOW, TODAY, at

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


# 今日


def test_today_shows_one_s_own_shift_first_with_what_to_do(cast, made):
    made(cast.east_director, TODAY)
    mine = made(cast.east_member, TODAY, Slot.AFTERNOON)
    made(cast.west_member, TODAY, committee=cast.west)
    made(cast.east_member, TOMORROW, Slot.AFTERNOON)

    duty = today_duty(cast.east, cast.east_member, at("13:00"))

    assert [(line.name, line.mine) for line in duty.lines] == [("王桂珍", True), ("周桂英", False)]
    assert [line.can_check_in for line in duty.lines] == [True, False]
    assert duty.greeting == "今天下午您值班"
    assert duty.next_line is not None
    assert duty.next_line.shift.day == TOMORROW
    assert (duty.untaken, duty.quiet, duty.report) == (0, None, "")

    check_in(mine, by=cast.east_member, at=at("13:20"))
    [line, _] = today_duty(cast.east, cast.east_member, at("14:00")).lines
    assert (line.word.word, line.can_check_in, line.can_check_out) == ("已签到", False, True)


def test_a_night_that_began_yesterday_is_still_today_s(cast, made):
    made(cast.east_member, YESTERDAY, Slot.NIGHT)
    made(cast.east_director, YESTERDAY)

    early = today_duty(cast.east, cast.east_member, at("7:00"))
    late = today_duty(cast.east, cast.east_member, at("8:00"))

    assert [(line.slot, line.hours) for line in early.lines] == [("夜间", "20:00–次日 8:00")]
    assert late.lines == []


def test_today_says_what_was_left_and_what_was_reported(cast):
    leave_point(cast.east, "灯", by=cast.east_member, at=NOW)
    taken = leave_point(cast.east, "水", by=cast.east_member, at=NOW)
    take_point(taken, by=cast.east_director, at=NOW)
    leave_point(cast.west, "西", by=cast.west_member, at=NOW)
    report_day(cast.east, TODAY, by=cast.east_member, quiet=False, text="停电", at=NOW)

    duty = today_duty(cast.east, cast.east_director, NOW)

    assert (duty.untaken, duty.quiet, duty.report) == (1, False, "停电")


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_today_costs_two_queries(cast, made, django_assert_num_queries, rows):
    for seat in range(1, rows + 1):
        made(None, TODAY, seat=seat)
    user = cast.east_member
    assert user.reach.committee_ids

    with django_assert_num_queries(2):
        duty = today_duty(cast.east, user, NOW)
        assert [line.word.word for line in duty.lines] == ["缺人"] * rows
        assert not any(line.can_check_in for line in duty.lines)


def test_drafts_are_nobody_s_today(cast, made):
    made(cast.east_member, TODAY, state=RotaState.DRAFT)

    assert today_duty(cast.east, cast.east_member, NOW).lines == []


# 接待点有人率


@pytest.fixture
def a_week(cast, made):
    """East: in time, 15 minutes late, 16 minutes late, not noted, nobody, still running, draft."""
    day = date(2026, 11, 16)
    for n, came in enumerate(("8:20", "8:45", "8:46", None)):
        on = day + timedelta(days=n)
        made(cast.east_member, on, checked_in_at=came and at(came, on))
    made(None, day + timedelta(days=4))
    made(cast.east_member, TODAY, checked_in_at=at("8:30"))
    made(cast.west_member, day, committee=cast.west, checked_in_at=at("8:30", day))
    made(cast.west_member, date(2026, 12, 1), committee=cast.west, state=RotaState.DRAFT)
    return cast


def test_the_figures_equal_their_lists(a_week, django_assert_num_queries):
    span = (Committee.objects.all(), date(2026, 11, 1), date(2026, 12, 31), at("9:00"))

    with django_assert_num_queries(1):
        figures = shift_figures(*span)

    assert figures == {a_week.east.pk: Figures(2, 5), a_week.west.pk: Figures(1, 1)}
    for committee, (manned, ended) in figures.items():
        rows = ended_shifts(*span[1:]).filter(committee=committee)
        assert (rows.manned().count(), rows.count()) == (manned, ended)
        lines = lines_of(
            published_shifts().filter(committee=committee), a_week.east_member, at("9:00")
        )
        assert coverage(lines) == (manned, ended)


def test_a_deleted_shift_changes_the_figure(a_week):
    span = ([a_week.east], date(2026, 11, 1), TODAY, NOW)
    ended_shifts(*span[1:]).filter(committee=a_week.east).manned().first().delete()

    assert shift_figures(*span) == {a_week.east.pk: Figures(1, 4)}


def test_under_ten_shifts_a_count_stands_instead_of_a_rate():
    assert Figures(8, 9).words == "9 班有 8 班"
    assert Figures(9, 10).words == "90%（10 班有 9 班）"


# Gaps, also around 春节 2026


def published(cast, month: date, when):
    rota = draft_rota(cast.east, month, by=cast.east_director, at=when)
    return publish_rota(rota, by=cast.east_director, at=when)


def gaps_of(cast, when):
    return gaps_ahead([cast.east], when)[cast.east.pk]


def test_before_spring_festival_each_day_off_and_each_made_up_saturday_is_watched(ready):
    january = at("8:00", date(2026, 1, 15))
    before = at("8:00", date(2026, 2, 9))
    assert gaps_of(ready, before).months == [date(2026, 2, 1)]
    published(ready, date(2026, 2, 1), january)
    assert not gaps_of(ready, before)

    rota = Rota.objects.get()
    rota.shifts.filter(day=date(2026, 2, 14)).update(person=None)  # a Saturday that is worked
    rota.shifts.filter(day=date(2026, 2, 17)).delete()  # 初一

    gaps = gaps_of(ready, before)
    assert [(gap.day, gap.words, gap.shift is None) for gap in gaps.places] == [
        (date(2026, 2, 14), "上午", False),
        (date(2026, 2, 14), "下午", False),
        (date(2026, 2, 17), "节假日", True),
    ]
    assert bool(gaps)


def test_a_gap_is_named_14_days_ahead_and_not_earlier_nor_when_it_is_over(ready):
    published(ready, date(2026, 12, 1), NOW)
    Rota.objects.get().shifts.filter(day=date(2026, 12, 16)).update(person=None)

    def days(when):
        return {gap.day.day for gap in gaps_of(ready, when).places}

    assert days(at("8:00", date(2026, 12, 1))) == set()
    assert days(at("8:00", date(2026, 12, 2))) == {16}
    assert days(at("12:00", date(2026, 12, 16))) == {16}  # the afternoon is still ahead
    assert days(at("17:00", date(2026, 12, 16))) == set()


def test_a_festival_known_only_after_publication_shows_as_missing(ready):
    published(ready, date(2026, 12, 1), NOW)
    SpecialDay.objects.create(day=date(2026, 12, 5), kind="work", name="调休")

    gaps = gaps_of(ready, at("8:00", date(2026, 12, 1)))

    assert [(gap.day.day, gap.words) for gap in gaps.places] == [(5, "上午"), (5, "下午")]


def test_a_month_nobody_needs_and_an_office_without_slots_have_no_gaps(cast, no_slots):
    assert not gaps_of(cast, NOW)
    SlotRule.objects.create(
        committee=cast.east,
        slot=Slot.HOLIDAY,
        starts=time(9),
        ends=time(11),
        on_workdays=False,
        on_festivals=True,
    )
    assert not gaps_of(cast, NOW)  # no festival within 14 days


def test_gaps_of_all_committees_cost_three_queries(ready, django_assert_num_queries):
    calendar = work_calendar()

    with django_assert_num_queries(3):
        found = gaps_ahead([ready.east, ready.west], NOW, calendar)

    assert set(found) == {ready.east.pk, ready.west.pk}


# The month


def test_the_grid_starts_on_monday_and_names_what_is_special(cast, made):
    made(cast.east_member, date(2026, 2, 17), Slot.HOLIDAY)
    first, last = grid_span(date(2026, 2, 1))
    lines = lines_of(published_shifts(), cast.east_member, NOW)

    days = days_of(first, last, lines, work_calendar(), date(2026, 2, 17), month=date(2026, 2, 1))

    assert (first, last) == (date(2026, 1, 26), date(2026, 3, 1))
    of = {day.on: day for day in days}
    assert (of[date(2026, 2, 17)].note, of[date(2026, 2, 17)].rest) == ("春节", True)
    assert (of[date(2026, 2, 14)].note, of[date(2026, 2, 14)].rest) == ("上班", False)
    assert [line.name for line in of[date(2026, 2, 17)].lines] == ["王桂珍"]
    assert of[date(2026, 2, 17)].today
    assert not of[date(2026, 1, 26)].inside


def test_whose_turn_it_is_least(ready, made):
    for day in range(16, 20):
        made(ready.east_member, date(2026, 11, day))
    made(ready.east_director, date(2026, 11, 20))

    counted = turns(ready.east, TODAY)

    assert counted == [("赵国强", 0), ("周桂英", 1), ("王桂珍", 4)]
    assert turn_words(counted) == "这一年轮到最少的是赵国强（0 班），最多的是王桂珍（4 班）。"
    assert turn_words([("周桂英", 3), ("王桂珍", 3)]) == "这一年大家轮到的一样多，都是 3 班。"
    assert turn_words([("周桂英", 3)]) == ""


def test_open_swaps_are_those_that_somebody_can_still_answer(cast, made):
    ahead = made(cast.east_member, TOMORROW)
    begun = made(cast.east_member, TODAY)
    early = at("8:00")
    for shift in (ahead, begun):
        ask_swap(shift, by=cast.east_member, taker=cast.east_director, at=early)

    assert [swap.shift for swap in open_swaps(cast.east, at("9:00"))] == [ahead]


@pytest.mark.parametrize(
    ("day", "first", "last", "name"),
    [
        (date(2026, 2, 1), date(2026, 2, 15), date(2026, 2, 23), "春节"),
        (date(2026, 2, 18), date(2026, 2, 15), date(2026, 2, 23), "春节"),
        (date(2026, 9, 28), date(2026, 10, 1), date(2026, 10, 7), "国庆节"),
        (date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 29), ""),  # 2027 is not known
    ],
)
def test_the_roster_opens_at_the_next_holiday(db, day, first, last, name):
    assert next_holiday(day, work_calendar()) == (first, last, name)


def test_a_line_says_the_hours_on_the_office_s_clock(cast, made):
    line = Line(made(cast.east_member, TODAY), cast.east_member, timezone.now())

    assert (line.slot, line.short, line.hours) == ("上午", "上", "8:30–11:30")

"""The four clocks of a case, as tables and as properties; bugs of other systems by their numbers.

zammad/zammad #5177 #3140 #1322 #3551, mysociety/alaveteli #2800 #5101 #7292,
django-helpdesk/django-helpdesk #1235 (in tests/casework/response): what went wrong there is
stated in each test.
"""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.clocks.rules import Chosen, Happening, Limits, Standing, clocks
from casework.clocks.states import Clock, Mark, Unit
from casework.clocks.worktime import Limit
from jiedao.common.workdays import WorkCalendar
from tests.casework.clocks.moments import CALENDAR, SHANGHAI, at

ORDINARY = Limits(
    Limit(1, Unit.DAYS), Limit(1, Unit.DAYS), Limit(5, Unit.DAYS), Limit(10, Unit.DAYS)
)
DANGER = Limits(
    Limit(15, Unit.MINUTES), Limit(30, Unit.MINUTES), Limit(4, Unit.HOURS), Limit(3, Unit.DAYS)
)
OPENED = Happening(at(11, 18, 9), Mark.OPENED)


def stand(*happenings, limits=ORDINARY, calendar=CALENDAR, chosen=None) -> dict[Clock, Standing]:
    return {one.clock: one for one in clocks(happenings, limits, calendar, chosen)}


def met(mark: Mark, *when: int) -> Happening:
    return Happening(at(*when), mark)


def paused(since: datetime, until: datetime) -> Happening:
    return Happening(since, Mark.PAUSED, until)


def test_without_an_opening_there_is_no_clock():
    assert clocks([met(Mark.UPDATED, 11, 18, 10)], ORDINARY, CALENDAR) == []


def test_an_opening_starts_three_clocks():
    found = stand(OPENED)
    assert set(found) == {Clock.ACCEPT, Clock.CONTACT, Clock.SOLVE}
    assert found[Clock.CONTACT].due_at == at(11, 19, 17)
    assert found[Clock.SOLVE].due_at == at(12, 2, 17)
    assert not any(one.met_at for one in found.values())


def test_work_on_a_case_is_its_acceptance_but_no_contact():
    found = stand(OPENED, met(Mark.UPDATED, 11, 18, 15))
    assert found[Clock.ACCEPT].met_at == at(11, 18, 15)
    assert found[Clock.CONTACT].met_at is None


def test_closing_meets_every_clock():
    found = stand(OPENED, met(Mark.CLOSED, 11, 18, 10))
    assert {one.met_at for one in found.values()} == {at(11, 18, 10)}


def test_reopening_counts_the_solving_anew_and_remembers_what_was_late():
    found = stand(OPENED, met(Mark.CLOSED, 12, 10), met(Mark.REOPENED, 12, 14))
    solve = found[Clock.SOLVE]
    assert (solve.started_at, solve.met_at, solve.times_late) == (at(12, 14), None, 1)
    assert solve.due_at == at(12, 28, 17)
    assert found[Clock.CONTACT].met_at == at(12, 10)


def test_three_times_the_limit_is_seriously_late():
    contact = stand(OPENED, limits=DANGER)[Clock.CONTACT]
    assert contact.due_at == at(11, 18, 9, 30)
    assert contact.serious_at == at(11, 18, 10, 30)
    assert contact.is_late(at(11, 18, 9, 31))
    assert not contact.is_seriously_late(at(11, 18, 10))
    assert contact.is_seriously_late(at(11, 18, 10, 31))


# The bugs of others


def test_zammad_5177_the_update_clock_never_overrules_the_first_contact():
    """There, a shorter update time escalated tickets whose first answer was not due yet."""
    hasty = Limits(ORDINARY.accept, Limit(5, Unit.DAYS), Limit(30, Unit.MINUTES), ORDINARY.solve)
    assert Clock.UPDATE not in stand(OPENED, met(Mark.UPDATED, 11, 18, 11), limits=hasty)
    spoken = stand(OPENED, met(Mark.CONTACTED, 11, 18, 12), limits=hasty)
    assert spoken[Clock.UPDATE].started_at == at(11, 18, 12)


def test_zammad_3140_our_answer_stops_the_clock_of_what_was_asked():
    """There, tickets escalated although the agent had answered."""
    asked = [OPENED, met(Mark.CONTACTED, 11, 18, 10), met(Mark.REPLIED, 11, 24, 10)]
    assert stand(*asked)[Clock.UPDATE].due_at == at(11, 25, 17)
    answered = stand(*asked, met(Mark.UPDATED, 11, 25, 9))[Clock.UPDATE]
    assert (answered.started_at, answered.due_at) == (at(11, 25, 9), at(12, 2, 17))
    assert answered.times_late == 0


def test_zammad_1322_a_resident_who_replies_by_another_channel_wakes_a_resting_case():
    """There, an answer by note left the ticket pending for ever."""
    waiting = [
        OPENED,
        met(Mark.CONTACTED, 11, 18, 10),
        paused(at(11, 19, 10), at(12, 31, 9)),
    ]
    asleep = stand(*waiting)
    awake = stand(*waiting, met(Mark.REPLIED, 11, 23, 10))
    assert awake[Clock.UPDATE].due_at == at(11, 27, 17) < asleep[Clock.UPDATE].due_at
    assert awake[Clock.SOLVE].due_at == at(12, 4, 17) < asleep[Clock.SOLVE].due_at


def test_a_resident_who_rings_by_herself_stops_the_contact_clock_and_no_other():
    found = stand(OPENED, met(Mark.REPLIED, 11, 18, 16))
    assert found[Clock.CONTACT].met_at == at(11, 18, 16)
    assert found[Clock.ACCEPT].met_at is None
    assert found[Clock.SOLVE].met_at is None


def test_zammad_3551_contact_and_pause_in_one_step_still_count_as_contact():
    """There, answering and setting the ticket to pending switched the first response off."""
    found = stand(OPENED, met(Mark.CONTACTED, 11, 18, 10), paused(at(11, 18, 10), at(11, 25, 9)))
    assert found[Clock.CONTACT].met_at == at(11, 18, 10)
    assert not found[Clock.CONTACT].is_late(at(12, 31))


def test_alaveteli_2800_a_year_without_its_notice_is_said():
    """There, next year's holidays were missing and nobody was told."""
    blank = WorkCalendar.of([])
    assert (
        "2026年的放假通知还没有录入，日期可能会变"
        in stand(OPENED, calendar=blank)[Clock.SOLVE].words
    )
    assert "还没有录入" not in stand(OPENED)[Clock.SOLVE].words


def test_alaveteli_5101_a_deadline_says_how_it_was_counted():
    """There, people saw a date and could not find out which holidays it passed over."""
    words = stand(Happening(at(9, 28, 10), Mark.OPENED))[Clock.SOLVE].words
    assert words == "10 个工作日，因为跳过 10月1日至10月7日 国庆节、10月11日 周日"


def test_alaveteli_7292_a_holiday_announced_later_moves_what_is_open():
    """There, new bank holidays left requests in progress with their old date."""
    before = stand(OPENED)[Clock.SOLVE]
    wider = WorkCalendar(
        CALENDAR.rest | {date(2026, 11, 30)}, CALENDAR.work, CALENDAR.years, CALENDAR.names
    )
    moved = stand(OPENED, calendar=wider)[Clock.SOLVE]
    assert (before.due_at, moved.due_at) == (at(12, 2, 17), at(12, 3, 17))
    assert "11月30日" in moved.words


# Pauses


@pytest.mark.parametrize(
    ("since", "until", "due"),
    [
        (at(11, 20), at(11, 25, 9), at(12, 7, 17)),
        (at(12, 2, 16), at(12, 4, 9), at(12, 4, 17)),
        (at(12, 2, 18), at(12, 20, 9), at(12, 2, 17)),  # too late to help
        (at(11, 21, 10), at(11, 22, 9), at(12, 2, 17)),  # over a weekend nothing rests
    ],
)
def test_what_a_pause_adds(since, until, due):
    found = stand(OPENED, met(Mark.CONTACTED, 11, 18, 10), paused(since, until))
    assert found[Clock.SOLVE].due_at == due
    assert found[Clock.SOLVE].first_due_at == at(12, 2, 17)


def test_a_pause_is_named_in_the_reason():
    found = stand(OPENED, paused(at(11, 20), at(11, 25, 9)))
    assert found[Clock.SOLVE].words.startswith("10 个工作日，加上暂停的 3 个工作日，因为跳过")


def test_a_pause_ended_early_takes_back_what_it_had_added():
    ended = stand(OPENED, paused(at(11, 20), at(12, 31, 9)), met(Mark.RESUMED, 11, 23))
    assert ended[Clock.SOLVE].due_at == at(12, 3, 17)


def test_accept_and_contact_never_rest():
    found = stand(OPENED, paused(at(11, 18, 10), at(12, 31, 9)))
    assert found[Clock.CONTACT].due_at == at(11, 19, 17)


@pytest.mark.parametrize(
    ("pauses", "due", "words"),
    [
        ([], at(12, 10, 17), ""),
        ([paused(at(11, 19), at(11, 23, 9))], at(12, 10, 17), ""),  # known to who chose the day
        (
            [paused(at(12, 1), at(12, 3, 9))],
            at(12, 14, 17),
            "原定 12月10日，加上暂停的 2 个工作日",
        ),
    ],
)
def test_a_day_somebody_chose_stands_until_a_later_pause(pauses, due, words):
    chosen = Chosen(date(2026, 12, 10), at(11, 25, 9))
    solve = stand(OPENED, *pauses, chosen=chosen)[Clock.SOLVE]
    assert (solve.due_at, solve.words) == (due, words)


# Properties

MINUTES = st.integers(0, 60 * 24 * 80)


def moment(minutes: int) -> datetime:
    return datetime(2026, 9, 1, 9, tzinfo=SHANGHAI) + timedelta(minutes=minutes)


MARKS = st.sampled_from([mark for mark in Mark if mark not in (Mark.OPENED, Mark.PAUSED)])
EVENTS = st.builds(lambda minutes, mark: Happening(moment(minutes), mark), MINUTES, MARKS)
PAUSES = st.builds(
    lambda minutes, days: paused(moment(minutes), moment(minutes) + timedelta(days=days)),
    MINUTES,
    st.integers(1, 30),
)
STORIES = st.lists(EVENTS, max_size=8).map(
    lambda events: [Happening(moment(0), Mark.OPENED), *events]
)
TABLES = st.sampled_from([ORDINARY, DANGER])


@given(STORIES, st.lists(PAUSES, max_size=3), TABLES, st.integers(0, 20))
@settings(max_examples=60)
def test_the_order_and_the_repetition_of_events_do_not_matter(story, pauses, limits, turn):
    whole = [*story, *pauses]
    turned = [*whole[turn % len(whole) :], *whole[: turn % len(whole)]]
    for other in (turned, turned[::-1], [*whole, *turned]):
        assert clocks(other, limits, CALENDAR) == clocks(whole, limits, CALENDAR)


@given(STORIES, PAUSES, TABLES)
@settings(max_examples=80)
def test_a_pause_never_hides_lateness(story, pause, limits):
    """Whatever was past its time when the pause began is late with it, and due when it was due."""
    without, with_it = stand(*story, limits=limits), stand(*story, pause, limits=limits)
    for clock, before in without.items():
        after = with_it[clock]
        same_round = after.started_at == before.started_at
        assert after.first_due_at == before.first_due_at or not same_round
        if same_round and before.due_at < pause.at:
            assert after.due_at == before.due_at
            assert after.is_late(moment(60 * 24 * 200)) == before.is_late(moment(60 * 24 * 200))
        if clock in (Clock.ACCEPT, Clock.CONTACT):
            assert after.due_at == before.due_at


@given(STORIES, st.lists(PAUSES, max_size=3), TABLES)
@settings(max_examples=60)
def test_pauses_add_no_more_than_they_last(story, pauses, limits):
    without, with_them = stand(*story, limits=limits), stand(*story, *pauses, limits=limits)
    total = sum((one.until - one.at for one in pauses if one.until is not None), timedelta(0))
    before, after = without[Clock.SOLVE], with_them[Clock.SOLVE]
    assert after.due_at >= before.due_at
    # a day that ends in a rest period rolls on; the longest one here is the National Day's
    assert after.due_at - before.due_at <= total + timedelta(days=12)


@given(STORIES, TABLES)
@settings(max_examples=60)
def test_what_is_met_stays_met_when_more_happens(story, limits):
    early, whole = stand(*story[:-1], limits=limits), stand(*story, limits=limits)
    for clock in (Clock.ACCEPT, Clock.CONTACT):
        if clock in early and len(story) > 1 and early[clock].met_at is not None:
            met_at = whole[clock].met_at
            assert met_at is not None
            assert met_at <= early[clock].met_at

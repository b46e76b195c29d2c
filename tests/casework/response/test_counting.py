"""The clocks of a case follow every act, the table and the calendar; one day stands on screen."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.cases.actions import CaseWords, add_progress, edit_case
from casework.cases.closing import follow_up, reopen, settle_case
from casework.cases.handover import accept, hand_over
from casework.cases.models import Case, CaseEvent
from casework.cases.planning import change_deadline
from casework.cases.states import EventKind
from casework.clocks.states import Clock
from casework.response.counting import Table, count_clocks, count_uncounted, count_unheard
from casework.response.escalating import escalate
from casework.response.models import CaseClock, ClockLevel, ClockRule, Escalation, Response
from casework.response.settling import add_row, edit_row, remove_row
from committees.calendar.models import SpecialDay
from committees.reminders.models import Reminder
from jiedao.common.errors import Conflict, Refused
from tests.casework.clocks.moments import at
from tests.casework.response.conftest import OPENED_AT, clock_of

LATER = OPENED_AT + timedelta(hours=2)


@pytest.mark.parametrize(
    ("kind", "more", "level", "due_on"),
    [
        ("issue", {}, 4, date(2026, 12, 2)),
        ("advice", {}, 4, date(2026, 11, 23)),
        ("hardship", {}, 3, date(2026, 12, 9)),
        ("issue", {"urgency": "urgent"}, 2, date(2026, 11, 25)),
        ("advice", {"urgency": "danger"}, 1, date(2026, 11, 23)),
        ("issue", {"harm": True}, 1, date(2026, 11, 23)),
    ],
)
def test_kind_and_urgency_give_level_and_day(opened, kind, more, level, due_on):
    case = opened(kind, **more)
    case.refresh_from_db()
    assert (case.level, case.due_on) == (level, due_on)
    assert CaseClock.objects.get(case=case, clock=Clock.SOLVE).due_at == at(
        due_on.month, due_on.day, 17
    )


def test_the_day_says_how_it_was_counted(opened):
    assert opened().due_why == (
        "10 个工作日，因为跳过 11月21日 周六、11月22日 周日、11月28日 周六、11月29日 周日"
    )


def test_a_case_of_12345_waits_for_its_first_contact(opened, cast):
    case = opened(urgency="danger")
    contact = clock_of(case, Clock.CONTACT)
    assert (contact.due_at, contact.met_at) == (OPENED_AT + timedelta(minutes=30), None)
    add_progress(case, by=cast.east_director, text="打通了", at=LATER, kind=EventKind.CONTACT)
    assert clock_of(case, Clock.CONTACT).met_at == LATER
    assert clock_of(case, Clock.UPDATE).started_at == LATER


@pytest.mark.parametrize(
    ("more", "spoken"),
    [
        ({"source": "desk"}, True),
        ({"source": "phone"}, True),
        ({"source": "desk", "on_behalf_of": "李阿婆"}, False),
        ({"source": "hotline"}, False),
        ({"source": "meeting"}, False),
    ],
)
def test_who_told_it_herself_was_spoken_with(opened, more, spoken):
    assert (clock_of(opened(**more), Clock.CONTACT).met_at is not None) is spoken


def test_whom_a_colleague_registered_it_for_has_still_to_accept(opened, cast):
    case = opened(owner=cast.east_member)
    assert clock_of(case, Clock.ACCEPT).met_at is None
    add_progress(case, by=cast.east_member, text="去看了", at=LATER)
    assert clock_of(case, Clock.ACCEPT).met_at == LATER


def test_a_case_handed_on_keeps_its_day(opened, cast):
    case = opened()
    hand_over(case, by=cast.east_director, to=cast.east_member, text="", at=LATER)
    accepted = accept(case, by=cast.east_member, at=LATER)
    assert accepted.due_on == date(2026, 12, 2)


def test_closing_meets_every_clock_and_reopening_starts_the_solving_anew(opened, cast):
    case = opened("advice", owner=cast.east_member)
    settle_case(case, by=cast.east_director, at=LATER)
    assert set(CaseClock.objects.values_list("met_at", flat=True)) == {LATER}
    again = reopen(case, by=cast.east_director, why="又来了", at=at(11, 24, 10))
    assert again.due_on == date(2026, 11, 27)
    assert clock_of(case, Clock.SOLVE).met_at is None


def test_a_chosen_day_stands_through_every_other_act(opened, cast):
    case = opened()
    change_deadline(case, by=cast.east_director, due_on=date(2026, 12, 20), why="等配件", at=LATER)
    add_progress(case, by=cast.east_director, text="订好了", at=LATER)
    case.refresh_from_db()
    assert (case.due_on, case.due_days, case.due_why) == (date(2026, 12, 20), None, "")


def test_a_case_that_turns_urgent_is_counted_again(opened, cast):
    case = opened()
    words = CaseWords(case.title, kind="issue", source="hotline", urgency="urgent")
    edited = edit_case(case, by=cast.east_director, version=case.version, words=words)
    assert (edited.level, edited.due_on) == (2, date(2026, 11, 25))


def test_counting_twice_changes_nothing(opened, django_assert_num_queries):
    case = opened("hardship")
    before = list(CaseClock.objects.order_by("pk").values())
    with django_assert_num_queries(9):  # four of the table, five of the case; nothing is written
        count_clocks([case], Table.in_force())
    assert list(CaseClock.objects.order_by("pk").values()) == before


def test_an_unhappy_resident_is_a_contact_and_not_the_end(opened, cast):
    case = opened()
    add_progress(case, by=cast.east_director, text="修过了", at=LATER)
    follow_up(case, by=cast.east_director, text="还在滴", content=False, at=at(11, 20, 10))
    assert clock_of(case, Clock.CONTACT).met_at == at(11, 20, 10)
    assert clock_of(case, Clock.CONTACT).times_late == 1


# The street's table


def test_a_rule_that_is_gone_leaves_the_case_to_the_row_for_everything(opened, cast):
    case = opened("proposal")
    remove_row(ClockRule.objects.get(kind="proposal"), by=cast.clerk, at=LATER)
    response = Response.objects.get(case=case)
    case.refresh_from_db()
    assert (case.level, response.unmatched) == (4, True)


def test_the_row_for_everything_cannot_be_removed_nor_narrowed(cast):
    everything = ClockRule.objects.get(kind="", care="", urgency="")
    with pytest.raises(Refused, match="不能去掉"):
        remove_row(everything, by=cast.clerk, at=LATER)
    with pytest.raises(Refused, match="不能加条件"):
        edit_row(everything, by=cast.clerk, version=1, values={"kind": "issue"}, at=LATER)


def test_a_changed_table_counts_open_cases_again_and_says_so(opened, cast):
    moved, kept = opened(), opened("hardship")
    closed = settle_case(opened("advice"), by=cast.east_director, at=LATER)
    row = ClockLevel.objects.get(level=4)
    settled = edit_row(row, by=cast.clerk, version=1, values={"solve_amount": 12}, at=LATER)
    assert settled.recounted.words == "没办结的事项重新算了 2 件，1 件的期限变了。"
    assert Case.objects.get(pk=moved.pk).due_on == date(2026, 12, 4)
    line = CaseEvent.objects.get(kind=EventKind.RECOUNTED)
    assert (line.case_id, line.by) == (moved.pk, cast.clerk)
    assert line.text == "街道改了期限规定，从 12月2日 变成 12月4日"
    assert Case.objects.get(pk=closed.pk).due_on == closed.due_on
    assert Case.objects.get(pk=kept.pk).due_on == kept.due_on


def test_the_reminders_move_with_the_day(opened, cast):
    case = opened(at=timezone.now())
    row = ClockLevel.objects.get(level=4)
    edit_row(row, by=cast.clerk, version=1, values={"solve_amount": 30}, at=timezone.now())
    case.refresh_from_db()
    events = {one.event_at for one in Reminder.objects.filter(object_id=case.pk, rule="case")}
    assert {timezone.localdate(one) for one in events} == {case.due_on}


@pytest.mark.parametrize("who", ["leader", "east_director", "admin"])
def test_only_the_clerk_changes_the_table(cast, who):
    row = ClockLevel.objects.get(level=4)
    with pytest.raises(Refused):
        edit_row(row, by=getattr(cast, who), version=1, values={"solve_amount": 12}, at=LATER)


def test_two_clerks_do_not_overwrite_each_other(cast):
    row = ClockLevel.objects.get(level=4)
    edit_row(row, by=cast.clerk, version=1, values={"solve_amount": 12}, at=LATER)
    with pytest.raises(Conflict):
        edit_row(row, by=cast.clerk, version=1, values={"solve_amount": 13}, at=LATER)


def test_a_new_rule_makes_its_kind_graver(opened, cast):
    case = opened("hardship", cares=("child",))
    rule = ClockRule(kind="hardship", care="child", urgency="", level=2)
    add_row(rule, by=cast.clerk, at=LATER)
    assert Case.objects.get(pk=case.pk).level == 2


# The calendar


def test_a_day_off_announced_later_moves_open_cases_and_says_so(opened, cast, enter):
    case = opened()
    answer = enter(cast.clerk).post(
        reverse("settings-periods") + "?year=2026", {"lines": "11-30 休 临时放假"}, follow=True
    )
    assert "没办结的事项重新算了 1 件，1 件的期限变了。" in answer.content.decode()
    case.refresh_from_db()
    assert case.due_on == date(2026, 12, 3)
    assert "11月30日 临时放假" in case.due_why
    line = CaseEvent.objects.get(kind=EventKind.RECOUNTED)
    assert line.text == "节假日改了，从 12月2日 变成 12月3日"


def test_taking_the_day_back_brings_the_old_date_back(opened, cast, enter):
    SpecialDay.objects.create(day=date(2026, 11, 30), kind="rest", name="临时放假")
    case = opened()
    special = SpecialDay.objects.get(day=date(2026, 11, 30))
    enter(cast.clerk).post(reverse("settings-period-remove", args=[special.pk]))
    case.refresh_from_db()
    assert case.due_on == date(2026, 12, 2)


# Cases that were there before


def test_open_cases_without_clocks_get_them_and_nobody_is_woken(opened):
    case = opened()
    for model in (CaseClock, Response):
        model.objects.all().delete()
    long_after = at(12, 30)
    assert count_uncounted(long_after) == 1
    assert count_uncounted(long_after) == 0
    assert CaseClock.objects.filter(case=case).count() == 3
    assert CaseClock.objects.late(long_after).count() == 2
    assert not CaseClock.objects.to_escalate(long_after).exists()
    assert Escalation.objects.filter(case=case).exists()
    assert not Reminder.objects.filter(rule="response").exists()


def test_what_was_late_before_it_had_a_ladder_is_heard_the_next_night(opened):
    case = opened()
    CaseClock.objects.update(escalate_at=None)
    in_time, late = OPENED_AT, at(12, 30)
    assert count_unheard(in_time) == 0
    assert escalate(late) == 0

    assert count_unheard(late) == 1
    heard = escalate(late)
    assert heard > 0
    assert Reminder.objects.filter(rule="response", object_id=case.pk).exists()
    assert count_unheard(late) == 0
    assert escalate(late) == 0
    assert Escalation.objects.filter(case=case).count() == heard


def test_a_case_that_is_over_stays_quiet(opened):
    case = opened()
    CaseClock.objects.update(escalate_at=None)
    Case.objects.filter(pk=case.pk).update(removed_at=LATER, removed_by=case.owner)
    assert count_unheard(at(12, 30)) == 0

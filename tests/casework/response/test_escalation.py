"""The ladder 楼组长 → 办事的人 → 主任 → 科室 → 领导: everybody hears of it once."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from casework.cases.actions import add_progress
from casework.cases.closing import settle_case
from casework.cases.models import Case, CaseEvent
from casework.cases.planning import change_deadline
from casework.cases.states import EventKind
from casework.clocks.states import Clock
from casework.response import escalating
from casework.response.escalating import escalate, look
from casework.response.models import CaseClock, Escalation, Rung
from casework.response.states import Rank
from committees.reminders.models import Reminder
from tests.casework.clocks.moments import at
from tests.casework.response.conftest import OPENED_AT
from tests.racing import at_once, needs_postgresql


def minutes(count: int):
    return OPENED_AT + timedelta(minutes=count)


def told() -> list[str]:
    rows = Reminder.objects.filter(rule="response").order_by("pk")
    return [row.recipient.name for row in rows.select_related("recipient")]


def lines() -> list[str]:
    return list(
        CaseEvent.objects.filter(kind=EventKind.TOLD_UP)
        .order_by("pk")
        .values_list("text", flat=True)
    )


def test_nobody_hears_of_what_is_in_time(opened):
    opened(urgency="danger")
    assert escalate(minutes(29)) == 0
    assert not Escalation.objects.exists()


def test_the_ranks_hear_one_after_the_other(opened, cast):
    opened(urgency="danger")
    assert escalate(minutes(31)) == 3
    assert lines() == ["还没有联系居民，告诉了楼组长、周桂英、居委会主任"]
    assert escalate(minutes(61)) == 1
    assert escalate(minutes(91)) == 1
    assert lines()[1:] == ["还没有联系居民，告诉了街道科室", "还没有联系居民，告诉了街道领导"]
    assert {cast.clerk.name, cast.leader.name} <= set(told())
    assert cast.west_director.name not in told()


def test_helpdesk_1235_asking_again_clutters_no_history(opened):
    """There, every run of the escalation added another follow-up to the ticket."""
    opened(urgency="danger")
    escalate(minutes(31))
    before = (lines(), told(), Escalation.objects.count())
    for again in range(32, 60):
        assert escalate(minutes(again)) == 0
    assert (lines(), told(), Escalation.objects.count()) == before


def test_contact_ends_the_climb(opened, cast):
    case = opened(urgency="danger")
    escalate(minutes(31))
    add_progress(case, by=cast.east_director, text="打通了", at=minutes(40), kind=EventKind.CONTACT)
    assert escalate(minutes(95)) == 0


def test_closed_and_withdrawn_cases_climb_no_more(opened, cast):
    case = opened("advice")
    settle_case(case, by=cast.east_director, at=minutes(5))
    gone = opened("issue", urgency="danger")
    Case.objects.filter(pk=gone.pk).update(removed_at=minutes(6))
    assert escalate(at(12, 31)) == 0


def test_a_new_promise_that_is_missed_again_is_told_again(opened, cast):
    def of_the_solving():
        return [line for line in lines() if line.startswith("过了期限")]

    case = opened(source="desk")
    escalate(at(12, 7, 18))
    assert of_the_solving() == ["过了期限还没有办好，告诉了居委会主任"]
    change_deadline(
        case, by=cast.east_director, due_on=at(12, 9).date(), why="等配件", at=at(12, 8)
    )
    escalate(at(12, 20))
    assert of_the_solving() == ["过了期限还没有办好，告诉了居委会主任"] * 2


def test_the_words_that_leave_the_house_say_nothing_of_the_resident(opened):
    case = opened(urgency="danger", title="张阿婆摔倒", who="张小妹")
    escalate(minutes(200))
    texts = set(Reminder.objects.filter(rule="response").values_list("text", flat=True))
    assert texts == {
        f"事项 {case} 还没有联系居民，请先请楼组长上门看看",
        f"事项 {case} 还没有联系居民",
    }


def test_helpdesk_1235_what_was_missed_while_no_worker_ran_is_one_line(opened):
    opened(urgency="danger")
    assert escalate(minutes(200)) == 5
    assert lines() == ["还没有联系居民，告诉了楼组长、周桂英、居委会主任、街道科室、街道领导"]


def test_the_task_also_counts_what_has_no_clocks(opened):
    CaseClock.objects.filter(case=opened()).delete()
    Case.objects.get().response.delete()
    assert look(timezone.now()) == (1, 0)


class Killed(BaseException):
    """The worker is gone."""


def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(opened, monkeypatch):
    """Killed after the rows were written and before people were told; the next run does it once."""
    opened(urgency="danger")

    def die(*args: object, **more: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(escalating, "tell", die)
        with pytest.raises(Killed), transaction.atomic():
            escalate(minutes(31))
    assert (Escalation.objects.count(), lines(), told()) == (0, [], [])
    assert escalate(minutes(31)) == 3
    assert len(lines()) == 1


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_four_beats_at_the_same_moment_tell_everybody_once(opened):
    opened(urgency="danger")
    answers = at_once([lambda: escalate(minutes(31))] * 4)
    assert sorted(answers) == [0, 0, 0, 3]
    assert Escalation.objects.count() == 3
    assert len(lines()) == 1


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_without_lock_and_key_the_same_beats_would_write_twice(opened):
    """The control: the race is real, four that look first and write afterwards write four lines."""
    case = opened(urgency="danger")

    def careless() -> int:
        seen = CaseEvent.objects.filter(case=case, kind=EventKind.TOLD_UP).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.3)")
        if not seen:
            CaseEvent.objects.create(case=case, kind=EventKind.TOLD_UP, text="x", at=minutes(31))
        return int(not seen)

    assert sum(at_once([careless] * 4)) > 1
    assert len(lines()) > 1


def test_the_ladder_a_street_begins_with_reaches_its_ranks_in_order(db):
    for level in (1, 2, 3, 4):
        for clock in Clock:
            rungs = Rung.objects.filter(level=level, clock=clock).order_by("rank")
            assert rungs, "late on any clock is heard by somebody"
            spans = [(rung.unit, rung.amount) for rung in rungs]
            same_unit = [amount for unit, amount in spans if spans and unit == spans[-1][0]]
            assert same_unit == sorted(same_unit)
            assert all(rung.rank in Rank for rung in rungs)


def test_an_office_that_settled_a_clock_of_its_own_keeps_it_as_it_is(opened):
    """The rungs that came later fill the empty clocks, and wake those that are still running."""
    case = opened()
    Rung.objects.filter(level=4, clock="update").exclude(rank=2).delete()
    Rung.objects.filter(level=4, clock="update").update(amount=9)
    Rung.objects.filter(level=3, clock="update").delete()
    Case.objects.filter(pk=case.pk).update(level=3)
    ahead = timezone.now() + timedelta(days=3)
    CaseClock.objects.update_or_create(
        case=case,
        clock="update",
        defaults={
            "started_at": OPENED_AT,
            "due_at": ahead,
            "first_due_at": ahead,
            "serious_at": ahead,
            "met_at": None,
            "escalate_at": None,
        },
    )

    for _ in range(2):
        import_module("casework.migrations.0018_clocks_and_doors").seed(apps, None)

    assert [row.amount for row in Rung.objects.filter(level=4, clock="update")] == [9]
    assert Rung.objects.filter(level=3, clock="update").count() == 3
    assert CaseClock.objects.get(case=case, clock="update").escalate_at == ahead

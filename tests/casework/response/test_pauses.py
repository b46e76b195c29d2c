"""暂停: a reason and an end, and never a way to hide what is late (S24)."""

from datetime import date, timedelta

import pytest

from casework.cases.actions import add_progress
from casework.cases.changing import changing, note
from casework.cases.closing import settle_case
from casework.cases.models import Case, CaseEvent
from casework.cases.states import EventKind
from casework.clocks.states import Clock
from casework.response.actions import pause, resume, set_level
from casework.response.models import CaseClock, Pause
from jiedao.common.errors import Refused
from tests.casework.clocks.moments import at
from tests.casework.response.conftest import clock_of

FRIDAY = at(11, 20)


def test_a_pause_moves_the_day_and_says_why(opened, cast):
    case = opened()
    pause(case, by=cast.east_director, until=date(2026, 11, 25), reason="等评残", at=FRIDAY)
    case.refresh_from_db()
    assert case.due_on == date(2026, 12, 7)
    assert case.due_why.startswith("10 个工作日，加上暂停的 3 个工作日，因为跳过")
    assert CaseEvent.objects.get(kind=EventKind.PAUSED).text == "到 11月25日。等评残"


def test_going_on_earlier_moves_the_day_back(opened, cast):
    case = opened()
    pause(case, by=cast.east_director, until=date(2026, 12, 25), reason="等评残", at=FRIDAY)
    resumed = resume(case, by=cast.east_director, at=at(11, 23))
    assert resumed.due_on == date(2026, 12, 3)
    with pytest.raises(Refused, match="没有暂停"):
        resume(case, by=cast.east_director, at=at(11, 23, 11))


def test_a_pause_never_hides_that_a_case_is_late(opened, cast):
    case = opened()
    late = at(12, 3, 10)
    assert CaseClock.objects.late(late).filter(clock=Clock.SOLVE).exists()
    pause(case, by=cast.east_director, until=date(2027, 1, 20), reason="等评残", at=late)
    assert CaseClock.objects.late(late).filter(clock=Clock.SOLVE).exists()
    case.refresh_from_db()
    assert case.due_on == date(2026, 12, 2)


def test_a_resident_who_comes_again_ends_the_pause(opened, cast):
    case = opened()
    pause(case, by=cast.east_director, until=date(2026, 12, 25), reason="等家属", at=FRIDAY)
    add_progress(
        case, by=cast.east_member, text="家属来电话了", at=at(11, 23), kind=EventKind.REPLY
    )
    assert Pause.objects.get().ended_at == at(11, 23)
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 12, 3)
    assert clock_of(case, Clock.CONTACT).met_at == at(11, 23)


@pytest.mark.parametrize("kind", [EventKind.CLOSING, EventKind.FOLLOWED_UP])
def test_who_asks_to_close_and_what_she_says_to_it_end_the_pause(opened, cast, kind):
    case = opened()
    pause(case, by=cast.east_director, until=date(2026, 12, 25), reason="等评残", at=FRIDAY)

    with changing(case, "cases.progress", cast.east_director) as held:
        note(held, kind, cast.east_director, at(11, 23), "没解决，不满意")

    assert Pause.objects.get().ended_at == at(11, 23)
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("who", "until", "reason", "says"),
    [
        ("east_member", date(2026, 11, 25), "等评残", "周桂英在办"),
        ("west_director", date(2026, 11, 25), "等评残", "不在这个居委会"),
        ("east_director", date(2026, 11, 25), " ", "为什么暂停"),
        ("east_director", date(2026, 11, 20), "等评残", "明天以后"),
        ("east_director", date(2027, 11, 20), "等评残", "180 天"),
    ],
)
def test_what_is_refused(opened, cast, who, until, reason, says):
    with pytest.raises(Refused, match=says):
        pause(opened(), by=getattr(cast, who), until=until, reason=reason, at=FRIDAY)
    assert not Pause.objects.exists()


def test_danger_does_not_wait(opened, cast):
    case = opened(urgency="danger")
    with pytest.raises(Refused, match="一级的事项不能暂停"):
        pause(case, by=cast.east_director, until=date(2026, 11, 25), reason="等", at=FRIDAY)


def test_only_one_pause_at_a_time_and_none_of_a_closed_case(opened, cast):
    case = opened("advice")
    pause(case, by=cast.east_director, until=date(2026, 11, 25), reason="等", at=FRIDAY)
    with pytest.raises(Refused, match="已经暂停着"):
        pause(case, by=cast.east_director, until=date(2026, 11, 26), reason="等", at=FRIDAY)
    settle_case(case, by=cast.east_director, at=FRIDAY + timedelta(hours=1))
    assert Pause.objects.get().ended_at == FRIDAY + timedelta(hours=1)
    with pytest.raises(Refused, match="已经办结"):
        pause(case, by=cast.east_director, until=date(2026, 12, 26), reason="等", at=at(11, 30))


# Levels by hand


def test_a_person_s_level_stands_until_the_table_gets_its_word_back(opened, cast):
    case = opened()
    raised = set_level(case, by=cast.east_director, level=2, why="老人一个人", at=FRIDAY)
    assert (raised.level, raised.due_on) == (2, date(2026, 11, 25))
    add_progress(case, by=cast.east_director, text="去了", at=FRIDAY)
    assert Case.objects.get(pk=case.pk).level == 2
    back = set_level(case, by=cast.east_director, level=None, why="没事了", at=FRIDAY)
    assert (back.level, back.due_on) == (4, date(2026, 12, 2))


def test_suspected_harm_to_a_child_stays_of_the_first_level(opened, cast):
    case = opened(harm=True)
    with pytest.raises(Refused, match="一直是一级"):
        set_level(case, by=cast.east_director, level=4, why="误会", at=FRIDAY)

"""申诉: within the days of the rule set, answered in time, carried out in the same moment."""

from datetime import date

import pytest
from django.utils import timezone

from elections.electorate.building import build_roll
from elections.electorate.clock import answer_by, last_objection_day
from elections.electorate.hand import Person
from elections.electorate.models import Freeze, Objection, RollChange, Voter
from elections.electorate.objecting import Remedy, Words, decide_objection, file_objection
from elections.electorate.shown import change_list
from elections.timetable.models import Election, Step
from elections.timetable.preflight import lines
from jiedao.common.errors import Refused
from tests.elections.electorate.people import GROWN, a_resident
from tests.elections.makers import an_election

pytestmark = pytest.mark.django_db
HUNG = date(2026, 11, 2)


@pytest.fixture
def hung(cast):
    """The worked calendar of DOMAIN §2.2: polling on 22 November, the roll hangs on the 2nd."""
    a_resident(cast.east, "张文娟")
    a_resident(cast.east, "李外", "4-101", hukou="city")
    election = an_election(cast.east, polling_on=date(2026, 11, 22), stage="roll")
    Step.objects.filter(election=election, code="roll").update(done_on=HUNG)
    Step.objects.filter(election=election, code="objections_end").update(due_on=HUNG)
    build_roll(election, by=cast.east_director)
    RollChange.objects.all().delete()
    return election


def said(**more):
    words = {"asks": "add", "about": "王桂珍", "words": "漏了", "filed_by": "邻居"}
    return Words(**(words | {"filed_on": date(2026, 11, 4)} | more))


def filed(cast, election, today=date(2026, 11, 9), **more):
    return file_objection(election, said(**more), by=cast.east_member, today=today)


def decided(cast, objection, decision="upheld", remedy=None, **more):
    return decide_objection(
        objection,
        decision,
        "查过户口簿",
        remedy or Remedy(),
        by=more.get("by", cast.east_director),
        at=timezone.now(),
        on=date(2026, 11, 6),
    )


def test_the_last_day_is_a_saturday_and_moves_to_monday(hung):
    assert last_objection_day(hung) == date(2026, 11, 9)


def test_the_day_on_the_public_notice_counts_where_it_is_later(hung):
    Step.objects.filter(election=hung, code="objections_end").update(due_on=date(2026, 11, 12))

    assert last_objection_day(hung) == date(2026, 11, 12)


def test_an_answer_is_due_three_days_later_or_on_the_next_working_day(hung):
    assert answer_by(hung, date(2026, 11, 3)) == date(2026, 11, 6)
    assert answer_by(hung, date(2026, 11, 4)) == date(2026, 11, 9)


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2026, 11, 9)])
def test_on_the_first_and_on_the_last_day_it_is_taken(cast, hung, day):
    assert filed(cast, hung, filed_on=day).due_on == answer_by(hung, day)


@pytest.mark.parametrize(
    ("day", "today"),
    [(date(2026, 11, 1), date(2026, 11, 9)), (date(2026, 11, 10), date(2026, 11, 10))],
)
def test_outside_the_days_it_is_not(cast, hung, day, today):
    with pytest.raises(Refused, match="申诉从 11月2日到 11月9日可以提"):
        filed(cast, hung, filed_on=day, today=today)


def test_nor_from_the_future_nor_before_the_roll_hangs(cast, hung):
    with pytest.raises(Refused, match="不能在今天以后"):
        filed(cast, hung, today=date(2026, 11, 3))
    Step.objects.filter(code="roll").update(done_on=None)
    with pytest.raises(Refused, match="名单还没有公布"):
        filed(cast, hung)


def test_to_strike_somebody_it_must_say_whom(cast, hung):
    with pytest.raises(Refused, match="请从名单里打开那一行"):
        filed(cast, hung, asks="strike")


def test_one_that_stands_adds_her_at_once_and_stands_in_the_change_list(cast, hung):
    objection = filed(cast, hung)

    decided(cast, objection, remedy=Remedy("lives", Person("王桂珍", GROWN, group="第 1 组")))

    voter = Voter.objects.get(name="王桂珍")
    assert (voter.listed, voter.why) == (True, "查过户口簿")
    assert RollChange.objects.get().objection == objection
    assert [(one.hand, one.group, one.name) for one in change_list(hung)] == [
        ("补上", "第 1 组", "王桂珍")
    ]


def test_one_that_stands_lists_strikes_or_corrects_the_line_it_is_about(cast, hung):
    off, on = Voter.objects.get(name="李外"), Voter.objects.get(name="张文娟")

    decided(cast, filed(cast, hung, voter=off), remedy=Remedy("habitual"))
    decided(
        cast,
        filed(cast, hung, asks="correct", voter=on),
        remedy=Remedy("", Person("张文鹃", GROWN)),
    )
    off.refresh_from_db()
    decided(cast, filed(cast, hung, asks="strike", voter=off))

    assert [(one.hand, one.name) for one in change_list(hung)] == [
        ("补上", "李外"),
        ("改正", "张文鹃"),
        ("去掉", "李外"),
    ]


def test_one_that_does_not_stand_leaves_the_roll_alone(cast, hung):
    objection = decided(cast, filed(cast, hung), "refused")

    assert (objection.decision, objection.decided_by) == ("refused", cast.east_director)
    assert not RollChange.objects.exists()
    with pytest.raises(Refused, match="已经有决定了"):
        decided(cast, objection)


def test_while_the_roll_is_frozen_none_stands_and_nothing_is_half_done(cast, hung):
    objection = filed(cast, hung)
    Freeze.objects.create(election=hung, entitled=1, digest="0" * 64, made_by=cast.east_director)

    with pytest.raises(Refused, match="确认冻结"):
        decided(cast, objection, remedy=Remedy("lives", Person("王桂珍", GROWN)))

    assert Objection.objects.get().decision == ""


def test_a_run_after_publication_stands_in_the_change_list_too(cast, hung):
    a_resident(cast.east, "王桂珍", "5-101")

    build_roll(hung, by=cast.east_director)

    assert [(one.hand, one.name) for one in change_list(hung)] == [("补上", "王桂珍")]


@pytest.mark.parametrize("who", ["west_director", "clerk", "east_station"])
def test_only_keepers_take_and_decide(cast, hung, who):
    objection = filed(cast, hung)

    with pytest.raises(Refused, match="选举委员会和居委会"):
        file_objection(hung, said(), by=getattr(cast, who), today=date(2026, 11, 9))
    with pytest.raises(Refused, match="选举委员会和居委会"):
        decided(cast, objection, "refused", by=getattr(cast, who))


# Before the election moves on


def asked(election, to):
    """Lines of the roll on the pre-flight list: words -> met."""
    mine = ("roll/", "objections/", "freeze/")
    found = lines(election, to, timezone.localdate())
    return {line.words: line.ok for line in found if line.page in mine}


def test_an_empty_roll_does_not_hang(cast):
    election = an_election(cast.east, stage="registration")
    assert asked(election, "roll") == {"选民名单上还没有人": False}

    a_resident(cast.east, "张文娟")
    build_roll(election, by=cast.east_director)

    assert asked(election, "roll") == {"选民名单上有 1 人": True}


def test_nobody_is_proposed_before_the_roll_is_frozen(cast, hung):
    objection = filed(cast, hung)
    assert asked(hung, "nomination") == {
        "还有 1 条名单申诉没有决定": False,
        "选民名单还没有冻结": False,
    }

    decided(cast, objection, "refused")
    Freeze.objects.create(
        election=hung,
        entitled=1,
        digest="0" * 64,
        made_by=cast.east_director,
        confirmed_by=cast.east_member,
        confirmed_at=timezone.now(),
    )

    assert asked(hung, "nomination") == {
        "名单申诉都有了决定": True,
        "选民名单冻结了，登记选民 1 人": True,
    }


def test_a_roll_opened_again_stops_the_poll(cast, hung):
    Election.objects.filter(pk=hung.pk).update(stage="candidates")
    hung.refresh_from_db()
    assert asked(hung, "polling")["选民名单还没有冻结"] is False

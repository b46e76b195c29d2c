"""The numbered notices: drafted from the record, held back in a rehearsal, followed when out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from committees.notices.actions import agree, ask_second_person
from committees.notices.models import Notice
from committees.residents.models import ResidentsGroup
from elections.desk.facts import facts_of
from elections.timetable.announcements import ANNOUNCEMENTS, BY_NUMBER, GAP
from elections.timetable.announcing import draft_announcement, numbers_out
from jiedao.common.errors import Refused
from meetings.representatives.models import Seat
from tests.elections.makers import a_body, a_candidate, an_election, voters

NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def election(cast):
    return an_election(cast.east)


def draft(cast, election, number, **more):
    facts = facts_of(election, number)
    return draft_announcement(election, number, facts, by=cast.east_director, at=NOW, **more)


def released(cast, made, at=NOW):
    """Two people: the director drafted, a member agrees."""
    ask_second_person(made.notice, by=cast.east_director)
    return agree(made.notice, by=cast.east_member, at=at)


def test_there_are_the_seventeen_and_the_two_that_follow_them():
    numbers = [one.number for one in ANNOUNCEMENTS]

    assert len(numbers) == len(set(numbers)) == 19
    assert {"2-1", "6-1"} <= set(numbers)


@pytest.mark.parametrize("known", ANNOUNCEMENTS, ids=lambda one: one.number)
def test_each_is_a_whole_text_with_who_signs_and_the_day(cast, election, known):
    facts = facts_of(election, known.number)

    text = known.text(facts)

    ending = text.split("\n")[-3:]
    signed = "清和街道居民委员会选举工作指导组" if known.number == "1" else "东苑居民选举委员会"
    assert ending[:2] == ["特此公告。", signed]
    assert ending[2] == facts.day(known.step)
    assert len(known.title(facts)) <= 60


def test_a_full_record_leaves_no_gap(cast, election):
    a_body(election)
    a_candidate(election, "钱进", state="accepted")
    voters(election, 3)

    for number in ("1", "2", "3", "4", "7", "8", "15"):
        made = draft(cast, election, number)
        assert GAP not in made.notice.body, number


def test_the_words_are_those_of_the_record(cast, election):
    a_body(election)

    body = draft(cast, election, "2").notice.body

    assert "主任选委1、选委2" in body
    assert "近亲属被提名的，同样退出" in body


def test_a_draft_is_timed_for_the_day_of_its_step(cast, election):
    step = election.steps.get(code="candidates")

    notice = draft(cast, election, "9").notice

    assert timezone.localdate(notice.publish_at) == step.due_on
    assert timezone.localtime(notice.publish_at).hour == 8
    assert notice.kind == "election"


def test_one_of_each_number_but_several_changes_of_the_body(cast, election):
    draft(cast, election, "1")
    with pytest.raises(Refused, match="已经起草"):
        draft(cast, election, "1")

    draft(cast, election, "2-1")
    assert draft(cast, election, "2-1").pk


def test_two_people_and_then_the_steps_of_these_notices_are_done(cast):
    election = an_election(cast.east, polling_on=TODAY + timedelta(days=20))
    a_body(election)
    released(cast, draft(cast, election, "1"))
    assert election.steps.get(code="first_notice").done_on is None

    released(cast, draft(cast, election, "2"))

    assert election.steps.get(code="first_notice").done_on == TODAY
    assert numbers_out(election, TODAY) == {"1", "2"}


def test_a_notice_still_to_come_is_not_out(cast, election):
    released(cast, draft(cast, election, "3"))

    assert numbers_out(election, TODAY) == frozenset()


def test_a_text_with_gaps_is_not_released(cast, election):
    made = draft(cast, election, "11")

    with pytest.raises(Refused, match="请填写"):
        released(cast, made)


def test_nothing_of_a_rehearsal_is_released(cast):
    election = an_election(cast.east, rehearsal=True)
    made = draft(cast, election, "1", ask=True)

    assert made.notice.title.startswith("【演练】")
    assert not made.notice.on_web
    assert numbers_out(election, TODAY) == {"1"}
    with pytest.raises(Refused, match="演练"):
        agree(made.notice, by=cast.east_member, at=NOW)
    assert Notice.objects.get().state == "review"


def test_the_rules_of_invalid_ballots_are_those_of_the_set(cast, election):
    facts = facts_of(election, "15")
    known = next(one for one in ANNOUNCEMENTS if one.number == "15")

    whole = replace(facts, rules=replace(facts.rules, overvote_voids="ballot", write_ins=False))

    assert "多于应选人数的，这个职务的一栏无效" in known.text(facts)
    assert "多于应选人数的，整张选票无效" in known.text(whole)
    assert "另选他人" not in known.text(whole)


# Those whom the residents' groups chose (5, 6, 6-1, 17)


def a_seat(committee, name, since=TODAY, **more):
    values = {"board": "representative", "group": "第一居民小组", "since": since, **more}
    return Seat.objects.create(committee=committee, name=name, **values)


def opened_last_month(cast):
    return an_election(cast.east, polling_on=TODAY + timedelta(days=30))


def test_the_groups_and_their_days_are_those_of_the_record(cast):
    election = opened_last_month(cast)
    ResidentsGroup.objects.create(committee=cast.east, name="第一居民小组")
    ResidentsGroup.objects.create(committee=cast.west, name="西边的小组")
    cast.east.address = "友谊路 1 号"

    body = BY_NUMBER["5"].text(facts_of(election, "5"))

    assert "本居委会的居民小组：第一居民小组。" in body
    assert "西边的小组" not in body
    days = [election.steps.get(code=code).due_on for code in ("registration", "registration_end")]
    first, last = (f"{day.year}年{day.month}月{day.day}日" for day in days)
    assert f"推选从{first}到{last}，" in body


def test_representatives_stand_by_group_as_they_were_chosen(cast):
    election = opened_last_month(cast)
    a_seat(cast.east, "张二", group="第二居民小组")
    a_seat(cast.east, "张一")
    a_seat(cast.east, "李一")
    a_seat(cast.east, "旧人", since=TODAY - timedelta(days=900))
    a_seat(cast.west, "西人")

    made = draft(cast, election, "6")

    lines = made.notice.body.splitlines()
    assert lines[1:3] == ["第一居民小组：张一、李一", "第二居民小组：张二"]
    assert GAP not in made.notice.body
    assert "旧人" not in made.notice.body
    assert "西人" not in made.notice.body


def test_names_of_before_are_listed_and_somebody_has_to_look(cast):
    election = opened_last_month(cast)
    a_seat(cast.east, "旧人", since=TODAY - timedelta(days=900))
    a_seat(cast.east, "走了", since=TODAY - timedelta(days=900), until=TODAY - timedelta(days=1))

    made = draft(cast, election, "6")

    assert "第一居民小组：旧人" in made.notice.body
    assert "走了" not in made.notice.body
    with pytest.raises(Refused, match="请填写"):
        released(cast, made)


def test_heads_of_groups_are_those_of_the_roster_else_those_of_the_register(cast):
    election = opened_last_month(cast)
    ResidentsGroup.objects.create(committee=cast.east, name="第一居民小组", leader_name="何楼")
    ResidentsGroup.objects.create(committee=cast.east, name="第二居民小组")
    registered = BY_NUMBER["6-1"].text(facts_of(election, "6-1"))
    a_seat(cast.east, "张一", office="小组长")
    a_seat(cast.east, "李一")

    chosen = BY_NUMBER["6-1"].text(facts_of(election, "6-1"))

    assert "第一居民小组：何楼\n（请填写新的名单" in registered
    assert "第二居民小组" not in registered
    assert "第一居民小组：张一\n特此公告" in chosen


def test_the_supervisors_stand_with_their_head_first(cast):
    election = opened_last_month(cast)
    for name, office in (("李监", ""), ("张监", "主任"), ("王监", "委员")):
        a_seat(cast.east, name, board="supervisor", group="", office=office)
    a_seat(cast.east, "代表")

    body = BY_NUMBER["17"].text(facts_of(election, "17"))

    assert "主任：张监\n委员：李监、王监\n" in body
    assert GAP not in body
    assert "代表：" not in body


@pytest.mark.parametrize("number", ["6", "6-1", "17"])
def test_with_an_empty_roster_the_gap_stays(cast, election, number):
    assert GAP in BY_NUMBER[number].text(facts_of(election, number))

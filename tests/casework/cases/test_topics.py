"""A case is brought to a meeting, and its page says what the meeting made of it."""

from datetime import timedelta

import pytest

from casework.cases.topics import raise_case, standings_of
from jiedao.common.errors import Refused
from meetings.agenda.actions import Said, accept, decline, write_outcome
from meetings.convening.models import Topic
from meetings.desk.actions import call_meeting, close_meeting
from tests.casework.cases.conftest import NOW
from tests.gatherings import a_plan


@pytest.fixture
def raised(cast, opened):
    case = opened()
    link = raise_case(case, by=cast.east_member, text="楼道灯", background="", at=NOW)
    return case, link.topic


def words(case):
    return [standing.words for standing in standings_of(case)]


def a_meeting_of(cast, starts_at):
    plan = a_plan("committee", starts_at=starts_at)
    return call_meeting(cast.east, by=cast.east_director, plan=plan, at=NOW - timedelta(days=9))


def test_a_case_waits_for_a_meeting_and_its_timeline_says_so(cast, enter, opened):
    case = opened()

    enter(cast.east_member).post(f"/cases/{case.pk}/topic/", {"text": "厨房漏水怎么修"})

    page = enter(cast.east_director).get(f"/cases/{case.pk}/").content.decode()
    assert Topic.objects.get().source == "case"
    assert "提到会上商量：厨房漏水怎么修" in page
    assert "等主任安排到会上" in page
    assert f"/cases/{case.pk}/topic/" not in page


def test_twice_at_once_is_refused_and_a_closed_case_too(cast, raised, opened):
    case, _ = raised

    with pytest.raises(Refused, match="已经提到会上"):
        raise_case(case, by=cast.east_member, text="再提", background="", at=NOW)


def test_a_stranger_brings_nothing(cast, opened):
    with pytest.raises(Refused):
        raise_case(opened(), by=cast.west_member, text="灯", background="", at=NOW)


def test_the_reason_of_a_refusal_stands_on_the_case(cast, raised):
    case, topic = raised

    decline(topic, by=cast.east_director, answer="归物业修", at=NOW)

    assert words(case) == ["没有列入：归物业修"]


def test_the_outcome_stands_on_the_case_though_it_was_carried_over(cast, raised):
    case, topic = raised
    first = a_meeting_of(cast, NOW - timedelta(hours=2))
    accept(topic, by=cast.east_director, meeting=first, minutes=None, at=NOW)
    assert words(case)[0].endswith("的居委会例会")
    close_meeting(first, by=cast.east_director, started_at=first.starts_at, ended_at=None, at=NOW)
    assert words(case) == ["上次没议完，等下次会议"]
    second = a_meeting_of(cast, NOW - timedelta(hours=1))
    again = second.topics.get()
    said = Said("", "换 18 盏灯")

    write_outcome(again, by=cast.east_member, said=said, version=again.version, at=NOW)

    assert words(case)[0].endswith("会上议定：换 18 盏灯")

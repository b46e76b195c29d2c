"""Study sessions: material, who came, who still reads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiedao.common.errors import Refused
from meetings.study.actions import add_material, note_reading, remove_material
from meetings.study.models import Material, Reading
from meetings.study.rules import Learner, roll_of
from tests.gatherings import a_meeting

NOW = timezone.now()
EARLIER = NOW - timedelta(hours=1)


def test_whoever_came_has_heard_it_and_the_others_read():
    people = [
        Learner("周桂英", True, None),
        Learner("王桂珍", False, NOW),
        Learner("赵国强", False, EARLIER),
        Learner("陆书平", False, None),
    ]
    roll = roll_of(people, NOW - timedelta(minutes=1))
    assert roll.came == ("周桂英",)
    assert roll.read == ("王桂珍",)
    assert roll.owing == ("赵国强", "陆书平")


def test_nothing_to_read_is_owed_by_nobody():
    assert roll_of([Learner("赵国强", False, None)], None).owing == ()


@pytest.fixture
def session(cast):
    meeting = a_meeting(
        cast.east, "study", title="学习会", starts_at=EARLIER, state="held",
        convened_by=cast.east_director,
    )  # fmt: skip
    meeting.attendees.create(user=cast.east_member, name="王桂珍", arrived_at=EARLIER)
    meeting.attendees.create(user=cast.east_second_member, name="赵国强")
    return meeting


def _bring(session, cast, title="新的组织法", text="第一条"):
    return add_material(session, by=cast.east_member, title=title, text=text, file=None, at=NOW)


def test_material_needs_something_in_it(cast, session):
    with pytest.raises(Refused, match="请写上内容"):
        _bring(session, cast, text="")


def test_other_committees_and_other_kinds_bring_nothing(cast, session):
    with pytest.raises(Refused, match="不在这个居委会工作"):
        add_material(session, by=cast.west_member, title="x", text="x", file=None, at=NOW)
    joint = a_meeting(cast.east, starts_at=NOW, title="联席", convened_by=cast.east_director)
    with pytest.raises(Refused, match="不是学习会"):
        _bring(joint, cast)


def test_a_reading_is_of_whoever_stands_on_the_list(cast, session):
    _bring(session, cast)
    note_reading(session, by=cast.east_second_member, at=NOW)
    note_reading(session, by=cast.east_second_member, at=NOW)
    assert Reading.objects.count() == 1
    with pytest.raises(Refused, match="不在这次学习会的名单上"):
        note_reading(session, by=cast.east_branch, at=NOW)


def test_the_page_says_who_still_reads_until_they_have(cast, enter, session):
    _bring(session, cast)
    absent = enter(cast.east_second_member)
    page = absent.get(f"/meetings/{session.pk}/study/").content.decode()
    assert "还要补看" in page
    assert "我看过了" in page

    absent.post(f"/meetings/{session.pk}/study/read/")

    page = absent.get(f"/meetings/{session.pk}/study/").content.decode()
    assert "补看过了" in page
    assert "还要补看" not in page
    assert "新的组织法" in absent.get(f"/meetings/{session.pk}/").content.decode()


def test_the_form_keeps_what_was_typed(cast, enter, session):
    typed = {"title": "消防常识", "text": ""}
    page = enter(cast.east_member).post(f"/meetings/{session.pk}/study/new/", typed)
    assert page.status_code == 422
    assert "消防常识" in page.content.decode()
    assert not Material.objects.exists()


def test_wrong_material_is_taken_away(cast, session):
    remove_material(_bring(session, cast), by=cast.east_member)
    assert not Material.objects.exists()


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_costs_the_same(cast, enter, session, more, django_assert_num_queries):
    for n in range(more + 1):
        _bring(session, cast, title=f"材料{n}")
        session.attendees.create(name=f"居民{n}")
    member = enter(cast.east_member)
    member.get(f"/meetings/{session.pk}/study/")
    with django_assert_num_queries(9):
        member.get(f"/meetings/{session.pk}/study/")

"""The experience library: shared by all, found by two characters, ranked by nobody."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiedao.common.errors import Conflict, Refused
from meetings.experience.actions import Words, change, publish, use
from meetings.experience.models import Experience, InUse
from tests.gatherings import a_meeting

NOW = timezone.now()
TODAY = timezone.localdate()
WORDS = Words("楼道堆物三步走", "清理 6 个楼道", "先拍照，再上门，最后一起搬", "三个月没有再堆")


@pytest.fixture
def method(cast):
    return publish(cast.east, by=cast.east_member, words=WORDS, meeting=None, at=NOW)


def test_other_committees_and_the_street_read_it(cast, enter, method):
    for person in (cast.west_member, cast.west_director, cast.clerk, cast.leader, cast.east_branch):
        assert "清理 6 个楼道" in enter(person).get(f"/experience/{method.pk}/").content.decode()


def test_it_is_found_by_two_characters_in_the_middle(cast, enter, method):
    other = Words("为老助餐", "送饭", "排班", "好")
    publish(cast.west, by=cast.west_member, words=other, meeting=None, at=NOW)
    page = enter(cast.west_member).get("/experience/?q=堆物").content.decode()
    assert "楼道堆物三步走" in page
    assert "为老助餐" not in page


def test_a_committee_says_once_that_it_uses_it_and_tells_how_it_went(cast, method):
    asked = {"by": cast.west_member, "committee": cast.west, "since": TODAY, "at": NOW}
    use(method, told="", **asked)
    use(method, told="第二周就见效。", **asked)
    row = InUse.objects.get()
    assert (row.told, row.told_on) == ("第二周就见效。", TODAY)


def test_one_does_not_use_ones_own_nor_for_others(cast, method):
    with pytest.raises(Refused, match="自己写的经验"):
        use(method, by=cast.east_member, committee=cast.east, since=TODAY, told="", at=NOW)
    with pytest.raises(Refused, match="本居委会的人"):
        use(method, by=cast.east_member, committee=cast.west, since=TODAY, told="", at=NOW)
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(Refused, match="还没到"):
        use(method, by=cast.west_member, committee=cast.west, since=tomorrow, told="", at=NOW)


def test_the_database_takes_a_committee_once(cast, method):
    row = {"experience": method, "committee": cast.west, "since": TODAY, "by": cast.west_member}
    InUse.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        InUse.objects.create(**row)


def test_only_an_exchange_of_the_street_stands_behind_it(cast):
    joint = a_meeting(cast.east, starts_at=NOW, title="联席", convened_by=cast.east_director)
    with pytest.raises(Refused, match="不是街道交流会"):
        publish(cast.east, by=cast.east_member, words=WORDS, meeting=joint, at=NOW)


def test_only_its_committee_changes_it(cast, enter, method):
    with pytest.raises(Refused):
        change(method, by=cast.west_member, words=WORDS, version=1)
    assert enter(cast.west_member).get(f"/experience/{method.pk}/edit/").status_code == 404


def test_the_second_writer_sees_both_texts(cast, enter, method):
    change(method, by=cast.east_director, words=Words("甲", "甲", "甲", "甲做的"), version=1)
    with pytest.raises(Conflict):
        change(method, by=cast.east_member, words=WORDS, version=1)
    typed = {"title": "乙", "did": "乙", "how": "乙", "result": "乙做的", "version": "1"}
    answer = enter(cast.east_member).post(f"/experience/{method.pk}/edit/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "甲做的" in page
    assert "乙做的" in page
    assert Experience.objects.get().title == "甲"


def test_the_newest_comes_first_however_many_use_the_older(cast, enter, method):
    use(method, by=cast.west_member, committee=cast.west, since=date(2026, 1, 5), told="", at=NOW)
    later = NOW + timedelta(minutes=1)
    newer = Words("为老助餐", "送饭", "排班", "好")
    publish(cast.west, by=cast.west_member, words=newer, meeting=None, at=later)
    page = enter(cast.west_member).get("/experience/").content.decode()
    assert page.index("为老助餐") < page.index("楼道堆物三步走")


@pytest.mark.parametrize("more", [0, 3])
def test_list_and_page_cost_the_same(cast, enter, method, more, django_assert_num_queries):
    for _ in range(more):
        publish(cast.east, by=cast.east_member, words=WORDS, meeting=None, at=NOW)
    use(method, by=cast.west_member, committee=cast.west, since=TODAY, told="好", at=NOW)
    member = enter(cast.east_member)
    member.get("/experience/")
    with django_assert_num_queries(6):
        member.get("/experience/")
    with django_assert_num_queries(7):
        member.get(f"/experience/{method.pk}/")

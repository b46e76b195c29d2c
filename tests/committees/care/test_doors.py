"""爆水管 22:30: an urgent notice lists at whose door somebody must knock (R3)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from committees.care.doors import round_of, tell_door
from committees.care.models import DoorTold, EmergencyContact
from committees.care.naming import House, houses_named
from committees.journal.models import AuditEntry
from committees.notices.actions import publish_urgent
from jiedao.common.errors import Refused
from tests.casework.homes import move_in
from tests.committees.notices.makers import released

QUERIES = 10
pytestmark = pytest.mark.django_db

HOUSES = [House(pk, number, "东苑") for pk, number in enumerate("1 2 3 4 11 12 3甲".split(), 1)]
MORE = [*HOUSES, House(20, "3", "北里")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3 号楼和 4 号楼，大约到今晚 11 点", "3 4"),
        ("三号楼", "3"),
        ("1—4 号楼", "1 2 3 4 3甲"),
        ("3、11 至 12 号楼", "3 11 12"),
        ("２号楼、３号楼", "2 3"),
        ("3号、4号", "3 4"),
        ("3 号楼，11 号晚上", "3"),
        ("十一号楼", "11"),
        ("11月2日，全小区", ""),
        ("99 号楼", ""),
        ("东门水管", ""),
    ],
)
def test_the_buildings_are_read_from_what_people_write(text, numbers):
    assert [house.number for house in houses_named(text, HOUSES)] == numbers.split()


def test_an_estate_that_is_named_narrows_the_buildings():
    assert [house.pk for house in houses_named("北里 3 号楼", MORE)] == [20]
    assert [house.pk for house in houses_named("3 号楼", MORE)] == [3, 20]


@pytest.fixture
def notice(cast):
    return publish_urgent(
        what="3 号楼水管爆了，请关好总阀",
        where="3 号楼，大约到今晚 11 点",
        committee=cast.east,
        by=cast.east_member,
        at=timezone.now(),
    )


@pytest.fixture
def member(cast, enter):
    return enter(cast.east_member)


def carried(person, label, name="刘桂芳", door="3-502"):
    somebody = person(name, door)
    label(somebody, "hard-to-walk")
    return somebody


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_list_holds_who_must_be_carried_in_the_buildings_of_the_notice(
    cast, member, person, label, notice
):
    carried(person, label, "刘桂芳", "3-502")
    carried(person, label, "张二妹", "3-1101")
    carried(person, label, "别楼人", "4-101")
    label(person("独居人", "3-201"), "lives-alone")

    page = text(member.get(f"/publish/{notice.pk}/doors/"))

    assert "刘桂芳" in page
    assert "张二妹" in page
    assert page.index("502 室") < page.index("1101 室")
    assert "别楼人" not in page
    assert "独居人" not in page


def test_the_notice_says_at_how_many_doors_somebody_must_knock(member, person, label, notice):
    carried(person, label)
    page = text(member.get(f"/publish/{notice.pk}/"))
    assert "要上门告知 1 户" in page
    assert f"/publish/{notice.pk}/doors/" in page


def test_a_notice_that_names_no_building_lists_all_and_says_so(cast, member, person, label):
    carried(person, label)
    notice = publish_urgent(
        what="全小区停水", where="到晚上", committee=cast.east, by=cast.east_member,
        at=timezone.now(),
    )  # fmt: skip
    page = text(member.get(f"/publish/{notice.pk}/doors/"))
    assert "刘桂芳" in page
    assert "没看出是哪几栋楼" in page


def test_other_buildings_can_be_chosen(member, person, label, notice):
    carried(person, label)
    other = carried(person, label, "别楼人", "4-101").household.dwelling.building_id
    page = text(member.get(f"/publish/{notice.pk}/doors/?b={other}"))
    assert "别楼人" in page
    assert "刘桂芳" not in page


def test_a_tap_says_that_they_were_told_and_another_takes_it_back(
    cast, member, person, label, notice
):
    home = carried(person, label).household_id
    done = text(member.post(f"/publish/{notice.pk}/doors/{home}/told/", follow=True))
    assert "3 号楼 502 室已告知" in done
    assert DoorTold.objects.get().by == cast.east_member
    assert AuditEntry.objects.filter(act="care.door-told").count() == 1

    member.post(f"/publish/{notice.pk}/doors/{home}/told/")
    assert DoorTold.objects.count() == 1

    member.post(f"/publish/{notice.pk}/doors/{home}/untold/")
    assert not DoorTold.objects.exists()


def test_a_tap_for_a_household_of_the_neighbours_writes_nothing(cast, member, notice):
    foreign = move_in(cast.west, "3-502", "吴老太")
    answer = member.post(f"/publish/{notice.pk}/doors/{foreign.pk}/told/")
    assert answer.status_code == 404
    with pytest.raises(Refused):
        tell_door(notice, foreign, by=cast.west_director, at=timezone.now())
    assert not DoorTold.objects.exists()


def test_the_street_reads_the_notice_but_nobody_s_door(cast, enter, person, label, notice):
    carried(person, label)
    clerk = enter(cast.clerk)
    page = clerk.get(f"/publish/{notice.pk}/")
    assert page.status_code == 200
    assert "上门告知" not in text(page)
    assert clerk.get(f"/publish/{notice.pk}/doors/").status_code == 404


def test_a_meeting_notice_sends_nobody_to_the_doors(cast, person, label, member):
    carried(person, label)
    ordinary = released(cast, at=timezone.now() - timedelta(minutes=1))
    assert "上门告知" not in text(member.get(f"/publish/{ordinary.pk}/"))


@pytest.mark.parametrize("doors", [1, 3])
def test_the_list_costs_the_same_for_one_door_and_for_three(
    cast, member, person, label, notice, doors, django_assert_num_queries
):
    for number in range(doors):
        one = carried(person, label, f"刘桂{number}", f"3-50{number}")
        tell_door(notice, one.household, by=cast.east_member, at=timezone.now())
    with django_assert_num_queries(QUERIES):
        member.get(f"/publish/{notice.pk}/doors/")


def test_contacts_stand_in_the_order_of_ringing(cast, person, label, notice):
    somebody = carried(person, label)
    EmergencyContact.objects.create(
        committee=cast.east, resident=somebody, name="刘敏", kinship="女儿", phone="10000000098"
    )
    found = round_of(notice, cast.east_member)
    assert [contact.name for contact in found.doors[0].contacts] == ["刘敏"]
    assert found.left == 1

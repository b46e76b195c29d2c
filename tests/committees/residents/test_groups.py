"""居民小组: who leads them, and which flats are theirs."""

import pytest

from committees.residents.models import Dwelling, Resident, ResidentsGroup
from committees.territory.models import Building
from tests.committees.residents.conftest import head_of

pytestmark = pytest.mark.django_db

FIRST = "第一居民小组"


def building(houses, number: str) -> int:
    return Building.objects.get(estate__committee=houses.east, number=number).pk


def test_a_group_takes_whole_buildings_and_single_flats(houses, enter, move_in):
    home = move_in("3-502", "刘国强")
    data = {
        "name": FIRST,
        "leader": "3-502 刘国强",
        "buildings": [building(houses, "1")],
        "doors": "3-502、3号楼501",
    }

    answer = enter(houses.east_member).post("/groups/new/", data, follow=True)

    group = ResidentsGroup.objects.get()
    assert group.leader == head_of(home)
    assert group.dwellings.count() == 26
    assert "第一居民小组记好了，共 26 套" in answer.content.decode()
    assert "楼组长 刘国强" in answer.content.decode()


def test_the_household_says_its_group_and_leader(houses, enter, move_in):
    home = move_in("3-502", "刘国强")
    client = enter(houses.east_member)
    client.post("/groups/new/", {"name": FIRST, "leader": "钱在外", "doors": "3-502"})

    text = client.get(f"/households/{home.pk}/").content.decode()
    street = enter(houses.clerk).get(f"/households/{home.pk}/").content.decode()

    assert FIRST in text
    assert "楼组长 钱在外" in text
    assert "钱在外" not in street


def test_the_form_shows_the_group_as_it_stands_and_a_flat_has_one_group(houses, enter):
    client = enter(houses.east_member)
    client.post(
        "/groups/new/",
        {"name": FIRST, "buildings": [building(houses, "1")], "doors": "2-101"},
    )
    client.post("/groups/new/", {"name": "第二居民小组", "doors": "1-101"})
    first = ResidentsGroup.objects.get(name=FIRST)

    form = client.get(f"/groups/{first.pk}/").context["form"]

    assert first.dwellings.count() == 24
    assert form.initial["buildings"] == []
    assert "1-101" not in form.initial["doors"].split("、")
    assert "2-101" in form.initial["doors"].split("、")


def test_a_room_added_later_belongs_to_the_building_s_group(houses, enter):
    client = enter(houses.east_member)
    client.post("/groups/new/", {"name": FIRST, "buildings": [building(houses, "3")]})

    client.post("/households/new/", {"door": "3-509", "name_1": "刘国强"})

    assert Dwelling.objects.get(door="3-509").group.name == FIRST


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": ""}, "请写“居民小组”"),
        ({"name": FIRST}, "已经有了"),
        ({"leader": "3-502 没有此人"}, "没有登记"),
        ({"phone": "123"}, "手机号要 11 位"),
        ({"doors": "附近"}, "没看懂“附近”"),
        ({"doors": "9-101"}, "还没有登记过 9-101"),
        ({"doors": "3-101 " * 201}, "一次最多写 200 套"),
    ],
)
def test_a_refused_group_is_not_made(houses, enter, changes, reason):
    client = enter(houses.east_member)
    client.post("/groups/new/", {"name": FIRST})

    answer = client.post("/groups/new/", {"name": "第二居民小组"} | changes)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert ResidentsGroup.objects.count() == 1


def test_a_building_of_the_other_committee_is_refused(houses, enter):
    foreign = Building.objects.filter(estate__committee=houses.west).first()

    answer = enter(houses.east_member).post(
        "/groups/new/", {"name": FIRST, "buildings": [foreign.pk]}
    )

    assert answer.status_code == 422
    assert "所选的楼不属于本居委会。" in answer.content.decode()
    assert not ResidentsGroup.objects.exists()


def test_a_new_leader_does_not_get_the_old_one_s_number(houses, enter):
    client = enter(houses.east_member)
    client.post("/groups/new/", {"name": FIRST, "leader": "钱在外", "phone": "10000000061"})
    group = ResidentsGroup.objects.get()
    page = f"/groups/{group.pk}/"
    client.post(page, {"name": FIRST, "leader": "钱在外", "phone": ""})
    group.refresh_from_db()
    kept = group.leader_phone
    shown = client.get(page).content.decode()

    client.post(page, {"name": FIRST, "leader": "孙接班", "phone": ""})

    group.refresh_from_db()
    assert kept == "10000000061"
    assert "10000000061" not in shown
    assert group.leader_phone == ""


def test_who_left_leads_no_longer(houses, enter, move_in):
    leader = head_of(move_in("3-502", "刘国强", "沈月华"))
    client = enter(houses.east_member)
    client.post("/groups/new/", {"name": FIRST, "leader": "3-502 刘国强", "doors": "3-502"})

    client.post(f"/residents/{leader.pk}/depart/", {"how": "died", "last_day": "今天"})

    assert "还没有楼组长" in client.get("/groups/").content.decode()
    assert Resident.objects.get(pk=leader.pk).is_here is False


def test_a_group_goes_and_its_flats_stay(houses, enter):
    client = enter(houses.east_member)
    client.post("/groups/new/", {"name": FIRST, "doors": "3-502"})
    group = ResidentsGroup.objects.get()

    client.post(f"/groups/{group.pk}/remove/")

    assert not ResidentsGroup.objects.exists()
    assert Dwelling.objects.get(committee=houses.east, door="3-502").group is None


def test_the_groups_take_seven_queries_for_one_and_for_three(
    houses, enter, django_assert_num_queries
):
    client = enter(houses.east_member)
    for names in (("一组",), ("二组", "三组")):
        for name in names:
            client.post("/groups/new/", {"name": name, "leader": "钱在外"})
        client.get("/groups/")
        with django_assert_num_queries(7):
            client.get("/groups/")

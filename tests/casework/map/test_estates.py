"""The estate: a tile for every building, in order, with figures."""

import re

import pytest
from django.utils import timezone

from casework.map.estate import estate_map
from committees.residents.actions import put_in_order
from committees.territory.models import Building, Estate

pytestmark = pytest.mark.django_db


def page(client, place="/map/"):
    answer = client.get(place)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_buildings_stand_in_real_order_with_their_figures(move_in, houses, enter):
    estate = Estate.objects.get(committee=houses.east)
    Building.objects.create(estate=estate, number="10")
    put_in_order(houses.east)
    move_in("3-502", "刘国强", labels=("lives-alone", "minimum-living"), met=103)
    move_in("3-301", "张慧芳", met=10)
    move_in("3-101", "沈丽华")

    tiles = estate_map(houses.east, on=timezone.localdate()).tiles

    assert [tile.building.number for tile in tiles] == ["1", "2", "3", "10"]
    third = tiles[2]
    assert (third.flats, third.households, third.in_care) == (24, 3, 1)
    assert (third.lately, third.late, third.never) == (1, 2, 1)
    said = page(enter(houses.east_director))
    assert "1 户还没去过" in re.sub("<[^>]+>", "", said)


def test_a_door_that_stayed_closed_was_not_visited(move_in, houses):
    move_in("3-502", "刘国强", nobody=3)

    assert estate_map(houses.east, on=timezone.localdate()).tiles[2].late == 1


def test_the_filter_counts_the_households_of_one_kind(move_in, houses, enter):
    move_in("3-502", "刘国强", labels=("lives-alone",))
    move_in("3-301", "张慧芳", labels=("lives-alone", "disabled"))
    move_in("2-101", "沈丽华", labels=("minimum-living",))
    client = enter(houses.east_director)

    neutral, chosen = page(client), page(client, "/map/?show=lives-alone")

    assert "关爱" in neutral
    assert '<b class="num">2</b> 户' in chosen
    assert "独居老人 2 户" in re.sub(r"\s+", " ", re.sub("<[^>]+>", "", chosen))


def test_the_list_shows_the_same_figures(move_in, houses, enter):
    move_in("3-502", "刘国强", labels=("lives-alone",), met=103)

    said = page(enter(houses.east_director), "/map/?view=list")

    assert "103 天前" in said
    assert 'class="houses"' not in said


def test_the_street_reads_numbers_of_any_committee_and_no_reason(move_in, houses, enter):
    move_in("3-502", "刘国强", labels=("lives-alone",), committee=houses.west)
    director, clerk = enter(houses.west_director), enter(houses.clerk)
    assert "独居老人" in page(director, "/map/?show=lives-alone")

    for place in ("/map/?c=xiyuan", "/map/?c=xiyuan&show=lives-alone", "/map/?c=xiyuan&view=list"):
        said = page(clerk, place)
        assert "独居" not in said
        assert "刘国强" not in said
    assert re.search(r'关爱 <span class="num">1</span> 户', page(clerk, "/map/?c=xiyuan"))


def test_a_committee_does_not_read_another_one_s_map(houses, enter):
    client = enter(houses.east_director)
    assert client.get("/map/?c=dongyuan").status_code == 200
    assert client.get("/map/?c=xiyuan").status_code == 404


def test_without_buildings_the_page_says_what_to_do(cast, enter):
    assert "还没有楼栋" in page(enter(cast.east_director))


@pytest.mark.parametrize("homes", [1, 3])
def test_the_estate_costs_the_same_however_many_live_there(
    move_in, houses, enter, django_assert_num_queries, homes
):
    for number in range(1, homes + 1):
        move_in(f"{number}-502", f"刘国{number}", labels=("lives-alone",), met=number)
    client = enter(houses.east_director)
    client.get("/map/")

    with django_assert_num_queries(11):
        client.get("/map/")

"""A building: floors, rooms, the neutral mark first, the panel, empty flats, paper."""

import re

import pytest
from django.utils import timezone

from casework.map.building import building_map
from committees.journal.models import AuditEntry
from committees.residents.models import Dwelling
from tests.casework.map.conftest import building_of, label

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(houses):
    return f"/map/{building_of(houses.east).pk}/"


def page(client, where):
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def cell(said, room):
    found = re.search(rf'<a class="flat [^>]*\?[^"]*flat={room}#panel".*?</a>', said, re.S)
    assert found
    return found[0]


def test_floors_stand_top_to_bottom_and_rooms_left_to_right(move_in, houses, place, enter):
    move_in("3-502", "刘国强")

    said = page(enter(houses.east_director), place)

    assert re.findall(r'<th scope="row">(\d) 层', said) == list("654321")
    assert re.findall(r'<th scope="col">(\d+) 室', said) == ["01", "02", "03", "04"]


def test_the_neutral_mark_stands_first_and_no_reason_beside_it(move_in, houses, place, enter):
    move_in("3-502", "刘国强", labels=("lives-alone", "disabled"), met=3)

    said = page(enter(houses.east_director), place)

    door = cell(said, "502")
    assert "关爱" in door
    assert "need" not in door
    assert "90 天内去过" in door
    assert "刘国强" not in said


def test_letters_come_when_asked_for_three_and_how_many_more(move_in, houses, place, enter):
    five = ("lives-alone", "aged", "disabled", "minimum-living", "serious-illness")
    move_in("3-502", "刘国强", labels=five)
    move_in("3-301", "张慧芳", labels=("disabled",))
    client = enter(houses.east_director)

    all_letters = page(client, f"{place}?show=letters")
    one_kind = page(client, f"{place}?show=lives-alone")

    assert re.findall(
        r'class="need need-\w+" aria-hidden="true">(.)', cell(all_letters, "502")
    ) == [
        "独",
        "高",
        "残",
    ]
    assert "+2" in cell(all_letters, "502")
    assert "独居老人" in cell(one_kind, "502")
    assert "残疾" not in cell(one_kind, "502")
    assert "quiet" in cell(one_kind, "301")


def test_the_chosen_flat_says_who_and_why_and_what_can_be_done(move_in, houses, place, enter):
    home = move_in("3-502", "刘国强", labels=("lives-alone",), met=103, phone="10000000051")

    said = page(enter(houses.east_director), f"{place}?flat=502")

    panel = said[said.index('id="panel"') :]
    for words in ("刘国强", "独居老人", "103 天前", "打电话", "记一笔", "看这户"):
        assert words in panel
    assert "10000000051" not in said
    assert f"/households/{home.pk}/" in panel
    assert "who=3-502" in panel


def test_an_ended_label_is_no_longer_on_the_map(move_in, houses, place, enter):
    home = move_in("3-502", "刘国强")
    over = label(home, "lives-alone", houses.east_director)
    client = enter(houses.east_director)
    assert "关爱" in cell(page(client, place), "502")

    over.until = timezone.localdate() - timezone.timedelta(days=1)
    over.save()

    assert "关爱" not in cell(page(client, place), "502")


def test_an_empty_flat_says_which_kind_of_empty(move_in, houses, place, enter):
    flat = Dwelling.objects.get(committee=houses.east, door="3-604")
    client = enter(houses.east_director)
    assert "没登记" in cell(page(client, place), "604")

    answer = client.post(f"/map/flats/{flat.pk}/vacant/", {"vacant": "1"}, follow=True)

    said = answer.content.decode()
    assert "3 号楼 604 室标成空房了" in said
    assert "空房" in cell(said, "604")
    assert AuditEntry.objects.filter(act="map.vacant").count() == 1
    client.post(f"/map/flats/{flat.pk}/vacant/", {"vacant": "0"})
    assert "没登记" in cell(page(client, place), "604")


def test_a_flat_with_a_household_is_not_empty(move_in, houses, place, enter):
    move_in("3-502", "刘国强")
    flat = Dwelling.objects.get(committee=houses.east, door="3-502")

    answer = enter(houses.east_director).post(f"/map/flats/{flat.pk}/vacant/", {"vacant": "1"})

    assert answer.status_code == 422
    assert "这里登记着住户" in answer.content.decode()
    flat.refresh_from_db()
    assert not flat.vacant


def test_the_list_names_rooms_and_days(move_in, houses, place, enter):
    move_in("3-502", "刘国强", labels=("lives-alone",), met=103)

    said = page(enter(houses.east_director), f"{place}?view=list&show=late")

    assert "502 室" in said
    assert "103 天前" in said
    assert "604 室" not in said


def test_the_plain_sheet_says_nothing_about_anybody(move_in, houses, place, enter):
    move_in("3-502", "刘国强", labels=("lives-alone",))

    said = page(enter(houses.east_director), f"{place}print/")

    sheet = said[said.index("map-sheet") :]
    assert "502" in sheet
    assert "独" not in sheet
    assert "关爱图" not in sheet
    assert 'class="need' not in sheet
    assert AuditEntry.objects.filter(act="map.print_needs").count() == 0


def test_the_sheet_with_needs_asks_why_and_carries_the_name(move_in, houses, place, enter):
    move_in("3-502", "刘国强", labels=("lives-alone",))
    client = enter(houses.east_director)
    assert "为什么要打印" in page(client, f"{place}print/needs/")

    refused = client.post(f"{place}print/needs/", {"reason": " "})
    assert refused.status_code == 422
    said = client.post(f"{place}print/needs/", {"reason": "停水送水"}, follow=True).content.decode()

    assert "独居老人" in said
    assert "周桂英　内部使用，不得张贴、不得发群" in said
    assert "刘国强" not in said
    row = AuditEntry.objects.get(act="map.print_needs")
    assert row.by == houses.east_director
    assert "停水送水" in row.object_label


def test_the_reason_counts_for_one_building_only(move_in, houses, place, enter):
    client = enter(houses.east_director)
    client.post(f"{place}print/needs/", {"reason": "停水送水"})
    other = building_of(houses.east, "2")

    assert "为什么要打印" in page(client, f"/map/{other.pk}/print/needs/")


def test_on_paper_the_page_itself_hides_every_mark(move_in, houses, place, enter):
    """Ctrl+P of the screen must not print needs past the reason (R33)."""
    move_in("3-502", "刘国强", labels=("lives-alone",))
    client = enter(houses.east_director)

    for query in ("?show=letters&flat=502", "?show=letters&view=list&flat=502"):
        said = page(client, place + query)
        for mark in re.finditer(r'class="need |class="care-mark|id="panel"', said):
            before = said[: mark.start()]
            guarded = before.rfind("no-print")
            assert guarded > before.rfind("</section>", 0, guarded) - 1
            assert guarded != -1


def test_a_building_of_another_committee_is_not_there(houses, enter):
    own, other = building_of(houses.east), building_of(houses.west)
    client = enter(houses.east_director)
    assert client.get(f"/map/{own.pk}/").status_code == 200
    assert client.get(f"/map/{other.pk}/").status_code == 404


def test_two_households_behind_one_door_stand_on_one_panel(move_in, houses, place):
    move_in("3-502", "刘国强", met=3)
    move_in("3-502", "张慧芳", labels=("disabled",))

    shown = building_map(building_of(houses.east), on=timezone.localdate())

    flat = shown.at("502")
    assert flat is not None
    assert len(flat.homes) == 2
    assert not flat.lately
    assert flat.in_care


@pytest.mark.parametrize("homes", [1, 3])
def test_a_building_costs_the_same_however_many_live_there(
    move_in, houses, place, enter, django_assert_num_queries, homes
):
    for floor in range(1, homes + 1):
        move_in(f"3-{floor}02", f"刘国{floor}", "刘小梅", labels=("lives-alone",), met=floor)
    client = enter(houses.east_director)
    client.get(f"{place}?flat=102")

    with django_assert_num_queries(12):
        client.get(f"{place}?flat=102&show=letters")

"""The optional layer: places of buildings, and nothing loaded from elsewhere without a setting."""

import pytest

from casework.map.models import BuildingPlace
from committees.journal.models import AuditEntry
from tests.casework.map.conftest import building_of

pytestmark = pytest.mark.django_db
TILES = "https://tiles.example.cn/{z}/{x}/{y}.png"


def test_without_tiles_nothing_of_the_layer_loads(houses, enter):
    client = enter(houses.east_director)
    house = building_of(houses.east)
    client.post(f"/map/{house.pk}/place/", {"lat": "31.404512", "lng": "121.489023"})

    said = client.get("/map/ground/").content.decode()

    assert "leaflet" not in said
    assert 'id="ground"' not in said
    assert "3 号楼" in said
    assert "看底图" not in client.get("/map/").content.decode()


def test_with_tiles_the_buildings_stand_where_they_were_put(houses, enter, settings):
    settings.MAP_TILES = TILES
    client = enter(houses.east_director)
    house = building_of(houses.east)

    answer = client.post(
        f"/map/{house.pk}/place/", {"lat": "31.404512", "lng": "121.489023"}, follow=True
    )

    said = answer.content.decode()
    assert "3 号楼的位置标好了" in said
    assert f'data-tiles="{TILES}"' in said
    assert 'data-lat="31.404512" data-lng="121.489023"' in said
    assert "看底图" in client.get("/map/").content.decode()
    client.post(f"/map/{house.pk}/place/", {"lat": "31.5", "lng": "121.5"})
    assert BuildingPlace.objects.get().lat == 31.5
    assert AuditEntry.objects.filter(act="map.place").count() == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"lat": "北", "lng": "121.5"}, "请写 -90 到 90 之间的数字"),
        ({"lat": "", "lng": "121.5"}, "请写“纬度”"),
        ({"lat": "91", "lng": "121.5"}, "请写 -90 到 90 之间的数字，例如 31.404512。"),
        ({"lat": "31.4,121.5,3", "lng": ""}, "请写“经度”"),
        ({"lat": "NaN", "lng": "121.5"}, "请写 -90 到 90 之间的数字"),
    ],
)
def test_what_is_no_place_on_earth_is_refused(houses, enter, fields, reason):
    house = building_of(houses.east)

    answer = enter(houses.east_director).post(f"/map/{house.pk}/place/", fields)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert BuildingPlace.objects.count() == 0


@pytest.mark.parametrize(
    ("lat", "lng"),
    [
        ("31.4045123456789", "121.489023"),
        ("３１.404512", "121.4890230000001"),
        ("121.489023,31.404512", ""),
        ("31.404512， 121.489023", ""),
        ("", "121.489023 31.404512"),
    ],
)
def test_numbers_are_taken_as_a_map_program_gives_them(houses, enter, lat, lng):
    house = building_of(houses.east)

    enter(houses.east_director).post(f"/map/{house.pk}/place/", {"lat": lat, "lng": lng})

    place = BuildingPlace.objects.get()
    assert (str(place.lat), str(place.lng)) == ("31.404512", "121.489023")


def test_the_policy_names_no_other_host_than_the_office_did(houses, enter):
    answer = enter(houses.east_director).get("/map/")

    assert "img-src 'self' data:;" in answer["Content-Security-Policy"] + ";"

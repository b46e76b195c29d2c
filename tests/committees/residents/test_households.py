"""The first form of the register."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.residents.models import Dwelling, Household, Resident
from committees.residents.rules import Door, name_for, read_door
from committees.territory.models import Building, Estate

pytestmark = pytest.mark.django_db
PHONE = "10000000051"


def form(**changes: str) -> dict[str, str]:
    return {"door": "3-502", "name_1": "刘国强", "phone_1": PHONE, "since": "2020-06-15"} | changes


def acts(start: str) -> list[str]:
    rows = AuditEntry.objects.filter(act__startswith=start).order_by("pk")
    return list(rows.values_list("act", flat=True))


# Houses


def test_a_range_of_buildings_is_laid_out_with_every_flat(cast, enter):
    estate = Estate.objects.create(committee=cast.east, name="一号小区")

    answer = enter(cast.clerk).post(
        f"/settings/estates/{estate.pk}/",
        {"numbers": "1–12 号楼", "floors": "6", "per_floor": "4"},
        follow=True,
    )

    assert "添好了 12 栋楼，288 套" in answer.content.decode()
    assert Building.objects.count() == 12
    assert Dwelling.objects.count() == 288
    flat = Dwelling.objects.get(door="12-604")
    assert (flat.floor, flat.room, flat.committee) == (6, "604", cast.east)
    assert acts("residents.lay") == ["residents.lay_out"]


def test_buildings_stand_in_the_order_of_their_numbers_whenever_they_were_added(cast, enter):
    estate = Estate.objects.create(committee=cast.east, name="一号小区")
    client = enter(cast.clerk)
    for numbers in ("10、3", "2", "甲"):
        data = {"numbers": numbers, "floors": "6", "per_floor": "0"}
        client.post(f"/settings/estates/{estate.pk}/", data)

    assert [b.number for b in Building.objects.order_by("order")] == ["2", "3", "10", "甲"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"numbers": "3-5"}, "3 号楼已经有了"),
        ({"numbers": "附近"}, "没看懂"),
        ({"floors": "101"}, "100"),
        ({"numbers": "10-209", "floors": "20", "per_floor": "4"}, "一次最多添 5000 套"),
    ],
)
def test_houses_that_cannot_be_laid_out_are_refused(houses, enter, changes, reason):
    estate = houses.east.estates.get()
    data = {"numbers": "4", "floors": "6", "per_floor": "4"} | changes

    answer = enter(houses.clerk).post(f"/settings/estates/{estate.pk}/", data)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert estate.buildings.count() == 3


def test_a_building_goes_only_while_nobody_was_ever_written_down_there(houses, enter, move_in):
    client = enter(houses.clerk)
    move_in("3-502", "刘国强")
    empty, lived = (
        Building.objects.get(estate__committee=houses.east, number=number) for number in "13"
    )

    refused = client.post(f"/settings/buildings/{lived.pk}/remove/")
    client.post(f"/settings/buildings/{empty.pk}/remove/")

    assert refused.status_code == 422
    assert "已经登记过住户" in refused.content.decode()
    assert [b.number for b in houses.east.estates.get().buildings.all()] == ["2", "3"]


@pytest.mark.parametrize(
    ("text", "door", "floor"),
    [("三号楼502", Door("3", "502"), 5), ("３－１２０１", Door("3", "1201"), 12)],
)
def test_a_door_is_read_as_neighbours_say_it(text, door, floor):
    assert read_door(text) == door
    assert door.floor == floor


# Coming and going


@pytest.mark.parametrize("who", ["east_director", "east_member", "east_branch", "east_station"])
def test_a_household_is_written_down_with_its_people_in_one_form(houses, enter, who):
    client = enter(getattr(houses, who))
    data = form(door="3号楼502室", name_2="陈美华", phone_2="", name_3="刘小明")

    answer = client.post("/households/new/", data)

    household = Household.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/households/{household.pk}/")
    assert household.dwelling.door == "3-502"
    assert household.since == date(2020, 6, 15)
    assert [(p.name, p.is_head) for p in household.residents.order_by("pk")] == [
        ("刘国强", True),
        ("陈美华", False),
        ("刘小明", False),
    ]
    assert acts("residents.w") == ["residents.welcome"]


def test_a_room_that_was_not_laid_out_is_added(houses, enter):
    enter(houses.east_member).post("/households/new/", form(door="3-506"))

    assert Dwelling.objects.get(door="3-506").floor == 5


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"door": "那边"}, "没看懂这个门牌"),
        ({"door": "9-101"}, "还没有 9 号楼"),
        ({"door": "3-901"}, "3 号楼只有 6 层"),
        ({"name_1": ""}, "请写“户主姓名”"),
        ({"phone_1": "123"}, "手机号要 11 位"),
        ({"phone_2": "10000000052"}, "写了电话，请把姓名也写上"),
        ({"since": "昨天的昨天"}, "没看懂这个日期"),
    ],
)
def test_a_refused_household_shows_everything_typed(houses, enter, changes, reason):
    data = form(name_3="留着的名字", **changes)

    answer = enter(houses.east_member).post("/households/new/", data)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert "留着的名字" in answer.content.decode()
    assert not Household.objects.exists()


def test_a_second_household_at_a_door_needs_a_tick(houses, enter, move_in):
    move_in("3-502", "刘国强")
    client = enter(houses.east_member)

    refused = client.post("/households/new/", form(name_1="张三丰"))
    accepted = client.post("/households/new/", form(name_1="张三丰", another="on"))

    assert refused.status_code == 422
    assert "3-502 已经登记了一户" in refused.content.decode()
    assert accepted.status_code == 303


def test_the_same_number_in_two_estates_asks_which(houses, enter):
    other = Estate.objects.create(committee=houses.east, name="二号小区", order=2)
    Building.objects.create(estate=other, number="3")
    client = enter(houses.east_member)

    refused = client.post("/households/new/", form())
    foreign = client.post("/households/new/", form(estate=str(houses.west.estates.get().pk)))
    accepted = client.post("/households/new/", form(estate=str(other.pk)))

    assert "几个小区都有 3 号楼" in refused.content.decode()
    assert "所选的小区不属于本居委会。" in foreign.content.decode()
    assert accepted.status_code == 303
    assert Household.objects.get().dwelling.building.estate == other


def test_a_household_leaves_with_a_date_and_the_leaving_can_be_taken_back(houses, enter, move_in):
    household = move_in("3-502", "刘国强")
    client = enter(houses.east_member)
    yesterday = timezone.localdate() - timedelta(days=1)

    left = client.post(
        f"/households/{household.pk}/leave/", {"until": yesterday.isoformat()}, follow=True
    )
    gone = client.get("/households/").content.decode()
    client.post(f"/households/{household.pk}/stay/")

    assert f"/households/{household.pk}/stay/" in left.content.decode()
    assert "3 号楼 502 室" not in gone
    assert "3 号楼 502 室" in client.get("/households/").content.decode()
    assert acts("residents.move") + acts("residents.stay") == [
        "residents.move_out",
        "residents.stay",
    ]


def test_a_household_cannot_leave_before_it_came_or_twice(houses, enter, move_in):
    household = move_in("3-502", "刘国强")
    Household.objects.filter(pk=household.pk).update(since=date(2020, 6, 15))
    client, path = enter(houses.east_member), f"/households/{household.pk}/leave/"

    early = client.post(path, {"until": "2020-06-14"})
    client.post(path, {"until": "2020-07-01"})
    twice = client.post(path, {"until": "2020-07-02"})

    assert "搬走日期不能早于入住日期" in early.content.decode()
    assert "已经记了搬走的日期" in twice.content.decode()


def test_people_are_added_and_corrected(houses, enter, move_in):
    household = move_in("3-502", "刘国强", phone=PHONE)
    client = enter(houses.east_member)
    client.post(f"/households/{household.pk}/people/new/", {"name": "单志强", "phone": ""})
    added = Resident.objects.get(name="单志强")

    client.post(
        f"/residents/{added.pk}/edit/",
        {"name": "单志刚", "phone": "10000000077", "is_head": "on", "version": "1"},
    )

    added.refresh_from_db()
    assert (added.name, added.phone, added.is_head, added.initials) == (
        "单志刚",
        "10000000077",
        True,
        "szg",
    )
    assert not household.residents.get(name="刘国强").is_head


def test_the_number_kept_is_not_on_the_form_and_stays_when_the_field_is_empty(
    houses, enter, move_in
):
    person = move_in("3-502", "刘国强", phone=PHONE).residents.get()
    client, path = enter(houses.east_member), f"/residents/{person.pk}/edit/"

    shown = client.get(path).content.decode()
    client.post(path, {"name": "刘国祥", "phone": "", "is_head": "on", "version": "1"})
    person.refresh_from_db()
    kept = person.phone
    client.post(path, {"name": "刘国祥", "no_phone": "on", "is_head": "on", "version": "2"})

    assert PHONE not in shown
    assert "100****0051" in shown
    assert (person.name, kept) == ("刘国祥", PHONE)
    person.refresh_from_db()
    assert (person.phone, person.phone_index) == ("", "")


def test_two_who_correct_the_same_person_see_both_texts(houses, enter, move_in):
    person = move_in("3-502", "刘国强").residents.get()
    path = f"/residents/{person.pk}/edit/"
    enter(houses.east_director).post(path, {"name": "刘国祥", "version": "1"})

    answer = enter(houses.east_member).post(path, {"name": "刘国庆", "version": "1"})

    assert answer.status_code == 409
    assert "刘国祥" in answer.content.decode()
    assert "刘国庆" in answer.content.decode()
    person.refresh_from_db()
    assert person.name == "刘国祥"


# Numbers


def test_lists_are_masked_and_record_nothing_and_showing_leaves_one_row(houses, enter, move_in):
    household = move_in("3-502", "刘国强", phone=PHONE)
    person = household.residents.get()
    client = enter(houses.east_member)

    paths = ("/households/", f"/households/{household.pk}/")
    pages = [client.get(path).content.decode() for path in paths]

    assert all(PHONE not in page and "100****0051" in page for page in pages)
    assert acts("residents.reveal") == []

    shown = client.post(f"/residents/{person.pk}/phone/", follow=True).content.decode()
    again = client.get(f"/households/{household.pk}/").content.decode()

    assert PHONE in shown
    assert PHONE not in again
    assert acts("residents.reveal") == ["residents.reveal"]


def test_the_number_is_not_readable_in_the_table(houses, move_in):
    from django.db import connection

    move_in("3-502", "刘国强", phone=PHONE)

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_tail FROM residents_resident")
        assert PHONE not in str(cursor.fetchall())


# Who sees what


def test_the_street_reads_masked_names_and_finds_by_door_only(houses, enter, move_in):
    household = move_in("3-502", "刘国强", phone=PHONE)
    own, street = enter(houses.east_member), enter(houses.clerk)
    query = {"c": "dongyuan"}

    assert "刘国强" in own.get("/households/", {"q": "刘国强"}).content.decode()
    listed = street.get("/households/", query).content.decode()
    by_name = street.get("/households/", query | {"q": "刘国强"})
    by_door = street.get("/households/", query | {"q": "3-502"})
    opened = street.get(f"/households/{household.pk}/").content.decode()

    assert "刘**" in listed
    assert "刘**" in opened
    assert "刘国强" not in listed + opened
    assert by_name.context["households"] == []
    assert len(by_door.context["households"]) == 1


def test_the_street_changes_nothing_in_the_register(houses, enter, move_in):
    household = move_in("3-502", "刘国强", phone=PHONE)
    person = household.residents.get()
    paths = [
        "/households/new/",
        f"/households/{household.pk}/leave/",
        f"/households/{household.pk}/stay/",
        f"/households/{household.pk}/people/new/",
        f"/residents/{person.pk}/edit/",
        f"/residents/{person.pk}/phone/",
    ]

    for path in paths:
        assert enter(houses.clerk).post(path, form()).status_code == 404


def test_a_neighbouring_committee_gets_the_page_of_a_missing_household(houses, enter, move_in):
    household = move_in("3-502", "刘国强", phone=PHONE)
    person = household.residents.get()
    stranger = enter(houses.west_director)
    assert enter(houses.east_director).get(f"/households/{household.pk}/").status_code == 200

    for path in (f"/households/{household.pk}/", f"/residents/{person.pk}/edit/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"/residents/{person.pk}/phone/").status_code == 404
    assert stranger.get("/households/", {"c": "dongyuan"}).status_code == 404
    assert stranger.get("/households/", {"q": "刘国强"}).context["households"] == []
    assert acts("residents.reveal") == []


def test_partners_administrator_and_auditor_have_no_register(houses, enter):
    for person in (houses.east_owners, houses.east_property, houses.admin, houses.auditor):
        assert enter(person).get("/households/").status_code == 404


def test_names_are_full_for_the_own_committee_only(cast):
    assert name_for(cast.east_member.reach, cast.east.pk, "欧阳小明") == "欧阳小明"
    assert name_for(cast.clerk.reach, cast.east.pk, "欧阳小明") == "欧阳**"


# Finding


@pytest.mark.parametrize(
    "query",
    [
        "3-502",
        "３－５０２",
        "三号楼502",
        "502",
        "刘国强",
        "国强",
        "lgq",
        "liuguo",
        "0051",
        "3号楼",
        "3",
    ],
)
def test_a_household_is_found_by_door_name_spelling_or_end_of_the_number(
    houses, enter, move_in, query
):
    move_in("3-502", "刘国强", phone=PHONE)
    move_in("1-101", "沈月华", phone="10000000052")
    client = enter(houses.east_member)

    found = client.get("/households/", {"q": query}).context["households"]
    fragment = client.get("/households/find", {"q": query}, HTTP_HX_REQUEST="true")

    assert [row.door.door for row in found] == ["3-502"]
    text = fragment.content.decode()
    assert "<html" not in text
    assert "3-502" in text
    assert "1-101" not in text


def test_the_quick_search_is_a_page_without_script_and_says_when_nothing_fits(houses, enter):
    text = enter(houses.east_member).get("/households/find/", {"q": "没有的人"}).content.decode()

    assert "<html" in text
    assert "没找到“没有的人”" in text


def test_the_quick_search_stays_in_the_own_committee(houses, enter, move_in):
    move_in("3-502", "刘国强", committee=houses.west)

    assert enter(houses.west_member).get("/households/find", {"q": "刘国强"}).context["hits"]
    assert not enter(houses.east_member).get("/households/find", {"q": "刘国强"}).context["hits"]


def test_pages_follow_the_houses_and_meet_everybody_once(houses, enter):
    flats = Dwelling.objects.filter(committee=houses.east).order_by("-pk")
    Household.objects.bulk_create(Household(committee=houses.east, dwelling=flat) for flat in flats)
    client = enter(houses.east_member)

    first = client.get("/households/").context
    second = client.get("/households/", {"after": first["page"].next_token}).context

    pages = [[row.door.door for row in page["households"]] for page in (first, second)]
    in_order = Dwelling.objects.filter(committee=houses.east).order_by("pk")
    assert pages[0] + pages[1] == [flat.door for flat in in_order]
    assert [len(page) for page in pages] == [50, 22]
    assert second["page"].next_token == ""


def test_the_list_takes_eight_queries_for_one_household_and_for_three(
    houses, enter, move_in, django_assert_num_queries
):
    client = enter(houses.east_member)
    move_in("1-101", "刘国强")
    with django_assert_num_queries(8):
        client.get("/households/")
    move_in("1-102", "沈月华", "沈小妹")
    move_in("2-101", "赵家宝")
    with django_assert_num_queries(8):
        client.get("/households/")


def test_a_household_takes_the_same_queries_for_one_person_and_for_three(
    houses, enter, move_in, django_assert_num_queries
):
    client = enter(houses.east_member)
    small, large = move_in("1-101", "刘国强"), move_in("1-102", "沈月华", "沈小妹", "沈老伯")
    for household in (small, large):
        with django_assert_num_queries(12):
            client.get(f"/households/{household.pk}/")

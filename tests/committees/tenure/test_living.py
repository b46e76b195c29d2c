"""Coming, moving and leaving: the household and the dated residences say the same."""

from datetime import date, timedelta
from importlib import import_module
from random import Random

import pytest
from django.apps import apps
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.residents.models import Household, Resident
from committees.residents.rules import Door, Facts
from committees.residents.states import Departure
from committees.tenure.actions import (
    add_resident,
    depart,
    move,
    move_out,
    stay,
    undo_departure,
)
from committees.tenure.models import Residence
from committees.territory.models import Building
from jiedao.common.errors import Refused
from tests.committees.residents.conftest import head_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
DAY = timedelta(days=1)


def agree() -> None:
    """Resident.household is where the open residence is; who left has none open."""
    for one in Resident.objects.all():
        living = list(Residence.objects.current().filter(resident=one))
        if one.is_here:
            assert [row.household_id for row in living] == [one.household_id], one
        else:
            assert living == [], one
        newest = Residence.objects.filter(resident=one).order_by("-pk").first()
        assert newest is not None
        assert newest.household_id == one.household_id
    for home in Household.objects.all():
        heads = [one for one in home.residents.present() if one.is_head]
        assert len(heads) <= 1
        if home.until is None:
            assert home.residents.present().exists()


def building(houses, number: str) -> Building:
    return Building.objects.get(estate__committee=houses.east, number=number)


def to(houses, people, door: str, *, since=None, join=None) -> Household:
    number, room = door.split("-")
    return move(
        people,
        building(houses, number),
        Door(number, room),
        by=houses.east_member,
        since=since or TODAY(),
        join=join,
        on=TODAY(),
    )


def gone(houses, person, how=Departure.MOVED, *, last_day=None, heir=None) -> Resident:
    return depart(
        person,
        by=houses.east_member,
        how=how,
        last_day=last_day or TODAY(),
        heir=heir,
        on=TODAY(),
    )


def days(person: Resident) -> list[tuple[str, date | None, date | None]]:
    rows = Residence.objects.filter(resident=person).order_by("pk")
    return [(row.household.dwelling.door, row.since, row.until) for row in rows]


def test_who_comes_lives_there_from_the_day_that_was_written(houses, enter):
    data = {"door": "3-502", "name_1": "刘国强", "name_2": "沈月华", "since": "2020-06-15"}
    enter(houses.east_member).post("/households/new/", data)
    home = Household.objects.get()
    enter(houses.east_member).post(f"/households/{home.pk}/people/new/", {"name": "刘小明"})

    assert [days(one) for one in home.residents.order_by("pk")] == [
        [("3-502", date(2020, 6, 15), None)],
        [("3-502", date(2020, 6, 15), None)],
        [("3-502", None, None)],
    ]
    agree()


def test_a_move_ends_one_residence_and_begins_another(houses, enter, move_in):
    person = move_in("3-502", "刘国强", "沈月华").residents.get(name="沈月华")

    answer = enter(houses.east_member).post(
        f"/residents/{person.pk}/move/", {"door": "1-101", "since": "2024-03-01"}, follow=True
    )

    person.refresh_from_db()
    assert days(person) == [
        ("3-502", None, date(2024, 2, 29)),
        ("1-101", date(2024, 3, 1), None),
    ]
    assert person.household.dwelling.door == "1-101"
    assert person.is_head
    text = answer.content.decode()
    assert "到 2024年2月29日" in text
    assert "2024年3月1日起" in text
    agree()


def test_a_family_moves_together_and_the_old_household_ends(houses, enter, move_in):
    home = move_in("3-502", "刘国强", "沈月华", "刘小明")
    head, wife, child = home.residents.order_by("pk")
    Resident.objects.filter(pk=wife.pk).update(kinship="spouse")

    enter(houses.east_member).post(
        f"/residents/{head.pk}/move/",
        {"door": "1-101", "since": "2024-03-01", "together": [wife.pk, child.pk]},
    )

    home.refresh_from_db()
    new = Household.objects.get(until=None)
    assert home.until == date(2024, 2, 29)
    assert [(one.name, one.is_head, one.kinship) for one in new.residents.order_by("pk")] == [
        ("刘国强", True, ""),
        ("沈月华", False, "spouse"),
        ("刘小明", False, ""),
    ]
    agree()


def test_who_moves_in_with_somebody_joins_the_household(houses, enter, move_in):
    mother, son = move_in("1-101", "沈月华"), move_in("3-502", "刘国强", "刘小明")
    boy = son.residents.get(name="刘小明")
    client = enter(houses.east_member)

    client.post(f"/residents/{boy.pk}/move/", {"door": "1-101", "since": "今天"})

    boy.refresh_from_db()
    assert boy.household == mother
    assert not boy.is_head
    agree()


def test_where_two_families_live_one_has_to_be_named(houses, enter, move_in):
    person = head_of(move_in("3-502", "刘国强"))
    first = move_in("1-101", "沈月华")
    client = enter(houses.east_member)
    client.post(
        "/households/new/", {"door": "1-101", "name_1": "赵家宝", "another": "on", "since": ""}
    )
    path = f"/residents/{person.pk}/move/"

    asked = client.post(path, {"door": "1-101", "since": "今天"})
    named = client.post(path, {"door": "1-101", "since": "今天", "whose": first.pk})

    assert asked.status_code == 422
    assert "那里住着几户，请选一户" in asked.content.decode()
    assert "赵家宝家" in asked.content.decode()
    assert named.status_code == 303
    person.refresh_from_db()
    assert person.household == first


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"door": "3-502"}, "现在就住在 3-502"),
        ({"door": "3-901"}, "只有 6 层"),
        ({"door": "9-101"}, "还没有 9 号楼"),
        ({"since": "2035-01-01"}, "这一天还没有到"),
        ({"since": "2019-01-01"}, "离开的日期不能早于入住日期"),
        ({"since": ""}, "请写"),
    ],
)
def test_a_move_that_cannot_be_is_refused(houses, enter, move_in, changes, reason):
    person = head_of(move_in("3-502", "刘国强"))
    Residence.objects.update(since=date(2020, 6, 15))

    answer = enter(houses.east_member).post(
        f"/residents/{person.pk}/move/", {"door": "1-101", "since": "今天"} | changes
    )

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert days(person) == [("3-502", date(2020, 6, 15), None)]


def test_a_neighbour_s_child_cannot_be_smuggled_into_a_move(houses, enter, move_in):
    person = head_of(move_in("3-502", "刘国强", "沈月华"))
    stranger = head_of(move_in("1-102", "赵家宝", committee=houses.west))

    answer = enter(houses.east_member).post(
        f"/residents/{person.pk}/move/",
        {"door": "1-101", "since": "今天", "together": [stranger.pk]},
    )

    assert answer.status_code == 422
    assert "一起搬的人要是现在同住的人" in answer.content.decode()


# Leaving


def test_a_head_who_leaves_hands_the_headship_to_whom_was_chosen(houses, enter, move_in):
    home = move_in("3-502", "刘国强", "沈月华", "刘小明")
    head, wife, child = home.residents.order_by("pk")
    Resident.objects.filter(pk=wife.pk).update(kinship="spouse")
    Resident.objects.filter(pk=child.pk).update(kinship="child")
    client, path = enter(houses.east_member), f"/residents/{head.pk}/depart/"

    proposed = client.get(path).content.decode()
    client.post(path, {"how": "died", "last_day": "昨天", "heir": child.pk})

    assert f'value="{wife.pk}" selected' in proposed
    assert [(one.name, one.kinship) for one in home.residents.present().order_by("-is_head")] == [
        ("刘小明", ""),
        ("沈月华", "parent"),
    ]
    assert head_of(home).name == "刘小明"
    agree()


def test_who_left_is_off_the_household_s_page_and_on_the_list_of_those_who_left(
    houses, enter, move_in
):
    home = move_in("3-502", "刘国强", "沈月华")
    person = home.residents.get(name="沈月华")
    client = enter(houses.east_member)

    client.post(f"/residents/{person.pk}/depart/", {"how": "moved", "last_day": "今天"})

    assert "沈月华" not in client.get(f"/households/{home.pk}/").content.decode()
    assert "沈月华" in client.get("/residents/gone/").content.decode()
    assert "沈月华" in client.get("/residents/gone/", {"q": "syh"}).content.decode()
    assert "刘国强" not in client.get("/residents/gone/").content.decode()
    page = client.get(f"/residents/{person.pk}/").content.decode()
    assert "搬走了" in page
    assert "撤销今天记的离开" in page
    agree()


def test_a_departure_is_taken_back_the_same_day_headship_and_kin_with_it(houses, enter, move_in):
    home = move_in("3-502", "刘国强", "沈月华")
    head, wife = home.residents.order_by("pk")
    Resident.objects.filter(pk=wife.pk).update(kinship="spouse")
    client = enter(houses.east_member)
    done = client.post(
        f"/residents/{head.pk}/depart/", {"how": "died", "last_day": "今天"}, follow=True
    )

    client.post(f"/residents/{head.pk}/return/")

    assert f"/residents/{head.pk}/return/" in done.content.decode()
    assert [(one.name, one.is_head, one.kinship) for one in home.residents.order_by("pk")] == [
        ("刘国强", True, ""),
        ("沈月华", False, "spouse"),
    ]
    assert days(head) == [("3-502", None, None)]
    agree()


def test_the_next_day_only_a_move_brings_somebody_back(houses, enter, move_in):
    person = head_of(move_in("3-502", "刘国强"))
    gone(houses, person)

    with pytest.raises(Refused, match="只有当天能撤销"):
        undo_departure(person, by=houses.east_member, on=TODAY() + DAY)
    enter(houses.east_member).post(
        f"/residents/{person.pk}/move/", {"door": "3-502", "since": "今天"}
    )

    person.refresh_from_db()
    assert person.is_here
    assert person.is_head
    assert len(days(person)) == 2
    agree()


def test_the_last_one_ends_the_household_and_its_undo_brings_it_back(houses, move_in):
    home = move_in("3-502", "刘国强")
    person = head_of(home)

    gone(houses, person, Departure.DIED, last_day=TODAY() - DAY)
    home.refresh_from_db()
    ended = home.until
    undo_departure(person, by=houses.east_member, on=TODAY())

    home.refresh_from_db()
    assert (ended, home.until) == (TODAY() - DAY, None)
    assert head_of(home).name == "刘国强"
    agree()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"how": ""}, "怎么离开的"),
        ({"how": "flown"}, "flown"),
        ({"last_day": "2035-01-01"}, "这一天还没有到"),
        ({"last_day": "2019-01-01"}, "不能早于入住日期"),
        ({"heir": "999999"}, "新户主要从还住在这一户的人里选"),
    ],
)
def test_a_departure_that_cannot_be_is_refused(houses, enter, move_in, changes, reason):
    person = head_of(move_in("3-502", "刘国强", "沈月华"))
    Residence.objects.update(since=date(2020, 6, 15))

    answer = enter(houses.east_member).post(
        f"/residents/{person.pk}/depart/", {"how": "moved", "last_day": "今天"} | changes
    )

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    person.refresh_from_db()
    assert person.is_here
    assert not AuditEntry.objects.filter(act__startswith="residents.depart").exists()


def test_nobody_leaves_twice(houses, move_in):
    person = head_of(move_in("3-502", "刘国强"))
    gone(houses, person)

    with pytest.raises(Refused, match="已经记了离开的日期"):
        gone(houses, person)


def test_a_household_leaves_with_its_people_and_stays_with_them(houses, move_in):
    home = move_in("3-502", "刘国强", "沈月华")
    early = home.residents.get(name="沈月华")
    gone(houses, early, last_day=TODAY() - 5 * DAY)

    move_out(home, by=houses.east_member, until=TODAY() - DAY, on=TODAY())
    left = set(home.residents.gone().values_list("name", "departed_on"))
    agree()
    home.refresh_from_db()
    stay(home, by=houses.east_member)

    assert left == {("刘国强", TODAY() - DAY), ("沈月华", TODAY() - 5 * DAY)}
    assert [one.name for one in home.residents.present()] == ["刘国强"]
    agree()


def test_a_household_that_left_shows_who_lived_there_last(houses, enter, move_in):
    home = move_in("3-502", "刘国强", "沈月华")
    gone(houses, home.residents.get(name="沈月华"), last_day=TODAY() - 5 * DAY)
    move_out(home, by=houses.east_member, until=TODAY() - DAY, on=TODAY())

    text = enter(houses.east_member).get(f"/households/{home.pk}/").content.decode()

    assert "刘国强" in text
    assert "沈月华" not in text


def test_nobody_is_added_to_a_household_that_left(houses, enter, move_in):
    home = move_in("3-502", "刘国强")
    client = enter(houses.east_member)
    client.post(f"/households/{home.pk}/leave/", {"until": "今天"})

    answer = client.post(f"/households/{home.pk}/people/new/", {"name": "刘小明"})

    assert answer.status_code == 422
    assert "这一户已经搬走了" in answer.content.decode()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_household_and_residence_agree(houses, move_in, seed):
    """Sixty acts in any order, refused ones among them."""
    roll = Random(seed)
    homes = [move_in("1-101", "甲一", "甲二", "甲三"), move_in("2-202", "乙一", "乙二")]
    done = 0
    for step in range(60):
        try:
            something_happens(houses, roll, step)
        except Refused:
            continue
        done += 1
        heads_and_homes_agree()
    assert done > 15
    assert homes


def something_happens(houses, roll: Random, step: int) -> None:
    person = roll.choice(list(Resident.objects.order_by("pk")))
    home = roll.choice(list(Household.objects.order_by("pk")))
    day = TODAY() - roll.randrange(4) * DAY
    doors = [f"{number}-{room}" for number in "123" for room in (101, 202)]
    beside = list(Resident.objects.present().filter(household=person.household_id))
    acts = (
        lambda: to(houses, [person], roll.choice(doors), since=day),
        lambda: to(houses, beside or [person], roll.choice(doors), since=day),
        lambda: to(houses, [person], home.dwelling.door, since=day, join=home),
        lambda: gone(houses, person, roll.choice(list(Departure)), last_day=day),
        lambda: undo_departure(person, by=houses.east_member, on=TODAY()),
        lambda: move_out(home, by=houses.east_member, until=day, on=TODAY()),
        lambda: stay(home, by=houses.east_member),
        lambda: add_resident(home, by=houses.east_member, facts=Facts(f"丙{step}"), since=day),
    )
    roll.choice(acts)()


def heads_and_homes_agree() -> None:
    for one in Resident.objects.all():
        living = list(Residence.objects.current().filter(resident=one))
        expected = [one.household_id] if one.is_here else []
        assert [row.household_id for row in living] == expected
    for home in Household.objects.all():
        assert home.residents.present().filter(is_head=True).count() <= 1
        if home.until is not None:
            assert not home.residents.present().exists()


def test_the_first_register_gets_its_residences(houses, move_in):
    here, left = move_in("3-502", "刘国强"), move_in("1-101", "沈月华")
    Residence.objects.all().delete()
    Household.objects.filter(pk=here.pk).update(since=date(2020, 6, 15))
    Household.objects.filter(pk=left.pk).update(until=date(2024, 1, 1))

    import_module("committees.migrations.0015_register").open_residences(apps, None)

    assert days(head_of(here)) == [("3-502", date(2020, 6, 15), None)]
    assert days(head_of(left)) == [("1-101", None, date(2024, 1, 1))]
    assert head_of(left).departure == Departure.MOVED
    agree()


# Hukou and ownership


def test_hukou_residence_and_ownership_are_three_facts(houses, enter, move_in):
    person = head_of(move_in("3-502", "刘国强"))
    move_in("1-101", "沈月华")
    client, base = enter(houses.east_member), f"/residents/{person.pk}/"
    client.post(f"{base}hukou/", {"place": "elsewhere", "address": "安徽省六安市"})
    client.post(f"{base}hukou/", {"place": "here", "door": "1-101", "since": "2022-05-01"})
    client.post(f"{base}owns/", {"door": "2-201", "since": ""})

    text = client.get(base).content.decode()

    assert person.household.dwelling.door == "3-502"
    for words in (
        "外省市，安徽省六安市",
        "到 2022年4月30日",
        "1 号楼 101 室",
        "2022年5月1日起",
        "2 号楼 201 室",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"place": ""}, "户籍在哪里"),
        ({"place": "moon"}, "moon"),
        ({"place": "here", "door": ""}, "请写户籍在哪个门牌"),
        ({"place": "here", "door": "3-599"}, "还没有登记过"),
        ({"since": ""}, "户籍迁过了，请写从哪天起"),
        ({"since": "2020-01-01"}, "要晚于上一次"),
        ({"since": "2035-01-01"}, "这一天还没有到"),
    ],
)
def test_a_hukou_that_cannot_be_is_refused(houses, enter, move_in, changes, reason):
    person = head_of(move_in("3-502", "刘国强"))
    client, path = enter(houses.east_member), f"/residents/{person.pk}/hukou/"
    client.post(path, {"place": "city", "address": "徐汇区", "since": "2020-01-01"})

    answer = client.post(
        path, {"place": "elsewhere", "address": "苏州", "since": "2024-01-01"} | changes
    )

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert person.hukous.count() == 1


def test_a_flat_has_several_owners_and_each_ends_for_itself(houses, enter, move_in):
    home = move_in("3-502", "刘国强")
    landlord = head_of(move_in("1-101", "沈月华"))
    client, page = enter(houses.east_member), f"/households/{home.pk}/"
    client.post(f"{page}owners/new/", {"owner": "1-101 沈月华", "since": "2010-1-1"})
    client.post(f"{page}owners/new/", {"owner": "钱在外"})
    both = client.get(page).content.decode()
    mine = home.dwelling.ownerships.get(owner=landlord)
    client.post(f"/ownerships/{mine.pk}/end/", {"until": "昨天"})
    one = client.get(page).content.decode()

    assert "沈月华，住 1-101" in both
    assert "钱在外" in both
    assert "沈月华" not in one
    assert "钱在外" in one


@pytest.mark.parametrize(
    ("owner", "reason"),
    [
        ("", "请写"),
        ("3-502 没有此人", "3-502 没有登记叫“没有此人”的人"),
        ("3-502", "请把姓名也写上"),
        ("1-102 赵家宝", "没有登记"),
        ("长" * 60, "最多 50 个字"),
    ],
)
def test_an_owner_nobody_knows_is_refused(houses, enter, move_in, owner, reason):
    home = move_in("3-502", "刘国强")
    move_in("1-102", "赵家宝", committee=houses.west)

    answer = enter(houses.east_member).post(f"/households/{home.pk}/owners/new/", {"owner": owner})

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not home.dwelling.ownerships.exists()


def test_the_street_does_not_read_who_owns_a_flat(houses, enter, move_in):
    home = move_in("3-502", "刘国强")
    page = f"/households/{home.pk}/"
    enter(houses.east_member).post(f"{page}owners/new/", {"owner": "钱在外"})
    assert "钱在外" in enter(houses.east_member).get(page).content.decode()

    text = enter(houses.clerk).get(page).content.decode()

    assert "钱在外" not in text
    assert "产权人" not in text

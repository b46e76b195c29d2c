"""The plan of visits, its figures and its paper."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.log.actions import write_entry
from casework.log.figures import visits_figures
from casework.log.rules import EntryWords
from casework.visits.figures import Visits, months_of, visits_of
from casework.visits.rules import days_words, due_words
from committees.care.models import LabelKind
from committees.residents.models import ResidentsGroup
from tests.casework.care import label
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def member(cast, enter):
    return enter(cast.east_member)


def text_of(response):
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def ago(days):
    return TODAY - timedelta(days=days)


def visit(cast, home, days=0, *, nobody=False):
    words = EntryWords("home", "", "" if nobody else "身体好", ago(days), nobody_home=nobody)
    return write_entry(cast.east, by=cast.east_member, words=words, household=home, at=NOW)


def looked_after(cast, door, name, *, kind="minimum-living", met=None):
    home = move_in(cast.east, door, name)
    label(home, kind, by=cast.east_member)
    if met is not None:
        entry = visit(cast, home, min(met, 30))
        home.door.refresh_from_db()
        if met > 30:
            type(entry).objects.filter(pk=entry.pk).update(happened_on=ago(met))
            home.door.__class__.objects.filter(pk=home.pk).update(
                last_met_on=ago(met),
                last_tried_on=ago(met),
                next_visit_on=ago(met) + timedelta(days=home.door.visit_days),
            )
    return home


def doors(response):
    """The doors of the plan, in the order of the page."""
    return re.findall(r"<b>(\S+ 号楼 \S+ 室)</b>", response.content.decode())


@pytest.mark.parametrize(
    ("days", "wanted"), [(0, "今天"), (1, "昨天"), (51, "51 天前"), (-6, "还有 6 天")]
)
def test_days_are_said_in_words(days, wanted):
    assert days_words(ago(days), TODAY) == wanted


@pytest.mark.parametrize(
    ("days", "wanted"), [(0, "今天该去"), (12, "过了 12 天"), (-6, "6 天后去")]
)
def test_what_is_due_is_said_in_words(days, wanted):
    assert due_words(ago(days), TODAY) == wanted


def test_whom_nobody_has_met_comes_first_then_the_longest_overdue(cast, member):
    looked_after(cast, "1-101", "甲一", met=120)
    looked_after(cast, "2-101", "乙二", met=200)
    looked_after(cast, "3-101", "丙三")
    looked_after(cast, "4-101", "丁四", met=3)
    move_in(cast.east, "5-101", "没有标签")
    page = member.get("/visits/")
    assert doors(page) == ["3 号楼 101 室", "2 号楼 101 室", "1 号楼 101 室"]
    words = text_of(page)
    assert "先去这家" in words
    assert "过了 110 天" in words
    assert "关爱 · 90 天" in words
    assert "低保" not in words.partition("怎么排")[2]


def test_a_visit_takes_the_household_off_and_sets_the_next_day(cast, member):
    home = looked_after(cast, "3-101", "丙三")
    assert doors(member.get("/visits/")) == ["3 号楼 101 室"]
    page = member.get("/log/new/?kind=home&who=3-101").content.decode()
    assert 'value="3-101"' in page
    member.post("/log/new/", {"kind": "home", "who": "3-101", "text": "身体好"})
    assert doors(member.get("/visits/")) == []
    home.door.refresh_from_db()
    assert home.door.next_visit_on == TODAY + timedelta(days=90)


def test_the_route_goes_as_one_walks(cast, member):
    for door in ("10-101", "2-302", "2-101"):
        looked_after(cast, door, "甲一")
    page = member.get("/visits/?order=route")
    assert doors(page)[-2:] == ["2 号楼 101 室", "2 号楼 302 室"] or doors(page)[:1] == [
        "10 号楼 101 室"
    ]
    assert len(doors(page)) == 3


def test_ninety_days_counts_everybody_who_lives_here(cast, member):
    looked_after(cast, "1-101", "甲一", met=120)
    move_in(cast.east, "2-101", "从没去过")
    visited = move_in(cast.east, "3-101", "刚去过")
    visit(cast, visited, 3)
    move_in(cast.west, "4-101", "别处")
    assert doors(member.get("/visits/?show=long")) == ["1 号楼 101 室", "2 号楼 101 室"]


def test_the_plan_is_narrowed_by_kind_building_and_group(cast, member):
    one = looked_after(cast, "1-101", "甲一")
    two = looked_after(cast, "2-101", "乙二", kind="disabled")
    group = ResidentsGroup.objects.create(committee=cast.east, name="第二组", leader_name="孙组长")
    two.dwelling.building.dwellings.update(group=group)
    kind = LabelKind.objects.get(key="disabled")
    assert doors(member.get(f"/visits/?kind={kind.pk}")) == ["2 号楼 101 室"]
    assert doors(member.get(f"/visits/?group={group.pk}")) == ["2 号楼 101 室"]
    building = one.dwelling.building_id
    page = member.get(f"/visits/?building={building}&kind=")
    assert doors(page) == ["1 号楼 101 室"]
    assert "去掉：" in text_of(page)
    assert "残疾 · 90 天" in text_of(page)
    assert "第二组 孙组长" in text_of(page)


def test_a_building_of_another_committee_is_refused_in_words(cast, member):
    foreign = move_in(cast.west, "4-101", "别处").dwelling.building_id
    assert "不属于本居委会" in text_of(member.get(f"/visits/?building={foreign}"))


def test_pages_go_on_where_the_last_one_ended(cast, member, monkeypatch):
    monkeypatch.setattr("casework.visits.views.PAGE", 2)
    for number, met in enumerate([None, None, 150, 120, 100], 1):
        looked_after(cast, f"{number}-101", "甲一", met=met)
    seen, page = [], member.get("/visits/")
    seen += doors(page)
    for _ in range(2):
        onward = re.search(r'to-end" href="([^"]+)"', page.content.decode())
        page = member.get(f"/visits/{onward[1]}")
        seen += doors(page)
    assert "下一页" not in text_of(page)
    assert seen == [f"{number} 号楼 101 室" for number in range(1, 6)]


def test_the_street_reads_no_plan_and_no_panel(cast, enter):
    home = looked_after(cast, "1-101", "甲一", met=3)
    assert enter(cast.clerk).get("/visits/").status_code == 404
    page = text_of(enter(cast.clerk).get(f"/households/{home.pk}/"))
    assert "上次见到" not in page


def test_the_household_shows_its_visits_and_the_next_one(cast, member):
    home = looked_after(cast, "1-101", "甲一", met=3)
    page = text_of(member.get(f"/households/{home.pk}/"))
    assert "上次见到" in page
    assert "3 天前" in page
    assert "身体好" in page
    assert "下次" in page


def test_the_household_shows_an_open_alarm(cast, member):
    home = looked_after(cast, "1-101", "甲一", kind="lives-alone")
    visit(cast, home, nobody=True)
    assert "敲门没人应" in text_of(member.get(f"/households/{home.pk}/"))


# Figures


def test_a_month_counts_itself(cast, django_assert_num_queries):
    twice, once, never = (move_in(cast.east, f"{n}-101", "甲一") for n in (1, 2, 3))
    visit(cast, twice, 2)
    visit(cast, twice, 1)
    visit(cast, once, 2, nobody=True)
    visit(cast, once, 1)
    visit(cast, never, 1, nobody=True)
    visit(cast, never, 0, nobody=True)
    with django_assert_num_queries(1):
        found = visits_of([cast.east, cast.west], ago(3), TODAY)
    assert found == {cast.east.pk: Visits(2, 1, 3), cast.west.pk: Visits()}
    assert found[cast.east.pk].met == visits_figures([cast.east], ago(3), TODAY)[cast.east.pk]


def test_months_stand_apart(cast):
    home = move_in(cast.east, "1-101", "甲一")
    visit(cast, home, 1)
    entry = visit(cast, home, 2)
    type(entry).objects.filter(pk=entry.pk).update(happened_on=date(2026, 1, 31))
    assert months_of(cast.east, date(2026, 1, 1), TODAY) == {
        ago(1).replace(day=1): Visits(1, 0, 0),
        date(2026, 1, 1): Visits(1, 0, 0),
    }


def test_the_street_sees_all_committees_in_its_order(cast, enter):
    visit(cast, move_in(cast.east, "1-101", "甲一"), 0)
    page = text_of(enter(cast.leader).get("/street/visits/"))
    assert page.index("东苑") < page.index("西苑")


# Paper


def test_the_sheet_is_for_old_people_and_says_no_reason(cast, member):
    looked_after(cast, "1-101", "老王", kind="lives-alone")
    looked_after(cast, "2-101", "小张", kind="minimum-living")
    page = text_of(member.get("/visits/sheet/"))
    assert "重点老人巡访表" in page
    assert "老王" in page
    assert "小张" not in page
    assert "独居" not in page
    assert "30 天" in page
    everybody = text_of(member.get("/visits/sheet/?who=all"))
    assert "小张" in everybody


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/visits/", 14),
        ("/visits/?order=route", 14),
        ("/visits/?show=long", 14),
        ("/visits/month/", 6),
        ("/visits/sheet/", 9),
    ],
)
def test_a_page_costs_the_same_however_many(
    cast, member, django_assert_num_queries, count, path, queries
):
    for number in range(count):
        home = looked_after(cast, f"{number + 1}-101", "甲一", kind="lives-alone")
        visit(cast, home, nobody=True)
    member.get("/visits/")
    with django_assert_num_queries(queries):
        member.get(path)


def test_the_street_s_figures_cost_six_queries(cast, enter, django_assert_num_queries):
    browser = enter(cast.clerk)
    with django_assert_num_queries(6):
        browser.get("/street/visits/")

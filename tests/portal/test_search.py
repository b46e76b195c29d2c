import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.cases.models import Case
from casework.log.models import LogEntry
from committees.notices.rules import Words
from committees.residents.models import Dwelling, Household, Resident
from committees.territory.models import Building, Committee, Estate
from jiedao.common.chinese import ngram_text
from tests.cast import Cast
from tests.committees.notices.makers import drafted, released
from tests.committees.regulations.makers import own
from tests.gatherings import a_meeting

pytestmark = pytest.mark.django_db


def a_household(committee: Committee, door: str, name: str, phone: str = "") -> Household:
    estate, _ = Estate.objects.get_or_create(committee=committee, name="一期")
    number, room = door.split("-")
    building, _ = Building.objects.get_or_create(estate=estate, number=number)
    dwelling = Dwelling.objects.create(
        committee=committee, building=building, floor=5, room=room, door=door
    )
    household = Household.objects.create(committee=committee, dwelling=dwelling)
    Resident.objects.create(
        committee=committee, household=household, name=name, phone=phone, is_head=True
    )
    return household


def a_case(cast: Cast, title: str, number: int = 31, household: Household | None = None) -> Case:
    return Case.objects.create(
        committee=cast.east,
        year=2026,
        number=number,
        title=title,
        kind="issue",
        household=household,
        owner=cast.east_member,
        opened_by=cast.east_member,
        due_on=date(2026, 11, 30),
        tokens=ngram_text(title),
    )


def everything_about_zhang(cast: Cast, rows: int = 1) -> None:
    """`rows` of each kind whose words hold 张海芬, in East."""
    for n in range(rows):
        household = a_household(cast.east, f"3-50{n}", "张海芬", f"1000000012{n}")
        a_case(cast, f"张海芬家漏水 {n}", 31 + n, household)
        LogEntry.objects.create(
            committee=cast.east,
            kind="visit",
            happened_on=timezone.localdate(),
            author=cast.east_member,
            household=household,
            text="张海芬来问补贴",
            tokens=ngram_text("张海芬来问补贴"),
        )
        a_meeting(
            cast.east,
            "other",
            title="商量张海芬家漏水",
            starts_at=timezone.now() + timedelta(days=n),
            place="二楼",
            convened_by=cast.east_director,
        )
        released(cast, Words("张海芬等居民反映漏水", "正在修。"))


def found(client: Client, query: str) -> dict[str, list[str]]:
    groups = client.get("/search/", {"q": query}).context["groups"]
    return {group.label: [hit.title for hit in group.hits] for group in groups}


def test_one_name_finds_every_kind_in_the_order_of_the_screen(cast, enter):
    everything_about_zhang(cast)
    groups = found(enter(cast.east_member), "张海芬")
    assert list(groups) == ["人和户", "事项", "记录", "会议", "通知"]
    assert groups["人和户"] == ["3 号楼 500 室 张海芬"]
    assert groups["事项"] == ["26-31 张海芬家漏水 0"]


@pytest.mark.parametrize(
    "query",
    [
        "zhf",
        "ZHF",
        "zhanghaifen",
        "zhang hai fen",
        "3-502",
        "三号楼502",
        "３－５０２",
        "0077",
        "张海芬",
    ],
)
def test_a_household_is_found_however_it_is_written(cast, enter, query):
    a_household(cast.east, "3-502", "张海芬", "10000000077")
    a_household(cast.east, "3-501", "王明", "10000000088")
    assert found(enter(cast.east_member), query)["人和户"] == ["3 号楼 502 室 张海芬"]


def test_the_number_said_on_the_phone_finds_the_case(cast, enter):
    a_case(cast, "楼道灯不亮", 31)
    a_case(cast, "围墙裂了", 310)
    assert found(enter(cast.east_member), "26-31")["事项"] == ["26-31 楼道灯不亮"]


def test_the_street_reads_masked_names(cast, enter):
    everything_about_zhang(cast)
    by_name, by_door = (found(enter(cast.clerk), query) for query in ("张海芬", "3-500"))
    assert by_door["人和户"] == ["500 室 张**"]
    assert by_name["事项"] == ["26-31 张**家漏水 0"]
    assert "记录" not in by_name


def test_a_masked_name_is_not_found_by_asking_for_it(cast, enter):
    everything_about_zhang(cast)
    assert found(enter(cast.east_member), "张海芬")["人和户"]
    for query in ("张海芬", "zhf", "zhanghaifen", "0120"):
        assert "人和户" not in found(enter(cast.clerk), query)


def test_a_foreign_committee_finds_nothing(cast, enter):
    everything_about_zhang(cast)
    assert found(enter(cast.east_member), "张海芬") != {}
    assert found(enter(cast.west_director), "张海芬") == {}


def test_a_stranger_finds_public_notices_and_committees_only(cast):
    everything_about_zhang(cast)
    drafted(cast, Words("东苑张海芬的草稿", "还没有发。"))
    assert found(Client(), "张海芬") == {"通知": ["张海芬等居民反映漏水"]}
    assert found(Client(), "dongyuan") == {"居委会": ["东苑居委会"]}


@pytest.mark.parametrize("who", ["east_property", "east_owners", "admin", "auditor", "stranger"])
def test_whoever_works_in_no_committee_finds_what_a_stranger_finds(cast, enter, who):
    everything_about_zhang(cast)
    assert found(enter(getattr(cast, who)), "张海芬") == {"通知": ["张海芬等居民反映漏水"]}


def test_five_of_a_kind_and_the_way_to_the_rest(cast, enter):
    for number in range(7):
        a_case(cast, f"声控灯 {number}", number + 1)
    page = enter(cast.east_member).get("/search/?q=声控灯")
    (group,) = page.context["groups"]
    assert len(group.hits) == 5
    assert group.more_url == "/cases/?q=%E5%A3%B0%E6%8E%A7%E7%81%AF"
    assert group.more_url.replace("&", "&amp;") in page.content.decode()


def test_five_are_all_there_is(cast, enter):
    for number in range(5):
        a_case(cast, f"声控灯 {number}", number + 1)
    (group,) = enter(cast.east_member).get("/search/?q=声控灯").context["groups"]
    assert group.more_url == ""


def test_nothing_found_tells_how_to_ask(cast, enter):
    page = enter(cast.east_member).get("/search/?q=没有这个词").content.decode()
    assert "没找到。" in page
    assert "试试：姓名拼音首字母（zhf）、楼号-室号（3-502）。" in page


@pytest.mark.parametrize("query", ["", "   ", "%", "' OR 1=1 --", "((((", "&|!:*", "长" * 5_000])
def test_odd_words_do_no_harm(cast, enter, query):
    everything_about_zhang(cast)
    response = enter(cast.east_member).get("/search/", {"q": query})
    assert response.status_code == 200
    assert response.context["groups"] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_searching_takes_fifteen_queries(cast, enter, rows, django_assert_num_queries):
    everything_about_zhang(cast, rows)
    member = enter(cast.east_member)
    with django_assert_num_queries(15):
        member.get("/search/?q=张海芬")


def test_a_stranger_s_search_takes_three_queries(cast, django_assert_num_queries):
    released(cast)
    with django_assert_num_queries(3):
        Client().get("/search/?q=停水")


def test_a_regulation_is_found_by_what_it_says_with_the_paragraph(cast, enter):
    for browser in (Client(), enter(cast.east_member), enter(cast.clerk)):
        page = browser.get("/search/?q=接待点有人率").content.decode()
        assert "居委会值班制度" in page
        assert re.search(r'href="/rules/zhiban-zhidu/#art-\d+"', page)


def test_a_covenant_is_found_by_its_own_committee_and_not_by_the_neighbours(cast, enter):
    own(cast, "jumin-gongyue")
    pages = [enter(user).get("/search/?q=公约") for user in (cast.east_member, cast.west_member)]
    assert ["jumin-gongyue-dongyuan" in page.content.decode() for page in pages] == [True, False]

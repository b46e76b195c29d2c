"""The public directory, and the sheet that hangs at the street office."""

import pytest
from django.test import Client

from committees.territory.models import Committee, Estate

pytestmark = pytest.mark.django_db


def page(path: str, **query: str) -> str:
    answer = Client().get(path, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_everybody_finds_every_committee_in_the_street_s_order_with_its_phone(cast):
    Committee.objects.filter(pk=cast.west.pk).update(order=0)

    text = page("/committees/")

    assert text.index("西苑居委会") < text.index("东苑居委会")
    assert 'href="tel:02100000001"' in text
    assert 'href="/c/dongyuan/"' in text


@pytest.mark.parametrize(
    "query", ["东苑", "清和路 100", "dongyuan", "do", "桂花里", "桂花路", "ＤＯＮＧ", " 东苑 "]
)
def test_a_committee_is_found_by_name_road_estate_pinyin_or_initials(cast, query):
    Estate.objects.create(committee=cast.east, name="桂花里", address="桂花路 12 弄")

    text = page("/committees/", q=query)

    assert "东苑居委会" in text
    assert "西苑居委会" not in text


def test_digits_find_the_numeral_on_the_plate(cast):
    Committee.objects.filter(pk=cast.east.pk).update(name="宝钢十一村居委会")

    assert "宝钢十一村居委会" in page("/committees/", q="宝钢11村")


def test_a_near_sound_is_suggested_and_the_whole_list_follows(cast):
    text = page("/committees/", q="动苑")

    assert "没找到“动苑”。您是不是找：" in text
    assert text.count("/c/dongyuan/") == 2
    assert "西苑居委会" in text


def test_something_unknown_shows_the_whole_list_and_is_escaped(cast):
    text = page("/committees/", q="<b>机场</b>")

    assert "<b>机场" not in text
    assert "下面是全部居委会" in text
    assert "东苑居委会" in text


@pytest.mark.parametrize("query", ["x" * 500, "%", "_", "'", "\\", "一" * 41])
def test_odd_queries_are_answered(cast, query):
    assert Client().get("/committees/", {"q": query}).status_code == 200


def test_the_directory_takes_two_queries_for_one_committee_and_for_three(
    cast, django_assert_num_queries
):
    client = Client()
    Estate.objects.create(committee=cast.east, name="一号小区")
    with django_assert_num_queries(2):
        client.get("/committees/", {"q": "东苑"})
    for number in (3, 4):
        more = Committee.objects.create(
            street=cast.street,
            code=f"99010100190{number}",
            name=f"南苑{number}居委会",
            short_name=f"南苑{number}",
            slug=f"nanyuan-{number}",
            order=number,
        )
        Estate.objects.create(committee=more, name="小区")
    with django_assert_num_queries(2):
        client.get("/committees/")


def test_the_contact_sheet_lists_all_with_address_phone_and_hours(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        text = page("/committees/print")

    for words in ("东苑", "西苑", "清和路 100 弄", "021-0000 0001", "工作日 8:30–11:30"):
        assert words in text
    assert Client().get("/committees/print/").status_code == 200


def test_an_empty_office_says_so():
    assert "居委会名录还没有录入" in page("/committees/")

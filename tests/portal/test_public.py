from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.duty.models import Rota, Shift
from committees.notices.rules import Words
from committees.terms.models import Mandate
from committees.territory.models import Building, Estate, PartnerBody, PublicNumber
from tests.cast import Cast
from tests.committees.notices.makers import released
from tests.gatherings import a_meeting

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def page(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def a_shift(cast: Cast, person, starts: timedelta, ends: timedelta, state="published") -> Shift:
    now = timezone.now()
    rota, _ = Rota.objects.get_or_create(
        committee=cast.east, month=timezone.localdate().replace(day=1), defaults={"state": state}
    )
    return Shift.objects.create(
        committee=cast.east,
        rota=rota,
        day=timezone.localdate(),
        slot="morning",
        starts_at=now + starts,
        ends_at=now + ends,
        person=person,
    )


# The front page


def test_the_front_page_leads_to_a_committee_and_to_the_newest_six(cast):
    for number in range(8):
        released(cast, Words(f"第 {number} 号通知", "正文。"))
    text = page("/")
    assert "输入小区名或路名" in text
    assert 'action="/committees/"' in text
    assert [number for number in range(8) if f"第 {number} 号通知" in text] == [2, 3, 4, 5, 6, 7]
    assert text.index("/c/dongyuan/") < text.index("/c/xiyuan/")


def test_without_notices_it_says_so(cast):
    assert "今天没有新通知。" in page("/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_page_takes_three_queries(cast, rows, django_assert_num_queries):
    for _ in range(rows):
        released(cast)
    with django_assert_num_queries(3):
        page("/")


# A committee


def test_a_committee_shows_who_is_there_now_and_next_by_surname(cast):
    a_shift(cast, cast.east_director, -HOUR, HOUR)
    a_shift(cast, cast.east_member, 2 * HOUR, 4 * HOUR)
    text = page("/c/dongyuan/")
    assert "现在：<b>周老师</b>" in text
    assert "下一班：<b>王老师</b>" in text
    assert 'href="tel:021-00000001"' in text


def test_a_rota_that_is_still_a_draft_is_nobody_s_business(cast):
    a_shift(cast, cast.east_director, -HOUR, HOUR, state="draft")
    assert "现在没有人值班。" in page("/c/dongyuan/")


def test_out_of_hours_the_night_numbers_stand_open(cast):
    PartnerBody.objects.filter(committee=cast.east, kind="property").update(
        night_phone="021-0000 0099"
    )
    PublicNumber.objects.create(street=cast.street, name="自来水抢修", phone="021-0000 0011")
    text = page("/c/dongyuan/")
    assert "急事请打下面的电话" in text
    assert 'href="tel:021-00000099"' in text
    assert 'href="tel:021-00000011"' in text
    assert '<details class="mt-3" open>' in text
    a_shift(cast, cast.east_director, -HOUR, HOUR)
    assert '<details class="mt-3">' in page("/c/dongyuan/")


def test_officers_of_today_stand_in_the_order_of_their_posts(cast):
    for person, post, until in (
        (cast.east_member, "member", None),
        (cast.east_director, "chair", None),
        (cast.east_second_member, "vice_chair", date(2025, 1, 1)),
    ):
        Mandate.objects.create(
            committee=cast.east, person=person, post=post, since=date(2024, 6, 1), until=until
        )
    text = page("/c/dongyuan/")
    assert text.index("周桂英") < text.index("王桂珍")
    assert "赵国强" not in text


def test_only_public_meetings_to_come_are_shown(cast):
    for title, public, ahead in (
        ("居民议事会", True, HOUR),
        ("内部例会", False, HOUR),
        ("上次议事会", True, -HOUR),
    ):
        a_meeting(
            cast.east,
            "other",
            title=title,
            starts_at=timezone.now() + ahead,
            place="二楼",
            is_public=public,
            convened_by=cast.east_director,
        )
    text = page("/c/dongyuan/")
    assert "居民议事会" in text
    assert "内部例会" not in text
    assert "上次议事会" not in text


def test_an_empty_block_says_who_fills_it(cast):
    text = page("/c/dongyuan/")
    for sentence in (
        "值班表由居委会排好公布",
        "居委会发布后，这里马上就有。",
        "由街道录入选举结果后公布。",
        "由街道用表格导入。",
    ):
        assert sentence in text


def test_a_committee_nobody_has_heard_of_is_not_found(cast):
    for path in ("/c/nowhere/", "/c/nowhere/qr", "/c/nowhere/notices.xml", "/c/nowhere/affairs/"):
        assert Client().get(path).status_code == 404


def test_lists_of_a_committee_hold_its_own(cast):
    released(cast, Words("东苑停水", "存水。"), kind="water")
    released(cast, Words("西苑停水", "存水。"), kind="water", committee=cast.west)
    text = page("/c/dongyuan/notices/")
    assert "东苑停水" in text
    assert "西苑停水" not in text
    assert "东苑停水" not in page("/c/dongyuan/affairs/")


def test_the_standing_poster_leads_to_the_committee(cast):
    text = page("/c/dongyuan/qr")
    assert "testserver/c/dongyuan/" in text
    assert "<svg" in text
    assert "021-0000 0001" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_committee_takes_ten_queries(cast, rows, django_assert_num_queries):
    for number in range(rows):
        estate = Estate.objects.create(committee=cast.east, name=f"东苑 {number} 期")
        Building.objects.create(estate=estate, number="1")
        released(cast)
        a_shift(cast, cast.east_member, (number + 1) * HOUR, (number + 2) * HOUR)
    Mandate.objects.create(
        committee=cast.east, person=cast.east_director, post="chair", since=date(2024, 6, 1)
    )
    with django_assert_num_queries(10):
        page("/c/dongyuan/")

"""Duty in a real browser: plan a month, check in with one tap, swap, and print what fits.

The same steps run on a phone in 大字, on a desk, and without JavaScript.
"""

import io
from datetime import time, timedelta
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.desk.handover import leave_point
from casework.duty.leave import ask_leave
from casework.duty.models import Rota, Shift
from casework.duty.rules import next_month, times_of
from casework.duty.slots import MemberLine, set_members, take_own_slots
from casework.duty.states import RotaState, Slot
from casework.duty.swaps import ask_swap
from committees.people.models import Posting, User
from committees.territory.models import Committee
from tests.cast import LONG_AGO, Cast
from tests.journeys.axe import assert_fits, wear

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PHONE, DESK = {"width": 390, "size": "large"}, {"width": 1366}
COMMITTEES = 34


WAYS = pytest.mark.parametrize(
    "how",
    [
        pytest.param(PHONE, id="phone"),
        pytest.param(DESK, id="desk", marks=pytest.mark.audit),
        pytest.param({"width": 390, "java_script": False}, id="no-script"),
    ],
)
"""The easiest of the three, at the desk with script, is walked in `make audit`."""


def shift_of(committee: Committee, person: User | None, starts_in: timedelta, **more: Any) -> Shift:
    """A published shift of three hours."""
    starts_at = timezone.now() + starts_in
    day = timezone.localdate(starts_at)
    rota, _ = Rota.objects.get_or_create(
        committee=committee, month=day.replace(day=1), defaults={"state": RotaState.PUBLISHED}
    )
    return Shift.objects.create(
        committee=committee,
        rota=rota,
        day=day,
        slot=Slot.MORNING,
        seat=rota.shifts.count() + 1,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        person=person,
        **more,
    )


@WAYS
def test_a_director_goes_from_nothing_to_a_published_month(cast, signed_in, how):
    page = signed_in(cast.east_director, **how)
    month = next_month(timezone.localdate())

    page.goto("/duty/")
    page.get_by_role("link", name="排班", exact=True).click()
    page.get_by_role("link", name="改名单").click()
    for name in ("周桂英", "王桂珍", "赵国强"):
        page.get_by_role("group", name=name).get_by_text("参加值班").click()
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".done-bar")).to_contain_text("名单存好了")

    page.get_by_role("link", name=f"{month.year}年{month.month}月").click()
    page.get_by_role("button", name="生成草稿").click()
    expect(page.locator(".done-bar")).to_contain_text("草稿排好了")

    page.locator("a.slot:visible", has_text="王桂珍").first.click()
    page.get_by_role("link", name="换人").click()
    page.get_by_label("谁值班").select_option(label="陆书平")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("a.slot:visible", has_text="陆书平")).to_have_count(1)

    page.get_by_role("button", name="公布").click()
    expect(page.locator(".done-bar")).to_contain_text("值班表公布了")
    rota = Rota.objects.get()
    assert (rota.state, rota.month) == (RotaState.PUBLISHED, month)
    assert rota.shifts.filter(person=cast.east_branch).count() == 1
    assert not rota.shifts.filter(person=None).exists()


@WAYS
def test_a_member_checks_in_with_one_tap_and_hands_over(cast, signed_in, how):
    shift = shift_of(cast.east, cast.east_member, timedelta(minutes=-5))
    page = signed_in(cast.east_member, **how)
    page.goto("/today/")

    page.get_by_role("button", name="我到了，签到").click()

    expect(page.locator(".done-bar")).to_contain_text("签到好了")
    expect(page.locator(".shift.me")).to_contain_text("已签到")
    shift.refresh_from_db()
    assert shift.checked_in_by == cast.east_member

    page.get_by_role("link", name="交班", exact=True).click()
    page.get_by_label("没办完的事").fill("301 室等物业回电话\n楼道灯再看一次")
    page.get_by_text("今天平安", exact=True).click()
    page.get_by_role("button", name="交班").click()
    expect(page.locator(".done-bar")).to_contain_text("交班好了")
    assert shift.left_points.count() == 2

    colleague = signed_in(cast.east_director, **how)
    colleague.goto("/today/")
    colleague.get_by_role("link", name="上一班留了 2 件没办完的事").click()
    colleague.get_by_role("button", name="我接下了").first.click()
    expect(colleague.locator(".done-bar")).to_contain_text("接下了")


@WAYS
def test_three_people_swap_a_shift(cast, signed_in, how):
    shift = shift_of(cast.east, cast.east_member, timedelta(days=2))
    giver = signed_in(cast.east_member, **how)
    giver.goto(f"/duty/shifts/{shift.pk}/")
    giver.get_by_role("link", name="换班", exact=True).click()
    giver.get_by_label("换给谁").select_option(label="赵国强")
    giver.get_by_label("原因").fill("去医院复查")
    giver.get_by_role("button", name="发给对方").click()
    expect(giver.locator(".done-bar")).to_contain_text("发给 赵国强 了")

    taker = signed_in(cast.east_second_member, **how)
    taker.goto("/duty/swaps/")
    taker.get_by_role("button", name="同意", exact=True).click()
    expect(taker.locator(".done-bar")).to_contain_text("等主任同意")

    director = signed_in(cast.east_director, **how)
    director.goto("/duty/swaps/")
    director.get_by_role("button", name="同意换班").click()
    expect(director.locator(".done-bar")).to_contain_text("换好了")
    shift.refresh_from_db()
    assert shift.person == cast.east_second_member


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """Something on every page."""
    director, member = cast.east_director, cast.east_member
    now, today = timezone.now(), timezone.localdate()
    take_own_slots(cast.east, by=director)
    people = (director, member, cast.east_second_member)
    lines = [MemberLine(person, order) for order, person in enumerate(people, 1)]
    set_members(cast.east, lines, by=director, on=LONG_AGO)
    shift_of(cast.east, director, timedelta(minutes=5))
    shift_of(cast.east, None, timedelta(days=1))
    past = timedelta(days=-1)
    shift_of(cast.east, member, past, checked_in_at=now + past)
    shift_of(cast.east, member, timedelta(days=-2))
    for days, state in ((2, "asked"), (3, "agreed")):
        swap = ask_swap(
            shift_of(cast.east, member, timedelta(days=days)),
            by=member,
            taker=cast.east_second_member,
            at=now,
            reason="去医院复查",
        )
        type(swap).objects.filter(pk=swap.pk).update(state=state)
    leave_point(cast.east, "等物业回电话", by=member, at=now)
    ask_leave(
        cast.east,
        member,
        by=member,
        since=today + timedelta(days=2),
        until=today + timedelta(days=4),
        at=now,
    )
    return cast


OF_THE_COMMITTEE = (
    "/today/",
    "/duty/",
    "/duty/?view=month",
    "/duty/?view=week",
    "/duty/plan/",
    "/duty/members/",
    "/duty/rules/",
    "/duty/rules/new/",
    "/duty/swaps/",
    "/duty/swaps/new/",
    "/duty/leave/",
    "/duty/handover/",
    "/duty/report/",
    "/duty/print/",
    "/duty/book/",
)
OF_A_SHIFT = ("", "person/", "time/", "take-over/", "late/")
OF_THE_STREET = (
    "/street/duty/",
    "/street/duty/shifts/",
    "/street/duty/holiday/",
    "/street/duty/safe/",
)


def test_no_page_of_a_busy_month_is_too_wide_for_the_smallest_phone(busy, signed_in):
    shift = Shift.objects.filter(person=busy.east_director).get()
    places = [*OF_THE_COMMITTEE, *(f"/duty/shifts/{shift.pk}/{what}" for what in OF_A_SHIFT)]
    for person, paths in ((busy.east_director, places), (busy.clerk, OF_THE_STREET)):
        page = signed_in(person)
        for path in paths:
            answer = page.goto(path)
            assert answer.status == 200, path
            wear(page, (320, "std"))
            assert_fits(page)


def pages_on_paper(page: Page) -> int:
    printed = page.pdf(prefer_css_page_size=True)
    return len(pypdfium2.PdfDocument(io.BytesIO(printed)))


def test_a_month_of_31_days_is_one_sheet_on_the_wall(cast, signed_in):
    month = timezone.localdate().replace(month=12, day=1)
    rota = Rota.objects.create(committee=cast.east, month=month, state=RotaState.PUBLISHED)
    clocks = {Slot.MORNING: (8, 11), Slot.AFTERNOON: (13, 17), Slot.OFF_PEAK: (17, 19)}
    for number in range(31):
        day = month + timedelta(days=number)
        for slot, (starts, ends) in clocks.items():
            starts_at, ends_at = times_of(day, _clock(starts), _clock(ends))
            Shift.objects.create(
                committee=cast.east,
                rota=rota,
                day=day,
                slot=slot,
                starts_at=starts_at,
                ends_at=ends_at,
                person=cast.east_member,
            )
    page = signed_in(cast.east_member)
    page.goto(f"/duty/print/?month={month}")

    assert pages_on_paper(page) == 1


def _clock(hour: int) -> time:
    return time(hour)


def test_the_holiday_roster_of_34_committees_with_phones_is_one_sheet(cast, signed_in):
    first = timezone.localdate() + timedelta(days=10)
    days = [first + timedelta(days=number) for number in range(9)]
    for number in range(3, COMMITTEES + 1):
        Committee.objects.create(
            street=cast.street,
            code=f"5501010019{number:02d}",
            name=f"第{number}新村居委会",
            short_name=f"第{number}新村",
            slug=f"xincun-{number}",
            order=number,
            phone="021-0000 0000",
        )
    for committee in Committee.objects.all():
        people = _team(committee)
        for number, day in enumerate(days):
            rota, _ = Rota.objects.get_or_create(
                committee=committee, month=day.replace(day=1), state=RotaState.PUBLISHED
            )
            starts_at, ends_at = times_of(day, _clock(9), _clock(11))
            Shift.objects.create(
                committee=committee,
                rota=rota,
                day=day,
                slot=Slot.HOLIDAY,
                starts_at=starts_at,
                ends_at=ends_at,
                person=people[number % 5],
                lead=people[number % 2],
            )
    page = signed_in(cast.clerk)
    page.goto(f"/street/duty/holiday/?from={days[0]}&to={days[-1]}")
    page.get_by_role("button", name="显示手机号").click()
    expect(page.locator(".roster")).to_contain_text(f"10{COMMITTEES:02d}0000001")

    assert pages_on_paper(page) == 1


def _team(committee: Committee) -> list[User]:
    people = [
        User(name=f"{name}桂珍", phone=f"10{committee.order:02d}000000{n}")
        for n, name in enumerate("周王赵李陈")
    ]
    for person in people:
        person.save()
        Posting.objects.create(user=person, role="member", committee=committee, since=LONG_AGO)
    return people

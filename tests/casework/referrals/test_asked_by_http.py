"""A case goes to another body and comes back, without script: only forms the pages really offer.

In November 2026, whose days off are known; the hour of the machine does not matter.
"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from casework.cases.actions import CaseWords, open_case
from casework.cases.models import Case
from casework.cases.planning import Plan
from casework.cases.states import CaseState
from casework.referrals.actions import answer
from casework.referrals.models import Referral
from casework.referrals.states import ReferralState
from committees.delivery.sending import send_due
from committees.people.partner_codes import code_on_paper
from tests.casework.referrals.conftest import MONDAY, TUESDAY
from tests.plain_browser import PlainBrowser
from tests.portal.conftest import sits_down

__all__ = ["sits_down"]
LINK = re.compile(r"http://testserver(/i/r/[^/]+/)")


@pytest.fixture(autouse=True)
def monday():
    cache.clear()
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def leak(cast) -> Case:
    words = CaseWords("厨房漏水", place="5 号楼")
    plan = Plan(cast.east_director)
    return open_case(cast.east, by=cast.east_director, words=words, plan=plan, at=MONDAY)


def ask_company(browser: PlainBrowser, leak: Case) -> str:
    """The director asks; the address of the link that the next page shows."""
    browser.open(f"/cases/{leak.pk}/").click("请别的单位帮忙")
    browser.pick("请谁", "东苑物业公司").choose("转给他们办，我们配合")
    browser.write("请他们做什么", "请去修水管").press("发出去")
    found = LINK.search(browser.text)
    assert found is not None
    return found[1]


def test_a_leak_is_taken_on_by_the_link_done_and_closed_by_the_committee(cast, leak, sits_down):
    director, company = sits_down(cast.east_director), PlainBrowser()
    link = ask_company(director, leak)
    assert "等东苑物业公司回复" in director.open("/cases/?tab=others").text

    company.open(link)
    assert company.heading == "东苑居委会请你们办一件事"
    assert "请在 明天 10:00 前回一声" in company.text
    company.press("接下")
    assert "居民等到 11月30日" in company.text
    company.click("写进展").write("有什么进展", "配件周三到").press("保存")
    assert "东苑物业公司接下了，在办" in director.open("/cases/?tab=others").text
    company.click("办好了").write("办得怎么样", "水管换了").press("办好了")
    assert "居委会去看过，再办结" in company.text

    director.open("/today/")
    assert "东苑物业公司说办好了，请去看一看" in director.text
    director.open(f"/cases/{leak.pk}/")
    assert "东苑物业公司 配件周三到" in director.text
    director.click("办结").choose("满意").write("居民怎么说", "不漏了")
    director.write("怎么办好的", "物业换了水管").press("办结")
    assert Case.objects.get().state == CaseState.CLOSED


def test_three_taps_from_the_link_and_no_password(cast, leak, sits_down):
    company = PlainBrowser()
    company.open(ask_company(sits_down(cast.east_director), leak))
    company.click("退回").choose("不归我们管").press("退回")
    assert company.taps <= 3
    assert Referral.objects.get().answer == "不归我们管"


def test_the_contact_person_comes_in_with_a_code_and_answers_there_too(cast, leak, sits_down):
    ask_company(sits_down(cast.east_director), leak)
    posting = cast.east_property.postings.get()
    code = code_on_paper(posting, by=cast.east_director, at=MONDAY)
    manager = PlainBrowser()
    manager.open("/actions/enter/code/").write("手机号", cast.east_property.phone)
    manager.write("进入码", code).press("进入")
    assert manager.heading == "我的事项"
    manager.press("接下").click("我的事项").click("办好了")
    manager.write("办得怎么样", "水管换了").press("办好了")
    assert "办好了" in manager.click("我的事项").text


def test_nobody_answers_in_time_and_it_comes_back_late_with_a_reminder(
    cast, leak, sits_down, monday
):
    director = sits_down(cast.east_director)
    link = ask_company(director, leak)
    assert str(leak) not in director.open("/today/").text

    monday.move_to(TUESDAY + timedelta(minutes=1))
    send_due(TUESDAY + timedelta(minutes=1))

    director = sits_down(cast.east_director)
    assert "东苑物业公司还没有答复" in director.open("/today/").text
    assert "还没有回答" in director.open("/inbox/").text
    director.open(f"/cases/{leak.pk}/")
    assert "东苑物业公司还没有答复，时间已经过了" in director.text
    monday.move_to(TUESDAY + timedelta(days=1))
    assert "超 1 天" in sits_down(cast.east_director).open(f"/cases/{leak.pk}/").text
    late = PlainBrowser().open(link)
    assert "现在还可以答复" in late.text
    late.press("接下")
    assert "东苑物业公司接下了" in sits_down(cast.east_director).open(f"/cases/{leak.pk}/").text


def test_sent_back_it_bounces_to_the_first_who_was_asked_and_goes_on_from_there(
    cast, leak, sits_down
):
    director, company = sits_down(cast.east_director), PlainBrowser()
    company.open(ask_company(director, leak)).click("退回")
    company.press("退回", status=422)
    assert "请选“为什么退回”" in company.errors
    company.choose("要业主先表决").write("说一句", "要动维修资金").press("退回")

    assert "东苑物业公司退回了" in director.open("/today/").text
    assert "东苑物业公司退回了" in director.open("/inbox/").text
    director.open(f"/cases/{leak.pk}/")
    assert "要业主先表决：要动维修资金" in director.text
    assert "退回过 1 次" in director.text
    director.click("请别的单位帮忙").pick("请谁", "东苑业主委员会")
    director.write("请他们做什么", "请商量要不要表决").press("发出去")
    assert "这件事项退回过 1 次" in director.text


def test_the_street_sees_how_often_a_late_case_was_sent_back(cast, leak, sits_down, monday):
    director, company = sits_down(cast.east_director), PlainBrowser()
    company.open(ask_company(director, leak)).click("退回")
    company.choose("要业主先表决").press("退回")

    monday.move_to(MONDAY + timedelta(days=60))
    clerk = sits_down(cast.clerk).open("/street/")

    assert "厨房漏水" in clerk.text
    assert "退回过 1 次" in clerk.text


def test_the_committee_sees_when_the_body_has_first_opened_its_link(cast, leak, sits_down, monday):
    director, company = sits_down(cast.east_director), PlainBrowser()
    link = ask_company(director, leak)
    assert "对方还没看" in director.open(f"/cases/{leak.pk}/").text
    monday.shift(timedelta(minutes=30))
    company.open(link)
    monday.shift(timedelta(hours=1))
    company.open(link)
    assert "对方 今天 10:30 看过" in director.open(f"/cases/{leak.pk}/").text
    asked = Referral.objects.get()
    assert "对方看过今天 10:30" in director.open(f"/referrals/{asked.pk}/").text


def test_who_signs_in_has_seen_it_where_the_words_stand_in_full(cast, leak, sits_down):
    ask_company(sits_down(cast.east_director), leak)
    asked = Referral.objects.get()
    for other in (cast.east_owners, cast.east_director):
        sits_down(other).open("/actions/")
        asked.refresh_from_db()
        assert asked.read_at is None
    sits_down(cast.east_property).open("/actions/")
    asked.refresh_from_db()
    assert asked.read_at == MONDAY


def test_what_was_answered_on_the_phone_is_not_seen_afterwards(cast, leak, sits_down):
    director = sits_down(cast.east_director)
    link = ask_company(director, leak)
    asked = Referral.objects.get()
    answer(
        asked,
        by=cast.east_director,
        state=ReferralState.ACCEPTED,
        words="",
        said_by="经理",
        at=MONDAY,
    )
    PlainBrowser().open(link)
    asked.refresh_from_db()
    assert asked.read_at is None

"""Pages of an alarm, as a browser without script meets them."""

import re

import pytest
from django.utils import timezone

from casework.cases.models import Case
from casework.knocks.models import Knock, KnockStep
from casework.log.actions import write_entry
from casework.log.models import LogEntry
from casework.log.rules import EntryWords
from committees.journal.models import AuditEntry
from tests.casework.care import contact, label
from tests.casework.homes import move_in
from tests.plain_browser import PlainBrowser

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def home(cast):
    made = move_in(cast.east, "3-502", "刘桂芳", phone="10000000031")
    label(made, by=cast.east_member)
    contact(made.residents.get(), "王丽", "女儿", "10000000032")
    return made


@pytest.fixture
def sits_down(enter):
    def sit(user):
        browser = PlainBrowser()
        browser.client.cookies["sessionid"] = enter(user).cookies["sessionid"].value
        return browser

    return sit


def knock_at(cast, home):
    words = EntryWords("home", "", "", TODAY, nobody_home=True)
    entry = write_entry(cast.east, by=cast.east_member, words=words, household=home, at=NOW)
    return entry.knock


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_from_the_closed_door_to_the_person_and_a_case(cast, home, sits_down):
    """HTTP twin of the journey in Chromium."""
    member, director = sits_down(cast.east_member), sits_down(cast.east_director)
    member.open("/log/new/?kind=home").write("走访哪一户", "3-502").choose("家里没人").press("保存")
    assert member.heading == "敲门没人应"
    assert "3 号楼 502 室" in member.text
    assert "10000000032" in member.text
    member.press("没人接，王丽（女儿）")
    assert "打紧急联系人 王丽（女儿）：没人接" in member.text

    director.open("/today/")
    assert "敲门没人应，还没见到本人" in director.text
    director.click("3 号楼 502 室 刘桂芳").write("别的情况", "邻居说早上还看见她").press("记一句")
    assert "邻居说早上还看见她" in director.text
    director.press("见到本人", status=422)
    assert "请写“人怎么样”" in director.errors
    director.write("人怎么样", "买菜去了，腿疼").press("见到本人")
    assert "周桂英：买菜去了，腿疼" in director.text
    assert "敲门没人应，还没见到本人" not in member.open("/today/").text

    director.press("变成事项")
    case = Case.objects.get()
    assert (case.kind, case.cares, case.title) == ("hardship", ["elder"], "买菜去了，腿疼")
    assert case.entry == LogEntry.objects.get()
    assert str(case) in director.open(f"/knocks/{Knock.objects.get().pk}/").text
    assert "变成事项" not in director.buttons


def test_nobody_need_open_a_case(cast, home, sits_down):
    knock = knock_at(cast, home)
    member = sits_down(cast.east_member).open(f"/knocks/{knock.pk}/")
    member.write("怎么回事", "本人接了电话，在女儿家").press("不用找了")
    assert "本人接了电话，在女儿家" in member.text
    member.press("撤销")
    assert Knock.objects.get().is_open
    assert not Case.objects.exists()


def test_a_case_waits_for_somebody_to_have_seen_her(cast, home, enter):
    knock = knock_at(cast, home)
    answer = enter(cast.east_member).post(f"/knocks/{knock.pk}/case/")
    assert answer.status_code == 422
    assert "先写“见到本人”" in text_of(answer)


@pytest.mark.parametrize(
    "sent",
    [
        {"rung": "moon", "outcome": "reached"},
        {"rung": "phone", "outcome": "dead"},
        {"rung": "phone", "outcome": "", "words": ""},
    ],
)
def test_a_step_that_makes_no_sense_is_refused(cast, home, enter, sent):
    knock = knock_at(cast, home)
    assert enter(cast.east_member).post(f"/knocks/{knock.pk}/steps/", sent).status_code == 422
    assert not KnockStep.objects.exists()


def test_it_stands_on_the_next_shift_and_on_the_hand_over(cast, home, enter):
    knock_at(cast, home)
    page = text_of(enter(cast.east_second_member).get("/duty/handover/"))
    assert "3 号楼 502 室 刘桂芳" in page


def test_the_first_look_at_the_numbers_is_written_down_once(cast, home, enter):
    knock = knock_at(cast, home)
    browser = enter(cast.east_second_member)
    for _ in range(2):
        browser.get(f"/knocks/{knock.pk}/")
    assert AuditEntry.objects.filter(act="knocks.read", by=cast.east_second_member).count() == 1


def test_numbers_are_gone_when_it_is_over(cast, home, enter):
    knock = knock_at(cast, home)
    browser = enter(cast.east_member)
    browser.post(f"/knocks/{knock.pk}/seen/", {"who": "王桂珍", "how": "好"})
    page = text_of(browser.get(f"/knocks/{knock.pk}/"))
    assert "10000000032" not in page
    assert "王桂珍：好" in page


def test_the_street_reads_it_masked(cast, home, enter):
    knock_at(cast, home)
    assert "看是哪几家" in text_of(enter(cast.leader).get("/street/"))
    page = text_of(enter(cast.clerk).get("/street/knocks/"))
    assert "502 室 刘**" in page
    assert "东苑" in page
    assert "刘桂芳" not in page
    assert "10000000031" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_was_done(
    cast, home, enter, django_assert_num_queries, count
):
    knock = knock_at(cast, home)
    for _ in range(count):
        knock_at(cast, home)
        KnockStep.objects.create(knock=knock, rung="phone", outcome="said", by=cast.east_member)
    browser = enter(cast.east_member)
    browser.get(f"/knocks/{knock.pk}/")
    with django_assert_num_queries(14):
        browser.get(f"/knocks/{knock.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(cast, home, enter, django_assert_num_queries, count):
    for number in range(count):
        made = move_in(cast.east, f"8-{number + 1}01", "张慧芳")
        label(made, by=cast.east_member)
        knock_at(cast, made)
        other = move_in(cast.east, f"9-{number + 1}01", "周文")
        label(other, by=cast.east_member)
        knock = knock_at(cast, other)
        enter(cast.east_member).post(f"/knocks/{knock.pk}/seen/", {"who": "我", "how": "好"})
    browser = enter(cast.east_member)
    with django_assert_num_queries(7):
        browser.get("/knocks/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_street_s_list_costs_the_same_however_long(
    cast, enter, django_assert_num_queries, count
):
    for number in range(count):
        made = move_in(cast.east, f"8-{number + 1}01", "张慧芳")
        label(made, by=cast.east_member)
        knock_at(cast, made)
    browser = enter(cast.clerk)
    with django_assert_num_queries(5):
        browser.get("/street/knocks/")

"""Help given: two people for money, a word why for the same again, the street reads sums."""

import io
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.aid import actions
from casework.aid.actions import AidWords
from casework.aid.models import Aid, AidLine, AidRule, Fund
from casework.cases import closing
from committees.journal.models import AuditEntry
from jiedao.common.errors import Refused
from tests.casework.cases.conftest import NOW
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


@pytest.fixture
def home(cast):
    return move_in(cast.east, "3-502", "刘桂芳")


@pytest.fixture
def words(cast, home):
    fund = Fund.objects.get(name="街道帮困资金")
    return AidWords("goods", "大米 10 斤", 5_000, fund, TODAY, cast.east_member, [home])


def give(cast, words, **more):
    said = replace(words, **more)
    return actions.give(cast.east, by=cast.east_member, words=said, at=NOW)


@pytest.mark.parametrize(
    ("kind", "fen", "decision"),
    [
        ("goods", 5_000, "free"),
        ("goods", 20_000, "free"),
        ("goods", 20_001, "waiting"),
        ("money", 1, "waiting"),
        ("service", 0, "free"),
    ],
)
def test_money_and_dear_goods_wait_for_a_second_person(cast, words, kind, fen, decision):
    assert give(cast, words, kind=kind, fen=fen).decision == decision


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("east_member", "由另一个人来批准"),
        ("east_station", "主任或委员"),
        ("west_director", "不在这个居委会工作"),
        ("clerk", "不在这个居委会工作"),
    ],
)
def test_the_second_person_is_elected_here_and_neither_gives_nor_wrote(cast, words, who, sentence):
    aid = give(cast, words, kind="money", fen=50_000)
    with pytest.raises(Refused, match=sentence):
        actions.approve(aid, by=getattr(cast, who), at=NOW)
    assert actions.approve(aid, by=cast.east_director, at=NOW).decision == "approved"
    with pytest.raises(IntegrityError), transaction.atomic():
        Aid.objects.filter(pk=aid.pk).update(decided_by=cast.east_member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Aid.objects.filter(pk=aid.pk).update(two_people=False, decision="free")


def test_nothing_is_handed_out_before_a_yes_but_urgent_help(cast, words, home):
    waits = give(cast, words, kind="money", fen=50_000)
    names = {waits.lines.get().pk: "刘桂芳"}
    with pytest.raises(Refused, match="还没有批准"):
        actions.sign_for(waits, by=cast.east_member, names=names, on=TODAY, at=NOW)
    urgent = give(cast, words, kind="money", fen=50_000, urgent=True)
    names = {urgent.lines.get().pk: "刘桂芳"}
    actions.sign_for(urgent, by=cast.east_member, names=names, on=TODAY, at=NOW)
    assert urgent.lines.get().signed_by == "刘桂芳"
    with pytest.raises(Refused, match="已经有人签收"):
        actions.take_back(urgent, by=cast.east_member, at=NOW)


def test_the_same_again_this_year_asks_for_a_word_and_never_blocks_urgent_help(cast, words):
    give(cast, words)
    with pytest.raises(Refused, match="为什么再帮一次"):
        give(cast, words)
    assert give(cast, words, again_why="住院了").lines.get().again_why == "住院了"
    assert give(cast, words, urgent=True).pk
    other = Fund.objects.get(name="慈善公益")
    assert give(cast, words, fund=other).lines.get().again_why == ""
    assert give(cast, words, kind="service", fen=0).pk
    assert give(cast, words, on=TODAY.replace(year=TODAY.year - 1)).pk


def test_what_was_refused_or_taken_back_is_no_help_given(cast, words):
    money = {"kind": "money", "fen": 50_000}
    refused = give(cast, words, **money)
    actions.refuse(refused, by=cast.east_director, why="材料不齐", at=NOW)
    second = give(cast, words, **money)
    actions.take_back(second, by=cast.east_member, at=NOW)
    assert give(cast, words, **money).pk
    assert AidLine.objects.counted().count() == 1


def test_money_given_in_a_case_needs_two_people_to_close_it(cast, words, opened):
    case = opened()
    give(cast, words, case=case)
    case.refresh_from_db()
    assert case.money is True
    with pytest.raises(Refused, match="不能当场办结"):
        closing.settle_case(case, by=cast.east_director, at=NOW)
    assert case.events.filter(text__contains="大米 10 斤").exists()


def test_the_page_shows_what_was_given_before_with_day_and_amount(cast, enter, words):
    give(cast, words)
    member = enter(cast.east_member)
    form = {
        "kind": "goods",
        "what": "大米",
        "fen": "50",
        "fund": words.fund.pk,
        "to": "3-502\n路边的老伯",
        "given_by": cast.east_member.pk,
    }
    asked = member.post("/aid/new/", form)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "3-502 刘桂芳：" in page
    assert "大米 10 斤，50.00 元" in page
    again = member.post("/aid/new/", {**form, "again_why": "住院了"})
    assert again.status_code == 303
    lines = Aid.objects.latest("pk").lines.order_by("pk")
    assert [(line.who, line.again_why) for line in lines] == [("", "住院了"), ("路边的老伯", "")]


def test_a_sheet_lists_the_households_with_a_place_for_the_signature(cast, enter, words, home):
    second = move_in(cast.east, "3-501", "张慧芳")
    aid = give(cast, words, to=[home, second])
    page = enter(cast.east_director).get(f"/aid/{aid.pk}/sheet/").content.decode()
    assert "慰问品、救助物资签收表" in page
    assert "本人或代领人签名" in page
    assert "3-502 刘桂芳" in page
    assert "应发 2 户，共 100.00 元" in page


def test_the_signed_paper_is_photographed_and_names_are_kept(cast, enter, words, png):
    aid = give(cast, words)
    member = enter(cast.east_member)
    form = {f"line-{aid.lines.get().pk}": "刘桂芳", "photos": png}
    assert member.post(f"/aid/{aid.pk}/sign/", form).status_code == 303
    page = member.get(f"/aid/{aid.pk}/").content.decode()
    paper = aid.papers.get()
    assert f"/aid/{aid.pk}/papers/{paper.pk}/" in page
    assert member.get(f"/aid/{aid.pk}/papers/{paper.pk}/").status_code == 200
    assert enter(cast.clerk).get(f"/aid/{aid.pk}/papers/{paper.pk}/").status_code == 404


@pytest.fixture
def png(settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    settings.MEDIA_ROOT = tmp_path
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile("单子.png", out.getvalue(), "image/png")


def test_the_street_reads_sums_and_no_name(cast, enter, words, home):
    give(cast, words)
    clerk = enter(cast.clerk)
    page = clerk.get("/street/aid/").content.decode()
    assert "50.00" in page
    assert "刘桂芳" not in page
    household = clerk.get(f"/households/{home.pk}/").content.decode()
    assert "帮过 1 次，共 50.00 元" in household
    assert "大米" not in household
    assert "大米" in enter(cast.east_director).get(f"/households/{home.pk}/").content.decode()


def test_the_ledger_goes_to_excel_and_the_journal_knows(cast, enter, words):
    give(cast, words)
    answer = enter(cast.east_director).get("/aid/export/")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[1][4:6] == ("3-502 刘桂芳", 50)
    assert AuditEntry.objects.filter(act="aid.export").count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_ledger_costs_the_same_however_long(
    cast, enter, words, django_assert_num_queries, rows
):
    for number in range(rows):
        give(cast, words, to=[move_in(cast.east, f"4-{number}01", "张慧芳")])
    director = enter(cast.east_director)
    with django_assert_num_queries(13):
        assert director.get("/aid/").status_code == 200


def test_the_street_settles_funds_and_the_limit(cast, enter, words):
    give(cast, words)
    clerk = enter(cast.clerk)
    form = {"goods_limit": "30", "funds": "街道帮困资金\n企业捐赠", "version": "1"}
    assert clerk.post("/settings/aid/", form).status_code == 303
    assert AidRule.current().goods_limit == 3_000
    enabled = Fund.objects.filter(enabled=True).values_list("name", flat=True)
    assert list(enabled) == ["街道帮困资金", "企业捐赠"]
    assert give(cast, words, again_why="过年").two_people is True
    assert clerk.post("/settings/aid/", form).status_code == 409


def test_a_day_far_away_and_a_household_of_others_are_refused(cast, words):
    with pytest.raises(Refused, match="不属于本居委会"):
        give(cast, words, to=[move_in(cast.west, "3-502", "周七")])
    with pytest.raises(Refused, match="只有当天登记的"):
        actions.take_back(give(cast, words), by=cast.east_member, at=NOW + timedelta(days=1))

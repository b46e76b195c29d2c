"""从表格导入: looked at line by line, all of it or nothing, counted, once, and taken back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from committees.imports.container import MACROS
from elections.electorate.batches import BroughtBefore, bring, confirm, drop, look, undo
from elections.electorate.building import build_roll
from elections.electorate.hand import Because, strike_voter
from elections.electorate.models import Freeze, RollBatch, RollChange, Voter
from jiedao.common.errors import Refused
from tests.elections.electorate.people import a_resident
from tests.elections.makers import an_election

pytestmark = pytest.mark.django_db
HEAD = "姓名,居民小组,门牌,出生日期,证件号,电话,依据,凭什么"
LI = "李外,第 1 组,4-101,1970-05-01,,10000000012,经常居住,申请书 1 号"
WU = "吴工,,,1980-05-01,,,社区工作者,聘书"


def table(*lines, head=HEAD):
    return "\n".join([head, *lines]).encode()


def brought(cast, election, content, name="选民.csv"):
    return bring(election, content, name=name, by=cast.east_director, at=timezone.now())


def problems(cast, election, *lines, head=HEAD):
    batch = brought(cast, election, table(*lines, head=head))
    return [str(one) for one in look(batch, today=timezone.localdate()).wrong]


def test_nobody_is_on_the_roll_before_somebody_confirmed(cast):
    election = an_election(cast.east)

    batch = brought(cast, election, table(LI, WU))

    assert Voter.objects.count() == 0
    looked = look(batch, today=timezone.localdate())
    assert (looked.total, [one.person.name for one in looked.entries]) == (2, ["李外", "吴工"])


def test_as_many_are_written_as_stand_in_the_file(cast):
    election = an_election(cast.east)
    batch = brought(cast, election, table(LI, "", WU))

    batch = confirm(batch, by=cast.east_member, at=timezone.now())

    assert (batch.lines, Voter.objects.filter(batch=batch).count()) == (2, 2)
    li = Voter.objects.get(name="李外")
    assert (li.group, li.door, li.ground, li.listed) == ("第 1 组", "4-101", "habitual", True)
    assert (li.initials, li.evidence, bool(li.phone_tail)) == ("lw", "申请书 1 号", True)
    assert RollChange.objects.count() == 2
    assert batch.path == ""


def test_an_excel_file_is_read_as_well(cast):
    book = Workbook()
    for line in (HEAD, LI):
        book.active.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    election = an_election(cast.east)

    batch = brought(cast, election, out.getvalue(), "选民.xlsx")

    assert look(batch, today=timezone.localdate()).entries[0].person.door == "4-101"


WRONG = [
    ("李小,,,2015-01-01,,,户籍,户口簿", "第 2 行：李小2015年1月1日出生，选举日不满 18 周岁。"),
    ("李某,,,,,,户籍,户口簿", "第 2 行：李某的出生日期没有登记，不知道满没满 18 周岁。"),
    (",,,1970-05-01,,,户籍,户口簿", "第 2 行“姓名”是空的。"),
    ("李某,,,1970-05-01,,,,户口簿", "第 2 行“依据”是空的。"),
    ("李某,,,1970-05-01,,,户籍,", "第 2 行“凭什么”是空的。"),
    ("李某,,,70-05-01,,,户籍,户口簿", "第 2 行“出生日期”：“70-05-01”的年份只有 2 位"),
    ("李某,,,,123,,户籍,户口簿", "第 2 行“证件号”：身份证号要 18 位"),
    ("李某,,,1970-05-01,310113195601010021,,户籍,户口簿", "第 2 行“出生日期”和身份证号里的不一样"),
    ("李某,,楼上,1970-05-01,,,户籍,户口簿", "第 2 行“门牌”没看懂“楼上”"),
    ("李某,,,1970-05-01,,123,户籍,户口簿", "第 2 行“电话”：手机号要 11 位数字"),
    ("李某,,,1970-05-01,,,路过,户口簿", "第 2 行“依据”没看懂“路过”"),
    ("李某,,,1970-05-01,,,居民代表,名册", "第 2 行“依据”不对，这次由居民选举。"),
    ("张文娟,,3-502,,,,户籍,户口簿", "第 2 行：张文娟的出生日期没有登记"),
    ("张文娟,,3-502,1970-05-01,,,户籍,户口簿", "第 2 行：张文娟已经在名单上。"),
]


@pytest.mark.parametrize(("line", "words"), WRONG, ids=[case[1] for case in WRONG])
def test_every_wrong_line_says_why(cast, line, words):
    a_resident(cast.east, "张文娟")
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)

    found = problems(cast, election, line)

    assert any(words.rstrip("。") in one for one in found), found


def test_the_second_line_of_one_person_is_wrong(cast):
    assert problems(cast, an_election(cast.east), LI, LI) == ["第 3 行：李外在第 2 行已经写了。"]


def test_in_household_mode_a_door_has_one_line(cast):
    a_resident(cast.east, "张文娟")
    election = an_election(cast.east, mode="household")
    build_roll(election, by=cast.east_director)
    lines = [
        "李甲,,3-502,1970-05-01,,,户籍,户口簿",
        "李乙,,,1970-05-01,,,户籍,户口簿",
        "李丙,,4-101,1970-05-01,,,户籍,户口簿",
        "李丁,,4-101,1970-05-01,,,户籍,户口簿",
    ]

    assert problems(cast, election, *lines) == [
        "第 2 行：3-502 的代表已经是张文娟。",
        "第 3 行“门牌”是空的，每户一位代表要写门牌。",
        "第 5 行：4-101 的代表已经是李丙。",
    ]


def test_one_wrong_line_and_nobody_is_written(cast):
    election = an_election(cast.east)
    batch = brought(cast, election, table(LI, "李小,,,2015-01-01,,,户籍,户口簿"))

    with pytest.raises(Refused, match="一行也没有写入"):
        confirm(batch, by=cast.east_director, at=timezone.now())

    assert Voter.objects.count() == 0


def test_the_roll_may_have_changed_between_looking_and_writing(cast):
    election = an_election(cast.east)
    first = brought(cast, election, table(LI))
    second = brought(cast, election, table(LI, WU))
    confirm(first, by=cast.east_director, at=timezone.now())

    with pytest.raises(Refused, match="一行也没有写入"):
        confirm(second, by=cast.east_director, at=timezone.now())


@pytest.mark.parametrize("written", [False, True])
def test_the_same_file_twice_leads_to_the_first(cast, written):
    election = an_election(cast.east)
    batch = brought(cast, election, table(LI))
    if written:
        confirm(batch, by=cast.east_director, at=timezone.now())

    with pytest.raises(BroughtBefore) as before:
        brought(cast, election, table(LI), "另一个名字.csv")

    assert before.value.batch == batch
    assert RollBatch.objects.count() == 1


def test_a_file_nobody_wants_may_come_again(cast):
    election = an_election(cast.east)
    drop(brought(cast, election, table(LI)), by=cast.east_director)

    assert brought(cast, election, table(LI)).pk


def test_the_whole_file_is_taken_back_while_the_roll_is_open(cast):
    election = an_election(cast.east)
    batch = confirm(
        brought(cast, election, table(LI, WU)), by=cast.east_director, at=timezone.now()
    )

    assert undo(batch, by=cast.east_director, at=timezone.now()) == 2

    assert Voter.objects.count() == RollChange.objects.count() == 0
    assert brought(cast, election, table(LI, WU)).pk


def test_a_line_somebody_decided_since_keeps_the_file(cast):
    election, now = an_election(cast.east), timezone.now()
    batch = confirm(brought(cast, election, table(LI, WU)), by=cast.east_director, at=now)
    voter = Voter.objects.get(name="李外")
    strike_voter(voter, Because("搬走了"), version=1, by=cast.east_member, at=now)

    with pytest.raises(Refused, match="李外后来改过"):
        undo(batch, by=cast.east_director, at=now)


def test_nothing_is_taken_back_from_a_frozen_roll(cast):
    election, now = an_election(cast.east, stage="roll"), timezone.now()
    batch = confirm(brought(cast, election, table(LI)), by=cast.east_director, at=now)
    Freeze.objects.create(
        election=election, entitled=1, digest="0" * 64, made_by=cast.east_director
    )

    with pytest.raises(Refused, match="冻结"):
        undo(batch, by=cast.east_director, at=now)
    assert Voter.objects.count() == 1


def test_what_a_file_brought_the_rule_leaves_alone(cast):
    election, now = an_election(cast.east), timezone.now()
    confirm(brought(cast, election, table(LI)), by=cast.east_director, at=now)

    built = build_roll(election, by=cast.east_director)

    assert (built.listed, built.kept, built.changed) == (1, 1, 0)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.csv", "这个文件是空的"),
        (table(LI), "a.xlsm", MACROS),
        (table(head="小区,备注"), "a.csv", "没有找到表头"),
        (table(LI, head=HEAD.replace("凭什么", "备注")), "a.csv", "缺“凭什么”这一列"),
        (table(LI, head=HEAD.replace("门牌", "姓名")), "a.csv", "出现了两次"),
        (table(), "a.csv", "表里没有一个人"),
        (b"PK\x03\x04 broken", "a.xlsx", "没有传完整"),
        (b"\xd0\xcf\x11\xe0 old", "a.xls", "旧版"),
    ],
)
def test_a_file_that_is_no_table_of_voters_is_given_back(cast, content, name, reason):
    with pytest.raises(Refused) as refused:
        brought(cast, an_election(cast.east), content, name)

    assert reason in refused.value.reason


def test_from_the_page_a_file_is_looked_at_and_then_imported(cast, enter):
    election = an_election(cast.east)
    browser = enter(cast.east_director)
    file = SimpleUploadedFile("选民.csv", table(LI, WU))

    sent = browser.post(reverse("roll-import", args=[election.key]), {"file": file})
    page = browser.get(sent["Location"])
    batch = RollBatch.objects.get()
    done = browser.post(reverse("roll-batch-confirm", args=[election.key, batch.pk]), follow=True)

    assert sent.status_code == 303
    assert "要写进名单的 2 人" in page.content.decode()
    assert "表里 2 人，写进名单 2 人" in done.content.decode()


def test_the_page_names_every_wrong_line_and_offers_no_import(cast, enter):
    election = an_election(cast.east)
    batch = brought(cast, election, table(LI, LI))
    browser = enter(cast.east_director)

    page = browser.get(reverse("roll-batch", args=[election.key, batch.pk])).content.decode()
    refused = browser.post(reverse("roll-batch-confirm", args=[election.key, batch.pk]))

    assert "第 3 行：李外在第 2 行已经写了。" in page
    assert "导入 2 人" not in page
    assert refused.status_code == 422


def test_the_template_is_read_as_it_is_filled_in(cast, enter):
    election = an_election(cast.east)
    given = enter(cast.east_director).get(reverse("roll-template", args=[election.key]))

    with pytest.raises(Refused, match="表里没有一个人"):
        brought(cast, election, given.content, "模板.xlsx")

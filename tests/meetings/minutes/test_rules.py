"""Drafting, merging two people's texts, and what residents read: without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedao.common.official import Level, lines_of, numeral
from meetings.minutes.rules import Matter, Record, Task, by_unit, draft_text, merged, public_text


def test_the_levels_of_an_official_paper_are_read_from_the_text():
    body = "开会了。\n一、路灯\n（一）先看\n1. 换灯\n（1）买灯\n\n　12 号楼"
    assert [line.level for line in lines_of(body)] == [
        Level.PLAIN,
        Level.FIRST,
        Level.SECOND,
        Level.THIRD,
        Level.FOURTH,
        Level.PLAIN,
    ]


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_headings_count_in_chinese(number, word):
    assert numeral(number) == word


def test_a_draft_says_what_is_on_record_and_what_stayed_open():
    lamp = Matter(
        "楼道灯",
        discussion="灯坏了。",
        conclusion="换灯。",
        agreed=True,
        outcomes=(("〔2026〕3号", "换灯 18 盏。"),),
        tasks=(Task("东苑物业公司", ("业委会",), "换灯 18 盏", "12月10日"),),
    )
    record = Record("开会了。", "", (lamp, Matter("车棚", carried=True)), ("〔2026〕1号修门。",))
    assert draft_text(record) == (
        "开会了。\n"
        "一、楼道灯\n"
        "灯坏了。\n"
        "经协商一致，议定：换灯。\n"
        "〔2026〕3号：换灯 18 盏。\n"
        "1. 东苑物业公司牵头，业委会配合，换灯 18 盏，12月10日前办好。\n"
        "二、车棚\n"
        "这个议题没有议完，转到下次会议。\n"
        "三、以前议定、还在办的事项\n"
        "1. 〔2026〕1号修门。"
    )


def test_a_topic_voted_down_and_carried_over_keeps_its_vote():
    shed = Matter("车棚", votes=("同意建车棚。赞成 10，没有通过。",), carried=True)

    text = draft_text(Record("开会。", "", (shed,)))

    assert text == (
        "开会。\n一、车棚\n表决：同意建车棚。赞成 10，没有通过。\n这个议题没有议完，转到下次会议。"
    )


def test_an_outcome_in_the_words_of_the_conclusion_is_written_once():
    lamp = Matter("楼道灯", conclusion="换灯。", agreed=True, outcomes=(("〔2026〕3号", "换灯。"),))

    text = draft_text(Record("开会。", "", (lamp,)))

    assert text == "开会。\n一、楼道灯\n经协商一致，议定〔2026〕3号：换灯。"


def test_different_opinions_stand_in_the_draft():
    matter = Matter("停车", conclusion="先画线。", agreed=False, differing="业委会要先问业主。")
    text = draft_text(Record("开会。", "", (matter,)))
    assert "议定：先画线。" in text
    assert "没有协商一致，不同意见：业委会要先问业主。" in text
    assert "经协商一致" not in text


BASE = "一\n二\n三\n四"


@pytest.mark.parametrize(
    ("theirs", "mine", "together"),
    [
        ("一\n二二\n三\n四", "一\n二\n三\n四四", "一\n二二\n三\n四四"),
        ("一\n二\n三\n四\n五", "零\n一\n二\n三\n四", "零\n一\n二\n三\n四\n五"),
        ("一\n三\n四", "一\n二\n三\n四四", "一\n三\n四四"),
        ("一\n二二\n三\n四", "一\n二二\n三\n四", "一\n二二\n三\n四"),
        (BASE, "一\n改", "一\n改"),
        ("改\n一", BASE, "改\n一"),
        ("一\n二甲\n三\n四", "一\n二乙\n三\n四", None),
        ("一\n甲\n二\n三\n四", "一\n乙\n二\n三\n四", None),
    ],
)
def test_changes_of_different_paragraphs_are_both_kept(theirs, mine, together):
    assert merged(BASE, theirs, mine) == together


PARAGRAPHS = st.lists(st.sampled_from("甲乙丙丁"), max_size=6).map("\n".join)


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_merging_is_the_same_whoever_saves_first(base, theirs, mine):
    assert merged(base, theirs, mine) == merged(base, mine, theirs)


def test_residents_read_no_names_rooms_or_numbers():
    body = "住 3-502 的张海芬和张海反映漏水，电话 13800001234，502 室也看过。"
    read = public_text(body, ["张海", "张海芬"])
    assert read.text == "住 3 号楼某室 的张**和张*反映漏水，电话 （号码已隐去），某室也看过。"
    assert read.hidden == ("张海芬", "张海", "号码", "室号")


def test_years_and_dates_stay_in_a_public_text():
    body = "2026年11月25日开会，〔2026〕3号，12月10日前换灯 18 盏。"
    assert public_text(body, []).text == body


def test_people_of_one_unit_stand_on_one_line():
    assert by_unit([("党总支", "张三"), ("物业", "王五"), ("党总支", "李四")]) == (
        ("党总支", "张三、李四"),
        ("物业", "王五"),
    )

"""What the log accepts, as tables."""

from datetime import date

import pytest

from casework.log.rules import (
    WORDING,
    day_fits,
    first_line,
    search_tokens,
    short_title,
    tidy_who,
    written_later,
)
from casework.log.states import SHORT, LogKind
from jiedao.common.chinese import bigrams

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (date(2026, 11, 24), False),
        (date(2026, 11, 23), True),
        (date(2026, 11, 19), True),
        (date(2026, 10, 24), True),
        (date(2026, 10, 23), False),
    ],
)
def test_an_entry_is_about_one_of_the_last_thirty_days(day, fits):
    assert bool(day_fits(day, TODAY)) is fits


def test_a_refused_day_says_what_is_possible():
    assert "30 天前" in day_fits(date(2026, 1, 1), TODAY).reason
    assert "不能晚于今天" in day_fits(date(2027, 1, 1), TODAY).reason


def test_only_what_was_written_on_a_later_day_is_written_later():
    assert written_later(date(2026, 11, 19), TODAY)
    assert not written_later(TODAY, TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("三号楼502", "3-502"),
        ("３－５０２", "3-502"),
        ("3号楼502室", "3-502"),
        (" 张 阿婆 ", "张 阿婆"),
        ("北门", "北门"),
    ],
)
def test_a_door_has_one_form_and_a_name_keeps_its_own(typed, kept):
    assert tidy_who(typed) == kept


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("水管漏水", "水管漏水"),
        ("厨房水管漏水，物业说配件要等。电话记在下面", "厨房水管漏水，物业说配件要等"),
        ("厨房水管漏水，物业说配件要等到下周二。", "厨房水管漏水"),
        ("急，厨房水管漏水，物业说配件要等到下周二", "急，厨房水管漏水，物业说配件要等到下周二"),
        ("路灯不亮\n在北门", "路灯不亮"),
        ("。。", "。。"),
        ("一" * 50, "一" * 39 + "…"),
    ],
)
def test_a_matter_is_called_by_its_first_sentence(text, title):
    assert short_title(text) == title


def test_the_first_line_is_cut_with_a_mark():
    assert first_line("水管漏水\n在厨房") == "水管漏水"
    assert first_line("一" * 50, 10) == "一" * 9 + "…"


def test_tokens_find_two_characters_and_the_initials_of_a_name():
    tokens = search_tokens("厨房漏水", names=["张慧芳"]).split()
    assert {"漏水", "慧芳", "zhanghuifang", "zhf"} <= set(tokens)
    assert set(bigrams("漏水")) <= set(tokens)


def test_every_kind_asks_its_own_question_and_has_a_short_word():
    assert set(WORDING) == set(SHORT) == set(LogKind)
    assert all(wording.who.endswith("？") and wording.phrases for wording in WORDING.values())

"""Two versions side by side: every case as a table, and what must hold for any two texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committees.regulations.compare import Change, compare, pieces_of

SAME, ADDED, REMOVED, CHANGED = Change.SAME, Change.ADDED, Change.REMOVED, Change.CHANGED


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("甲乙", "甲乙", [(SAME, "甲乙")]),
        ("", "甲", [(ADDED, "甲")]),
        ("甲", "", [(REMOVED, "甲")]),
        ("", "", []),
        (
            "每月走访不少于 30 户。",
            "每月走访不少于 40 户。",
            [(SAME, "每月走访不少于 "), (REMOVED, "30"), (ADDED, "40"), (SAME, " 户。")],
        ),
        (
            "值班的人签到。",
            "值班的人 15 分钟内签到。",
            [(SAME, "值班的人"), (ADDED, " 15 分钟内"), (SAME, "签到。")],
        ),
    ],
)
def test_what_changed_inside_an_article(old, new, pieces):
    assert [(one.change, one.text) for one in pieces_of(old, new)] == pieces


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        ("第一条 见面打招呼。", "第一条 见面打招呼。", [("未变", "第一条")]),
        (
            "第一条 见面打招呼。",
            "第一条 见面打招呼。\n第二条 垃圾分好类。",
            [("未变", "第一条"), ("增加", "第二条")],
        ),
        (
            "第一条 见面打招呼。\n第二条 垃圾分好类。",
            "第一条 垃圾分好类。",
            [("删除", "第一条"), ("未变", "第一条（原第二条）")],
        ),
        (
            "第一条 接待点不断人，有人率不低于 90%。",
            "第一条 接待点不断人，有人率不低于 95%。",
            [("有改动", "第一条")],
        ),
        ("第一条 甲乙丙丁戊。", "第一条 子丑寅卯辰。", [("删除", "第一条"), ("增加", "第一条")]),
        (
            "开头的话。\n第一条 甲。",
            "开头。\n第一条 甲。",
            [("有改动", "开头"), ("未变", "第一条")],
        ),
    ],
)
def test_articles_side_by_side(old, new, rows):
    assert [(row.change.value, row.label) for row in compare(old, new)] == rows


def test_an_article_that_moved_and_changed_is_still_the_same_one():
    old = "第一条 见面打招呼。\n第二条 楼道里不放东西，不停电动车。"
    new = "第一条 见面打招呼。\n第二条 门前自家扫。\n第三条 楼道里不放东西，不停电动车，不拉线。"

    moved = compare(old, new)[-1]

    assert moved.change == CHANGED
    assert moved.label == "第三条（原第二条）"
    assert [one.text for one in moved.pieces if one.change == ADDED] == ["，不拉线"]


TEXTS = st.text("甲乙丙丁，。一二三 1290\nab", max_size=120)


@settings(max_examples=150)
@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_back(old: str, new: str):
    pieces = pieces_of(old, new)

    assert "".join(one.text for one in pieces if one.change != ADDED) == old
    assert "".join(one.text for one in pieces if one.change != REMOVED) == new


ARTICLES = st.lists(st.text("甲乙丙丁戊己庚辛壬癸", min_size=1, max_size=12), max_size=8)


def _written(articles: list[str]) -> str:
    return "\n".join(f"第{number}条 {text}" for number, text in enumerate(articles, 1))


@settings(max_examples=150)
@given(ARTICLES, ARTICLES)
def test_every_article_of_both_sides_is_shown_once_and_in_order(old, new):
    rows = compare(_written(old), _written(new))

    assert [row.old.text for row in rows if row.old] == old
    assert [row.new.text for row in rows if row.new] == new


def test_two_hundred_articles_that_share_nothing_are_compared_in_good_time():
    old = _written([f"甲{n}" * 40 for n in range(200)])
    new = _written([f"乙{n}" * 40 for n in range(200)])

    assert len(compare(old, new)) == 400

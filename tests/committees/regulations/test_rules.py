"""Articles, blanks, paragraphs and standings, as tables."""

from datetime import date

import pytest

from committees.regulations.rules import (
    Blank,
    Demand,
    Step,
    blanks_of,
    demand_fault,
    demand_words,
    faults,
    fill,
    number_in,
    paragraphs_with,
    read_text,
    says_number,
    standing,
    usual_text,
)

TEXT = """大家约定：
第一章 总则
第一条 见面打招呼。
第二条　垃圾分类。
不乱扔东西。
第二章 附则
第十二条之一 本约定试行一年。
第十三条规定的事另外商量。"""


def test_a_text_is_cut_into_articles_with_lasting_anchors():
    read = read_text(TEXT)

    assert read.opening == ["大家约定："]
    assert [(one.label, one.anchor, one.chapter) for one in read.articles] == [
        ("第一条", "art-1", "第一章 总则"),
        ("第二条", "art-2", ""),
        ("第十二条之一", "art-12-1", "第二章 附则"),
    ]
    assert read.articles[1].paragraphs == ["垃圾分类。", "不乱扔东西。"]


def test_an_article_named_at_the_beginning_of_a_line_is_not_a_new_one():
    assert read_text(TEXT).articles[-1].paragraphs[-1] == "第十三条规定的事另外商量。"


@pytest.mark.parametrize(
    ("written", "number"),
    [("第十条", 10), ("第二十一条", 21), ("第一百零一条", 101), ("第12条", 12), ("第一千条", None)],
)
def test_numbers_of_articles_are_read_in_characters_and_digits(written: str, number: int | None):
    numbers = [one.number for one in read_text(f"{written} 内容").articles]

    assert numbers == ([number] if number else [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("没有条文", "还没有写条文"),
        ("第一条 甲\n第一条 乙", "第一条写了两次"),
        ("第三条 甲\n第二条 乙", "第三条后面是第二条"),
        ("第一条\n第二条 乙", "第一条还是空的"),
        ("第一条 找{{居委会名称}}", "还有空没填：居委会名称"),
        ("\n".join(f"第{n}条 甲" for n in range(1, 203)), "条文太多"),
    ],
)
def test_what_must_be_put_right_is_said(text: str, said: str):
    assert any(said in fault for fault in faults(text))


def test_a_text_in_order_has_no_fault():
    assert faults("第一条 甲\n第二条 乙") == []


# Blanks


def test_blanks_stand_once_with_their_usual_value():
    text = "{{居委会名称}}每月{{户数|30}}户，{{居委会名称}}，{{户数}}"

    assert blanks_of(text) == [Blank("居委会名称"), Blank("户数", "30")]
    assert (
        fill(text, {"居委会名称": "东苑居委会", "户数": "40"})
        == "东苑居委会每月40户，东苑居委会，40"
    )
    assert usual_text(text) == "____每月30户，____，____"


def test_what_is_filled_in_is_never_read_as_a_blank_or_a_template():
    filled = fill("{{甲}}{{乙}}", {"甲": "{{乙}}{% now %}", "乙": "好"})

    assert filled == "{{乙}}{% now %}好"


@pytest.mark.parametrize(
    ("value", "number"),
    [("30", 30), ("３０ 户", 30), ("三十户", 30), ("不少于二十次", 20), ("常去", None), ("", None)],
)
def test_the_number_in_a_blank(value: str, number: int | None):
    assert number_in(value) == number


@pytest.mark.parametrize(
    ("article", "says"), [("不少于 30 户", True), ("不少于三十户", True), ("不少于 130 户", False)]
)
def test_whether_an_article_says_the_number_of_its_requirement(article: str, says: bool):
    assert says_number(article, 30) is says


# Searching


def test_a_search_shows_the_paragraph_and_marks_the_words():
    (hit,) = paragraphs_with(TEXT, "乱扔")

    assert (hit.label, hit.anchor) == ("第二条", "art-2")
    assert hit.pieces == ((False, "不"), (True, "乱扔"), (False, "东西。"))


def test_the_best_paragraph_wins_over_those_that_hold_less():
    text = "第一条 值班的人签到。\n第二条 值班表公布在门口。"

    assert [hit.label for hit in paragraphs_with(text, "值班表")] == ["第二条"]
    assert [hit.label for hit in paragraphs_with(text, "值班")] == ["第一条", "第二条"]


@pytest.mark.parametrize("query", ["", "。。。", "\x00", "不存在的词语"])
def test_a_query_that_finds_nothing_shows_no_paragraph(query: str):
    assert paragraphs_with(TEXT, query) == []


# Standing

TODAY = date(2026, 11, 23)
NEWER, OLDER = date(2026, 1, 1), date(2018, 12, 29)


@pytest.mark.parametrize(
    ("state", "day", "others", "repealed", "word"),
    [
        ("draft", None, [], None, "草稿"),
        ("in_force", NEWER, [NEWER, OLDER], None, "现行"),
        ("in_force", OLDER, [NEWER, OLDER], None, "有新版"),
        ("in_force", OLDER, [OLDER, date(2026, 11, 24)], None, "现行"),
        ("in_force", OLDER, [OLDER, TODAY], None, "有新版"),
        ("in_force", date(2026, 11, 24), [], None, "还没施行"),
        ("in_force", NEWER, [NEWER], TODAY, "已废止"),
        ("in_force", NEWER, [NEWER], date(2026, 11, 24), "现行"),
    ],
)
def test_where_a_version_stands_on_a_day(state, day, others, repealed, word):
    assert standing(Step(state, day), others, repealed, TODAY).label == word


# Requirements


@pytest.mark.parametrize(
    ("demand", "words"),
    [
        (Demand("duty_coverage", "month", 95), "接待点有人率每月不低于 95%"),
        (Demand("meetings_held", "quarter", 1, "joint"), "联席会议每季度不少于 1 次"),
        (
            Demand("meetings_held", "year", 4, "drill", "消防演练会"),
            "消防演练会每年不少于 4 次",
        ),
        (Demand("representatives_meetings", "year", 2), "居民代表会议每年不少于 2 次"),
        (Demand("home_visits", "month", 30), "上门走访每月不少于 30 户"),
        (Demand("opinions_answered_days", "month", 10), "党组织的意见 10 天内答复"),
        (Demand("outcomes_published_days", "month", 10), "议定结果 10 个工作日内公布"),
    ],
)
def test_a_requirement_in_words(demand: Demand, words: str):
    assert demand_words(demand) == words
    assert demand_fault(demand) == ""


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        (Demand("nothing", "month", 1), "看什么"),
        (Demand("duty_coverage", "year", 95), "只能按每月看"),
        (Demand("duty_coverage", "month", 101), "1 到 100"),
        (Demand("home_visits", "month", 0), "1 到 1000"),
        (Demand("meetings_held", "month", 1), "哪种会议"),
        (Demand("home_visits", "month", 1, "joint"), "只有“开会”"),
    ],
)
def test_a_requirement_that_makes_no_sense_says_why(demand: Demand, said: str):
    assert said in demand_fault(demand)

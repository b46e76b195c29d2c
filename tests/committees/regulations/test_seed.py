"""What a street starts with: the six models of the founding document, three covenants, the law."""

from datetime import date

import pytest

from committees.regulations.models import Basis, Regulation, RegulationVersion, Requirement
from committees.regulations.rules import blanks_of, faults, says_number, usual_text
from committees.regulations.seed import sheets
from tests.test_house import BANNED

pytestmark = pytest.mark.django_db
SHEETS = list(sheets())
MODELS = [sheet for sheet in SHEETS if sheet.is_model]
SIX = "会议制度 工作汇报制度 居委会值班制度 学习制度 居委会联系群众制度 听取党支部意见制度".split()
IDS = [sheet.head["name"] for sheet in MODELS]


def test_the_six_regulations_and_three_covenants_are_there_in_this_order():
    names = list(Regulation.objects.models().values_list("name", flat=True))

    assert names == [*SIX, "居民公约", "居委会自治章程", "楼道卫生公约"]


@pytest.mark.parametrize("sheet", MODELS, ids=IDS)
def test_a_model_has_at_least_twelve_articles_in_order_and_no_banned_word(sheet):
    found = RegulationVersion(text=usual_text(sheet.text))

    assert len(found.reading.articles) >= 12
    assert [fault for fault in faults(sheet.text) if not fault.startswith("还有空")] == []
    assert [word for word in BANNED if word in sheet.text] == []


@pytest.mark.parametrize("sheet", MODELS, ids=IDS)
def test_the_article_a_requirement_cites_says_its_number(sheet):
    text = RegulationVersion(text=usual_text(sheet.text)).reading
    said = [
        says_number(article.text, need.demand.number)
        for need in sheet.needs
        if (article := text.article(need.article))
    ]

    assert said == [True] * len(sheet.needs)


@pytest.mark.parametrize("sheet", MODELS, ids=IDS)
def test_every_blank_has_a_name_a_person_understands(sheet):
    assert all(2 <= len(blank.name) <= 12 for blank in blanks_of(sheet.text))


def test_the_six_ask_for_what_the_founding_document_asks_for():
    said = {str(one) for one in Requirement.objects.in_force(date(2026, 11, 23))}

    assert said == {
        "居委会例会每月不少于 1 次",
        "联席会议每季度不少于 1 次",
        "居民代表会议每年不少于 2 次",
        "议定结果 10 个工作日内公布",
        "工作汇报每季度不少于 1 次",
        "接待点有人率每月不低于 95%",
        "学习会每月不少于 1 次",
        "上门走访每月不少于 30 户",
        "党组织的意见 10 天内答复",
    }


def test_the_revised_law_has_taken_the_place_of_the_old_one():
    law = RegulationVersion.objects.filter(regulation__slug="jumin-weiyuanhui-zuzhifa")

    assert law.in_force(date(2025, 12, 31)).get().in_force_on == date(2018, 12, 29)
    assert law.in_force(date(2026, 1, 1)).get().in_force_on == date(2026, 1, 1)
    assert not Basis.objects.outdated(date(2026, 11, 23)).exists()


def test_official_texts_are_marked_as_our_own_notes():
    laws = RegulationVersion.objects.exclude(regulation__level="street")

    assert all(one.is_summary and "不是" in one.text for one in laws)


def test_links_name_an_article_their_target_has():
    wrong = [
        f"{one.version} → {one.rests_on} {one.article}"
        for one in Basis.objects.exclude(article=0).select_related(
            "version__regulation", "rests_on__regulation"
        )
        if one.article not in one.rests_on.reading.numbers
    ]
    assert wrong == []

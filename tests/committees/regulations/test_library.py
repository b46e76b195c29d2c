"""The library as everybody reads it."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from committees.regulations import applying
from committees.regulations.actions import Wording, draft_version
from committees.regulations.applying import issue
from committees.regulations.models import RegulationVersion
from tests.committees.regulations.makers import (
    NOON,
    TODAY,
    model,
    newer_model,
    own,
    own_draft,
    street_draft,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)


def words(response) -> str:
    """What a reader sees: without tags, blanks and line ends folded."""
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return " ".join(text.split())


def page(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_the_groups_stand_in_the_order_of_the_ladder(cast):
    seen = re.findall(r"<h2[^>]*>(.*?)</h2>", page("/rules/"))

    assert seen == ["法律法规", "市区规定", "居委会制度", "公约章程"]


def test_a_rule_is_read_with_anchors_facts_and_links(cast):
    text = page("/rules/zhiban-zhidu/")

    assert '<div class="rule-article" id="art-12">' in text
    assert "接待点有人率每月不低于 95%" in text
    assert 'href="/rules/shanghai-jumin-weiyuanhui-gongzuo-tiaoli/v/2020-05-14/#art-32"' in text
    assert "____制定本制度" in text
    assert "{{" not in text


def test_an_old_version_says_so_and_leads_to_the_current_one(cast):
    old = page("/rules/jumin-weiyuanhui-zuzhifa/v/2018-12-29/")

    assert "这是旧版。" in old
    assert 'href="/rules/jumin-weiyuanhui-zuzhifa/">看现行版' in old
    assert "有新版" in old
    assert "这是旧版" not in page("/rules/jumin-weiyuanhui-zuzhifa/")


def test_an_official_text_is_told_to_be_notes_of_ours(cast):
    assert "这里只有要点，是本平台写的，不是原文" in page("/rules/minfadian/")


def test_a_repealed_rule_stays_readable(cast):
    rule = model("minfadian").regulation
    applying.repeal(rule, by=cast.clerk, on=TODAY, why="换了新法", at=NOON)

    text = page("/rules/minfadian/")
    assert "起废止：换了新法" in text
    assert "已废止" in text
    assert "已废止" in page("/rules/")


def test_a_version_whose_day_has_not_come_does_not_replace_the_current_one(cast):
    old = model()
    draft = draft_version(old.regulation, Wording(old.text), by=cast.clerk, at=NOON, like=old)
    issue(draft, by=cast.clerk, in_force_on=TODAY.replace(month=12), at=NOON)

    assert "2026年1月1日" in page("/rules/zhiban-zhidu/")
    assert "这一版还没施行" in page("/rules/zhiban-zhidu/v/2026-12-23/")


@pytest.mark.parametrize(
    "path",
    [
        "/rules/there-is-none/",
        "/rules/zhiban-zhidu/v/2020-01-01/",
        "/rules/zhiban-zhidu/v/2026-13-45/",
        "/rules/xuexi-zhidu/compare/",
        "/covenants/jumin-gongyue/",
    ],
)
def test_what_is_not_there_is_a_404(cast, path):
    page(path, 404)


def test_drafts_are_nobody_s_business(cast):
    draft = own_draft(cast.east_director, cast.east, "jumin-gongyue")
    page(f"/rules/{draft.regulation.slug}/", 404)
    page(f"/covenants/{draft.regulation.slug}/", 404)
    entry = street_draft(cast, "内部讨论稿")
    page(f"/rules/{entry.regulation.slug}/", 404)
    assert "内部讨论稿" not in page("/rules/")


# Comparison


def test_two_versions_are_compared_in_words(cast):
    newer_model(cast)

    text = words(Client().get("/rules/zhiban-zhidu/compare/"))

    assert "有改动 1 处 · 增加 0 处 · 删除 0 处 · 未变 16 处" in text
    assert "删除起身招呼" in text or "删除起身" in text
    assert "增加先打" in text
    assert "第二条至第十六条 未变" in text


def test_versions_are_chosen_by_their_day_and_nonsense_is_left_out(cast):
    newer_model(cast)
    path = "/rules/zhiban-zhidu/compare/"

    turned = page(f"{path}?old=2026-09-01&new=2026-01-01")
    assert 'value="2026-09-01" selected' in turned
    assert page(f"{path}?old=-1&new=1999-99-99").count("selected") == 2


# Searching


def test_a_search_shows_the_paragraph_with_a_link_to_its_anchor(cast):
    text = page("/rules/?q=首问")

    assert '<a href="/rules/zhiban-zhidu/#art-7">第七条</a>' in text
    assert "<mark>首问</mark>负责" in text


def test_a_search_that_finds_nothing_says_what_to_do(cast):
    assert "换一个短一点的词" in page("/rules/?q=外星人")


def test_texts_of_a_committee_are_found_where_one_asks_for_it(cast, enter):
    own(cast, 值班电话="021-0000 7777")

    assert "0000 7777" not in words(Client().get("/rules/?q=7777"))
    assert "7777" in words(Client().get("/rules/?q=7777&c=dongyuan")).split("起施行")[-1]
    mine = words(enter(cast.east_member).get("/rules/?q=7777"))
    assert "第二条" in mine
    assert "第二条" not in words(enter(cast.west_member).get("/rules/?q=7777"))


def test_an_old_version_is_not_found(cast):
    newer_model(cast)

    assert "<mark>起身招呼</mark>" not in page("/rules/?q=起身招呼")


def test_a_committee_s_own_stand_under_its_name(cast):
    own(cast)
    assert "zhiban-zhidu-dongyuan" in page("/rules/?c=dongyuan")
    assert "还没有自己的制度" in page("/rules/?c=xiyuan")


# Queries


@pytest.mark.parametrize("many", [1, 3])
def test_the_library_takes_two_queries(cast, django_assert_num_queries, many):
    for number in range(many):
        draft = street_draft(cast, f"办法{number}")
        applying.issue(draft, by=cast.clerk, in_force_on=TODAY, at=NOON)
    with django_assert_num_queries(2):
        page("/rules/")


@pytest.mark.parametrize("many", [1, 3])
def test_a_search_takes_two_queries(cast, django_assert_num_queries, many):
    for number in range(many):
        draft = street_draft(cast, f"办法{number}", "第一条 有人值守岗亭。")
        applying.issue(draft, by=cast.clerk, in_force_on=TODAY, at=NOON)
    with django_assert_num_queries(2):
        assert page("/rules/?q=岗亭").count("<mark>") == many


@pytest.mark.parametrize("many", [1, 3])
def test_a_rule_takes_six_queries(cast, django_assert_num_queries, many):
    first = model()
    for day in range(1, many):
        draft = draft_version(
            first.regulation, Wording(first.text), by=cast.clerk, at=NOON, like=first
        )
        issue(draft, by=cast.clerk, in_force_on=TODAY.replace(day=day), at=NOON)
    with django_assert_num_queries(6):
        page("/rules/zhiban-zhidu/")


def test_what_is_found_can_be_read_by_everybody_who_signed_in(cast, enter):
    for who in ("east_owners", "auditor", "admin", "leader", "east_branch"):
        client = enter(getattr(cast, who))
        assert client.get("/rules/").status_code == 200
        assert client.get("/rules/zhiban-zhidu/").status_code == 200
    assert RegulationVersion.objects.drafts().count() == 0
    assert timezone.localdate() == TODAY

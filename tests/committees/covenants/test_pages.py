"""A committee's own texts in the browser, and what residents see of them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from committees.covenants import actions
from committees.covenants.models import Filing
from committees.regulations.models import RegulationVersion
from jiedao.common.documents import pdf_available
from tests.committees.regulations.makers import (
    NOON,
    TODAY,
    filled,
    model,
    newer_model,
    own,
    own_draft,
)
from tests.committees.regulations.test_library import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)


def blanks(page: str) -> dict[str, str]:
    """The form as it came: field → what stands in it."""
    found = {}
    for tag in re.findall(r"<input[^>]*name=\"blank_\d+\"[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        found[name[1] if name else ""] = value[1] if value else ""
    return found


def test_from_the_model_to_a_public_regulation(cast, enter):
    """Fill the blanks, look at the draft, record the adoption; residents read it at once."""
    director = enter(cast.east_director)
    form = director.get("/rules/mine/new/?model=zhiban-zhidu")
    given = blanks(form.content.decode())
    assert given["blank_0"] == "东苑居委会"

    made = director.post("/rules/mine/new/?model=zhiban-zhidu", given)
    draft = RegulationVersion.objects.drafts().get()
    assert made["Location"] == reverse("rule-own", args=[draft.pk])
    adoption = {"adopted_on": "3月5日", "adopted_words": "居委会会议 7 人全部同意"}
    done = director.post(reverse("rule-adopt", args=[draft.pk]), adoption)

    assert done.status_code == 303
    seen = words(Client().get("/rules/zhiban-zhidu-dongyuan/"))
    assert "居委会会议 7 人全部同意（补录）" in seen


def test_a_blank_that_is_a_requirement_wants_a_number(cast, enter):
    version = model()
    names = list(filled(version, cast.east))
    values = {f"blank_{n}": "写好了" for n in range(len(names))}

    response = enter(cast.east_member).post("/rules/mine/new/?model=zhiban-zhidu", values)

    assert response.status_code == 422
    assert "“有人率百分数”请写一个数字" in words(response)
    assert not RegulationVersion.objects.drafts().exists()


def test_braces_in_a_blank_are_refused(cast, enter):
    response = enter(cast.east_member).post(
        "/rules/mine/new/?model=jumin-gongyue", {"blank_0": "{{居委会名称}}"}
    )
    assert response.status_code == 422
    assert "不要写大括号" in words(response)


@pytest.mark.parametrize("query", ["", "?model=minfadian", "?model=there-is-none", "?model=-1"])
def test_without_a_model_one_is_led_back_to_the_list(cast, enter, query):
    response = enter(cast.east_member).get(f"/rules/mine/new/{query}")

    assert response["Location"] == "/rules/mine/"


def test_open_blanks_are_told_beside_the_draft(cast, enter):
    draft = own_draft(cast.east_director, cast.east, 值班电话="")
    seen = words(enter(cast.east_member).get(reverse("rule-own", args=[draft.pk])))

    assert "还有空没填：值班电话" in seen


def test_an_adoption_of_tomorrow_is_refused_and_what_was_typed_stays(cast, enter):
    draft = own_draft(cast.east_director, cast.east)

    response = enter(cast.east_director).post(
        reverse("rule-adopt", args=[draft.pk]),
        {"adopted_on": "12月24日", "adopted_words": "大家都同意"},
    )
    assert response.status_code == 422
    assert "还没有到" in words(response)
    assert "大家都同意" in response.content.decode()


# A newer model


def test_the_newer_model_is_offered_with_both_comparisons(cast, enter):
    done = own(cast)
    newer_model(cast)
    director = enter(cast.east_director)

    assert "街道出了《居委会值班制度》的新版范本" in words(director.get("/rules/mine/"))
    seen = words(director.get(reverse("rule-offer", args=[done.pk])))
    assert "范本改了什么" in seen
    assert "照新版改，本居委会的文本会变成这样" in seen
    taken = director.post(reverse("rule-offer", args=[done.pk]), {"choice": "take"})

    draft = RegulationVersion.objects.drafts().get()
    assert taken["Location"] == reverse("rule-own", args=[draft.pk])
    assert RegulationVersion.objects.in_force_of(cast.east, TODAY).get() == done


def test_kept_as_it_is_the_offer_is_not_made_again(cast, enter):
    done = own(cast)
    newer_model(cast)
    director = enter(cast.east_director)

    director.post(reverse("rule-offer", args=[done.pk]), {"choice": "keep"})

    seen = words(director.get("/rules/mine/"))
    assert "的新版范本" not in seen
    assert "看过新版范本，保留现在的" in seen


@pytest.mark.parametrize("choice", ["", "burn"])
def test_an_offer_is_answered_with_one_of_three(cast, enter, choice):
    done = own(cast)
    newer_model(cast)

    response = enter(cast.east_director).post(
        reverse("rule-offer", args=[done.pk]), {"choice": choice}
    )
    assert response.status_code == 422


def test_an_offer_while_a_draft_is_there_says_so(cast, enter):
    done = own(cast)
    director = enter(cast.east_director)
    director.post(reverse("rule-own-renew", args=[done.pk]))
    newer_model(cast)

    response = director.post(reverse("rule-offer", args=[done.pk]), {"choice": "take"})

    assert response.status_code == 422
    assert "已经有一份草稿了" in words(response)


# Read


def test_an_officer_taps_and_the_list_says_who_has_not(cast, enter):
    done = own(cast)
    member = enter(cast.east_member)
    assert "您还没看的制度" in words(member.get("/rules/mine/"))

    member.post(reverse("rule-read", args=[done.pk]))

    assert "您还没看的制度" not in words(member.get("/rules/mine/"))
    seen = words(member.get(reverse("rule-readers", args=[done.pk])))
    assert "还有 2 位没看" in seen
    assert "提醒没看的" not in seen
    director = enter(cast.east_director)
    told = director.post(reverse("rule-remind", args=[done.pk]))
    assert "提醒了 2 位" in words(director.get(told["Location"]))


# Filed


def test_a_covenant_is_filed_and_says_so_to_residents(cast, enter):
    done = own(cast, "jumin-gongyue")
    enter(cast.east_member).post(reverse("rule-file", args=[done.pk]))
    clerk, filing = enter(cast.clerk), Filing.objects.get()
    assert "东苑：居民公约" in words(clerk.get("/rules/filings/"))

    place = reverse("filing-answer", args=[filing.pk])
    assert clerk.post(place, {"outcome": "returned"}).status_code == 422
    assert clerk.post(place, {"outcome": "filed", "filed_on": ""}).status_code == 422
    clerk.post(place, {"outcome": "filed", "filed_on": "今天"})

    assert "已报街道备案，2026年11月23日" in words(
        Client().get("/covenants/jumin-gongyue-dongyuan/")
    )
    assert "已备案 2026年11月23日" in words(Client().get("/c/dongyuan/covenants/"))


# What residents see


def test_a_committee_without_a_covenant_says_so_and_its_members_may_begin(cast, enter):
    own(cast, "jumin-gongyue")
    seen = words(Client().get("/c/dongyuan/covenants/"))

    assert "2026年3月5日居民代表会议，应到 40 人，实到 35 人，33 人赞成" in seen
    assert "这个小区还没有楼道卫生公约。" in seen
    assert "照范本写一份" not in seen
    inside = enter(cast.east_member).get("/c/dongyuan/covenants/").content.decode()
    assert "/rules/mine/new/?model=loudao-weisheng-gongyue" in inside
    assert "照范本写一份" not in words(enter(cast.west_member).get("/c/dongyuan/covenants/"))


@pytest.mark.parametrize("size", ["", "?size=a3", "?size=a0"])
def test_the_poster_has_text_vote_and_code(cast, size):
    own(cast, "jumin-gongyue")

    response = Client().get(f"/covenants/jumin-gongyue-dongyuan/poster{size}")

    text = response.content.decode()
    assert response.status_code == 200
    assert "应到 40 人" in text
    assert "<svg" in text
    assert "style=" not in text


@pytest.mark.skipif(not pdf_available().ok, reason="no Pango on this machine")
def test_the_poster_comes_as_pdf(cast):
    own(cast, "jumin-gongyue")
    response = Client().get("/covenants/jumin-gongyue-dongyuan/poster.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_a_name_in_markup_stays_text(cast):
    own(cast, "jumin-gongyue", 小区名称="<script>alert(1)</script>")

    for path in ("/covenants/jumin-gongyue-dongyuan/", "/rules/jumin-gongyue-dongyuan/"):
        assert "<script>alert" not in Client().get(path).content.decode()


# Queries


@pytest.mark.parametrize("many", [1, 3])
def test_the_own_list_takes_one_number_of_queries(cast, enter, django_assert_num_queries, many):
    for slug in ("zhiban-zhidu", "jumin-gongyue", "zizhi-zhangcheng")[:many]:
        done = own(cast, slug)
        if done.regulation.needs_filing:
            actions.send_for_filing(done, by=cast.east_director, at=NOON)
    member = enter(cast.east_member)
    with django_assert_num_queries(11):
        assert member.get("/rules/mine/").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_the_filings_take_one_number_of_queries(cast, enter, django_assert_num_queries, many):
    for slug in ("jumin-gongyue", "zizhi-zhangcheng", "loudao-weisheng-gongyue")[:many]:
        filing = actions.send_for_filing(own(cast, slug), by=cast.east_director, at=NOON)
        actions.confirm_filing(filing, by=cast.clerk, filed_on=TODAY, at=NOON)
        actions.send_for_filing(own(cast, slug, west=True), by=cast.west_director, at=NOON)
    clerk = enter(cast.clerk)
    with django_assert_num_queries(6):
        assert clerk.get("/rules/filings/").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_the_public_list_takes_four_queries(cast, django_assert_num_queries, many):
    for slug in ("jumin-gongyue", "zizhi-zhangcheng", "loudao-weisheng-gongyue")[:many]:
        own(cast, slug)
    with django_assert_num_queries(4):
        assert Client().get("/c/dongyuan/covenants/").status_code == 200

"""设置 → 选举规则 in the browser of a clerk."""

import pytest
from django.urls import reverse
from django.utils import timezone

from elections.rulesets.forms import RuleSetForm
from elections.rulesets.models import RuleSet
from tests.elections.rulesets.test_keeping import a_copy, law

LIST_QUERIES = 5
SET_QUERIES = 6
pytestmark = pytest.mark.django_db


def typed(**changed):
    """The form as the page of a copy offers it, with a few fields changed."""
    form = RuleSetForm(initial=law().values())
    values = {}
    for field in form:
        shown = form.fields[field.name].prepare_value(field.initial)
        if shown is True:
            values[field.name] = "on"
        elif isinstance(shown, tuple):
            values[field.name] = [str(one) for one in shown]
        elif shown is not None and shown is not False:
            values[field.name] = str(shown)
    return {**values, "name": "2026 年换届", "reason": "街道通知", **changed}


def test_the_list_says_where_each_set_stands(cast, enter):
    made = a_copy(cast)
    page = enter(cast.clerk).get(reverse("rule-sets")).content.decode()
    assert "2025 年修订的组织法" in page
    assert "随法律，不能改" in page
    assert made.name in page
    assert "等另一个人同意" in page


def test_a_set_shows_every_figure_with_its_article_and_what_is_not_confirmed(cast, enter):
    page = enter(cast.leader).get(reverse("rule-set", args=["law_2018"])).content.decode()
    assert page.count('<tr><th scope="row">') == 64
    assert page.count("（未确认）") == law().sources.count() - 5
    assert "第八条：年满十八周岁</td>" in page
    assert "以街道选举指导组口径为准" in page


def test_a_clerk_copies_adjusts_and_the_leader_agrees(cast, enter):
    clerk, leader = enter(cast.clerk), enter(cast.leader)
    copy = reverse("rule-set-copy", args=["law_2025"])
    assert "超过1/2" in clerk.get(copy).content.decode()

    sent = clerk.post(copy, typed(registration_days="7", turnout_all="2/3 以上"))

    assert sent.status_code == 303, sent.content.decode()[:4000]
    made = RuleSet.objects.get(code="street-1")
    assert sent.url == reverse("rule-set", args=["street-1"])
    assert made.turnout_all.text == ">=2/3"
    assert made.kin_kinds == law().kin_kinds
    own = clerk.get(sent.url).content.decode()
    assert "自己调整的规则，要由另一个人同意。" in own
    assert "选民登记几天：原来 5，现在 7" in own
    page = leader.get(sent.url).content.decode()
    assert "看过了，同意用" in page
    agreed = leader.post(reverse("rule-set-agree", args=["street-1"]), {"version": "1"})
    assert agreed.status_code == 303
    assert RuleSet.objects.get(code="street-1").agreed_by == cast.leader


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"turnout_all": "一半"}, "请写成“超过1/2”或者“2/3以上”。"),
        ({"turnout_all": "超过3/2"}, "比例要大于 0"),
        ({"registration_days": "400"}, "366"),
        ({"registration_days": "99999999999"}, "366"),
        ({"members_least": "9", "members_most": "5"}, "最少不能多于最多"),
        ({"kin_kinds": ["friend"]}, "friend"),
        ({"reason": ""}, "请写“为什么调整”。"),
        ({}, "没有调整"),
    ],
)
def test_what_cannot_be_is_refused_with_everything_typed_shown_again(cast, enter, changed, words):
    copy = reverse("rule-set-copy", args=["law_2025"])
    answer = enter(cast.clerk).post(copy, typed(name="我写的名称", **changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "我写的名称" in page
    assert not RuleSet.objects.filter(code="street-1").exists()


def test_no_box_ticked_means_none(cast, enter):
    said = typed()
    del said["kin_kinds"]
    assert (
        enter(cast.clerk).post(reverse("rule-set-copy", args=["law_2025"]), said).status_code == 303
    )
    assert RuleSet.objects.get(code="street-1").kin_kinds == ()


def test_a_set_in_use_and_a_law_have_no_form(cast, enter):
    made = a_copy(cast)
    RuleSet.objects.filter(pk=made.pk).update(sealed_at=timezone.now())
    clerk = enter(cast.clerk)
    for code, words in ((made.code, "已经有选举用这套规则"), ("law_2025", "这是法律的原样")):
        change = reverse("rule-set-change", args=[code])
        for answer in (clerk.get(change), clerk.post(change, typed(batch_ballots="25"))):
            assert answer.status_code == 422
            assert words in answer.content.decode()
    assert RuleSet.objects.get(pk=made.pk).batch_ballots == 50


def test_two_people_changing_at_once_see_both_texts(cast, enter):
    made = a_copy(cast)
    change = reverse("rule-set-change", args=[made.code])
    mine = typed(batch_ballots="40", version="1")
    assert enter(cast.admin).post(change, typed(batch_ballots="25", version="1")).status_code == 303

    answer = enter(cast.clerk).post(change, mine)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "每批几张选票" in page
    assert 'name="version" value="2"' in page
    assert RuleSet.objects.get(pk=made.pk).batch_ballots == 25
    assert enter(cast.clerk).post(change, {**mine, "version": "2"}).status_code == 303


def test_agreeing_to_an_older_text_shows_the_newer_one(cast, enter):
    made = a_copy(cast)
    place = reverse("rule-set-agree", args=[made.code])
    for version in ("7", "x", ""):
        answer = enter(cast.leader).post(place, {"version": version})
        assert answer.status_code == 409
        assert "再看一遍" in answer.content.decode()
    assert enter(cast.clerk).post(place, {"version": "1"}).status_code == 422


@pytest.mark.parametrize("copies", [1, 3])
def test_the_list_takes_as_many_queries_for_three_copies_as_for_one(
    cast, enter, copies, django_assert_num_queries
):
    for number in range(copies):
        a_copy(cast, name=f"第 {number} 套", registration_days=7 + number)
    clerk = enter(cast.clerk)
    clerk.get(reverse("rule-sets"))
    with django_assert_num_queries(LIST_QUERIES):
        clerk.get(reverse("rule-sets"))


def test_a_set_takes_few_queries(cast, enter, django_assert_num_queries):
    made = a_copy(cast)
    clerk = enter(cast.clerk)
    place = reverse("rule-set", args=[made.code])
    clerk.get(place)
    with django_assert_num_queries(SET_QUERIES):
        clerk.get(place)

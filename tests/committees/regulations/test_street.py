"""The street keeps the library; drafts are written in the browser."""

import uuid

import pytest
from django.urls import reverse

from committees.regulations.models import Regulation, RegulationVersion
from tests.committees.regulations.makers import (
    NOON,
    TODAY,
    model,
    newer_model,
    own,
    own_draft,
    street_draft,
)
from tests.committees.regulations.test_library import words

pytestmark = pytest.mark.django_db
ENTRY = {
    "name": "街道值守办法",
    "category": "street",
    "level": "street",
    "text": "第一条 有人值守。\n第二条 每天不少于 2 人。",
}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)


def test_the_clerk_enters_a_rule_and_publishes_it(cast, enter):
    clerk = enter(cast.clerk)

    made = clerk.post("/rules/street/new/", ENTRY)
    assert made.status_code == 303
    assert "还是草稿" in words(clerk.get(made["Location"]))
    entry = Regulation.objects.get(name="街道值守办法")
    done = clerk.post(reverse("rule-issue", args=[entry.pk]), {"in_force_on": "今天"})

    assert done.status_code == 303
    assert RegulationVersion.objects.in_force(TODAY).filter(regulation=entry).exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"level": "national"}, "“街道制度”不在这一级"),
        ({"category": "law", "level": "national", "is_model": "on"}, "只有街道的文本能当范本"),
        ({"text": ""}, "请写“正文”"),
        ({"name": "长" * 81}, ""),
    ],
)
def test_a_refused_entry_shows_everything_that_was_typed(cast, enter, given, said):
    response = enter(cast.clerk).post("/rules/street/new/", ENTRY | given)

    assert response.status_code == 422
    assert said in words(response)
    assert not Regulation.objects.filter(order=900).exists()


def test_the_same_form_twice_makes_one_entry(cast, enter):
    clerk, key = enter(cast.clerk), str(uuid.uuid4())
    for _ in range(3):
        clerk.post("/rules/street/new/", ENTRY | {"idempotency_key": key})

    assert Regulation.objects.filter(name="街道值守办法").count() == 1


def test_a_text_out_of_order_is_not_published(cast, enter):
    draft = street_draft(cast, text="第二条 乙\n第一条 甲")

    response = enter(cast.clerk).post(
        reverse("rule-issue", args=[draft.regulation_id]), {"in_force_on": "今天"}
    )
    assert response.status_code == 422
    assert "第二条后面是第一条" in words(response)


def test_the_next_version_begins_as_a_copy_with_links_and_requirements(cast, enter):
    rule = model().regulation

    enter(cast.clerk).post(reverse("rule-renew", args=[rule.pk]))

    draft = rule.versions.drafts().get()
    assert draft.text == model().text
    assert draft.bases.count() == model().bases.count()
    assert [one.number for one in draft.requirements.all()] == [95]


def test_removing_a_rule_in_use_is_refused_with_the_committees(cast, enter):
    own(cast)
    rule = model().regulation

    response = enter(cast.clerk).post(reverse("rule-remove", args=[rule.pk]))

    assert response.status_code == 422
    assert "东苑 1 个居委会正在用按它写的制度，不能删掉" in words(response)


def test_repealing_names_who_goes_on_using_it(cast, enter):
    own(cast)
    clerk, rule = enter(cast.clerk), model().regulation
    assert "东苑" in words(clerk.get(reverse("rule-repeal", args=[rule.pk])))

    given = {"on": "今天", "why": "并入新的制度"}
    assert clerk.post(reverse("rule-repeal", args=[rule.pk]), given).status_code == 303
    rule.refresh_from_db()
    assert (rule.repealed_on, rule.repealed_why) == (TODAY, "并入新的制度")


def test_the_leader_reads_and_writes_nothing(cast, enter):
    leader, rule = enter(cast.leader), model().regulation
    seen = words(leader.get(reverse("rule-street", args=[rule.pk])))

    assert "起草新的一版" not in seen
    assert leader.post(reverse("rule-renew", args=[rule.pk])).status_code == 404


def test_a_review_day_is_written_and_shown_when_it_comes(cast, enter):
    clerk, rule = enter(cast.clerk), model().regulation

    clerk.post(reverse("rule-review", args=[rule.pk]), {"on": "今天"})

    assert "到复审日期" in words(clerk.get("/rules/street/"))
    bad = clerk.post(reverse("rule-review", args=[rule.pk]), {"on": "哪天都行"})
    assert bad.status_code == 422


# Drafts in the browser


def test_two_who_save_at_once_see_both_texts(cast, enter):
    draft = own_draft(cast.east_director, cast.east)
    place = reverse("rule-draft-edit", args=[draft.pk])
    director, member = enter(cast.east_director), enter(cast.east_member)
    member.post(place, {"text": "第一条 甲方写的。", "edits": 1})

    response = director.post(place, {"text": "第一条 乙方写的。", "edits": 1})

    assert response.status_code == 409
    seen = words(response)
    assert "王桂珍刚才也改了" in seen
    assert "甲方写的" in seen
    assert "乙方写的" in seen
    again = director.post(place, {"text": "第一条 乙方写的。", "edits": 2})
    assert again.status_code == 303


def test_requirements_are_added_changed_and_taken_off(cast, enter):
    draft = own_draft(cast.east_director, cast.east)
    member = enter(cast.east_member)
    given = {"article": 4, "measure": "home_visits", "period": "month", "number": 20}

    member.post(reverse("requirement-new", args=[draft.pk]), given)
    made = draft.requirements.get(measure="home_visits")
    smuggled = {"article": 5, "period": "month", "number": 25, "measure": "duty_coverage"}
    member.post(reverse("requirement-edit", args=[made.pk]), smuggled)

    made.refresh_from_db()
    assert (made.measure, made.article, made.number) == ("home_visits", 5, 25)
    assert member.post(reverse("requirement-drop", args=[made.pk])).status_code == 303
    assert not draft.requirements.filter(measure="home_visits").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"article": 99}, "依据第几条"),
        ({"measure": "meetings_held"}, "请选“哪种会议”"),
        ({"measure": "duty_coverage", "number": 200}, "1 到 100"),
        ({"period": "year"}, "只能按每月、每季度看"),
        ({"number": "９" * 30}, ""),
    ],
)
def test_a_requirement_that_makes_no_sense_is_refused_in_words(cast, enter, given, said):
    draft = own_draft(cast.east_director, cast.east)
    usual = {"article": 4, "measure": "home_visits", "period": "month", "number": 20}

    response = enter(cast.east_member).post(
        reverse("requirement-new", args=[draft.pk]), usual | given
    )
    assert response.status_code == 422
    assert said in words(response)


def test_a_draft_rests_only_on_what_everybody_may_read(cast, enter):
    draft, foreign = own_draft(cast.east_director, cast.east), own(cast, west=True)
    place, member = reverse("basis-new", args=[draft.pk]), enter(cast.east_member)

    refused = member.post(place, {"rests_on": foreign.pk})
    assert refused.status_code == 422
    assert "请选库里现行的制度" in words(refused)
    done = member.post(place, {"rests_on": model("minfadian").pk, "article": 278})
    assert done.status_code == 303
    assert draft.bases.filter(article=278).exists()


# Queries


@pytest.mark.parametrize("many", [1, 3])
def test_the_hub_takes_one_number_of_queries(cast, enter, django_assert_num_queries, many):
    for slug in ("zhiban-zhidu", "jumin-gongyue", "xuexi-zhidu")[:many]:
        own(cast, slug)
    newer_model(cast)
    clerk = enter(cast.clerk)
    with django_assert_num_queries(12):
        assert clerk.get("/rules/street/").status_code == 200

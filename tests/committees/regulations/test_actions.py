"""Drafts, adoption, issue, repeal, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from committees.journal.models import AuditEntry
from committees.regulations import actions, applying, requiring
from committees.regulations.actions import Need, Wording
from committees.regulations.adoption import adopted_state, adoption, in_force_of
from committees.regulations.models import Basis, Regulation, RegulationVersion
from committees.regulations.rules import Demand
from jiedao.common.errors import Conflict, Refused
from tests.committees.regulations.makers import (
    NOON,
    SPRING,
    TODAY,
    WORDS,
    model,
    newer_model,
    own,
    own_draft,
    street_draft,
)

pytestmark = pytest.mark.django_db
LAW = "jumin-weiyuanhui-zuzhifa"


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as no:
        act(*args, **kwargs)
    return no.value.reason


# Adoption


def test_an_adopted_draft_applies_from_the_day_of_adoption_with_the_vote(cast):
    done = own(cast)

    assert (done.state, done.in_force_on, done.adopted_words) == ("in_force", SPRING, WORDS)
    assert list(in_force_of(cast.east, TODAY)) == [done]
    assert AuditEntry.objects.filter(act="regulations.put-in-force").count() == 1


def test_what_is_in_force_is_never_changed(cast):
    done = own(cast)

    said = refused(
        actions.change_draft, done, Wording("第一条 改"), edits=done.version, by=cast.east_director
    )
    assert "另写新的一版" in said
    assert "施行" in refused(actions.drop_draft, done, by=cast.east_director)
    need = Need(4, Demand("duty_coverage", "month", 80))
    assert "施行" in refused(requiring.require, done, need, by=cast.east_director)


@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.parametrize("change", [{"text": "改"}, {"in_force_on": TODAY}, {"state": "draft"}])
def test_the_database_refuses_to_rewrite_what_is_in_force(cast, change):
    done = own(cast)

    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        RegulationVersion.objects.filter(pk=done.pk).update(**change)
    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        connection.cursor().execute(
            "DELETE FROM regulations_version WHERE id = %s", [model("xuexi-zhidu").pk]
        )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"adopted_words": "  "}, "怎么通过的"),
        ({"adopted_on": TODAY + timedelta(days=1)}, "还没有到"),
        ({"in_force_on": SPRING - timedelta(days=1)}, "不能早于通过日期"),
    ],
)
def test_an_adoption_that_cannot_be_is_refused(cast, given, said):
    draft = own_draft(cast.east_director, cast.east)
    facts = {"adopted_on": SPRING, "adopted_words": WORDS, "at": NOON} | given

    assert said in refused(applying.put_in_force, draft, by=cast.east_director, **facts)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_draft_with_open_blanks_does_not_come_into_force(cast):
    draft = own_draft(cast.east_director, cast.east, 值班电话="")
    actions.change_draft(
        draft, Wording("第一条 打{{值班电话}}。"), edits=draft.version, by=cast.east_member
    )

    said = refused(
        applying.put_in_force,
        draft,
        by=cast.east_director,
        adopted_on=SPRING,
        adopted_words=WORDS,
        at=NOON,
    )
    assert "还有空没填：值班电话" in said


def test_a_requirement_needs_its_article(cast):
    draft = own_draft(cast.east_director, cast.east)
    need = Need(99, Demand("home_visits", "month", 20))
    assert "没有第 99 条" in refused(requiring.require, draft, need, by=cast.east_director)
    short = Wording("第一条 有人值班。")
    draft = actions.change_draft(draft, short, edits=draft.version, by=cast.east_director)

    said = refused(
        applying.put_in_force,
        draft,
        by=cast.east_director,
        adopted_on=SPRING,
        adopted_words=WORDS,
        at=NOON,
    )
    assert "依据的第 4 条不在正文里" in said


def test_only_the_director_records_an_earlier_adoption(cast):
    draft = own_draft(cast.east_member, cast.east)
    facts = {"adopted_on": date(2024, 3, 5), "adopted_words": "2024年居民代表会议通过", "at": NOON}

    said = refused(applying.put_in_force, draft, by=cast.east_member, recorded_later=True, **facts)
    assert "主任补录" in said
    done = applying.put_in_force(draft, by=cast.east_director, recorded_later=True, **facts)
    assert done.recorded_later


@pytest.mark.parametrize("who", ["west_director", "clerk", "east_owners", "stranger"])
def test_nobody_else_writes_or_adopts(cast, who):
    draft, other = own_draft(cast.east_director, cast.east), getattr(cast, who)

    assert refused(actions.change_draft, draft, Wording("第一条 甲"), edits=1, by=other)
    facts = {"adopted_on": SPRING, "adopted_words": WORDS, "at": NOON}
    assert refused(applying.put_in_force, draft, by=other, **facts)


def test_two_who_change_a_draft_at_once_both_keep_their_words(cast):
    draft = own_draft(cast.east_director, cast.east)
    actions.change_draft(draft, Wording("第一条 甲"), edits=1, by=cast.east_member)

    with pytest.raises(Conflict):
        actions.change_draft(draft, Wording("第一条 乙"), edits=1, by=cast.east_director)


def test_one_draft_at_a_time(cast):
    draft = own_draft(cast.east_director, cast.east)

    said = refused(
        actions.draft_version, draft.regulation, Wording("第一条 乙"), by=cast.east_member, at=NOON
    )
    assert "已经有一份草稿" in said


def test_a_dropped_draft_leaves_no_empty_entry(cast):
    draft = own_draft(cast.east_director, cast.east)

    actions.drop_draft(draft, by=cast.east_member)

    assert not Regulation.objects.filter(committee=cast.east).exists()


# States of adoption


def test_a_committee_without_its_own_has_not_adopted(cast):
    assert adopted_state(cast.east, model().regulation, TODAY).state == "not_yet"


def test_a_newer_model_makes_the_own_text_an_old_version(cast):
    own(cast)
    assert adopted_state(cast.east, model().regulation, TODAY).state == "adopted"

    newer = newer_model(cast)

    assert adopted_state(cast.east, newer.regulation, TODAY).state == "old"
    assert adopted_state(cast.east, newer.regulation, date(2026, 8, 31)).state == "adopted"
    assert adopted_state(cast.west, newer.regulation, TODAY).state == "not_yet"


def test_an_own_text_that_rests_on_the_law_of_2018_is_marked(cast):
    done = own(cast, "zizhi-zhangcheng")
    old_law = RegulationVersion.objects.get(regulation__slug=LAW, in_force_on=date(2018, 12, 29))
    Basis.objects.filter(version=done, rests_on__regulation__slug=LAW).update(rests_on=old_law)

    assert adopted_state(cast.east, done.regulation.model, TODAY).state == "outdated"
    assert adopted_state(cast.east, done.regulation.model, date(2025, 12, 31)).state == "not_yet"
    assert list(RegulationVersion.objects.resting_on_old_law(TODAY)) == [done]


def test_the_matrix_takes_three_queries_for_any_number(cast, django_assert_num_queries):
    own(cast)
    with django_assert_num_queries(3):
        assert len(adoption(TODAY).cells) == 1
    own(cast, west=True)
    own(cast, "jumin-gongyue")
    with django_assert_num_queries(3):
        assert len(adoption(TODAY).cells) == 3


# The street


def test_the_clerk_enters_and_issues_a_rule_of_the_street(cast):
    draft = street_draft(cast)
    assert draft.regulation.slug == "jie-dao-zhi-shou-ban-fa"
    assert not Regulation.objects.public().filter(pk=draft.regulation.pk).exists()

    applying.issue(draft, by=cast.clerk, in_force_on=TODAY, at=NOON)

    assert Regulation.objects.public().filter(pk=draft.regulation.pk).exists()
    assert street_draft(cast).regulation.slug == "jie-dao-zhi-shou-ban-fa-2"


@pytest.mark.parametrize("who", ["leader", "east_director", "admin", "auditor"])
def test_only_the_clerk_keeps_the_library(cast, who):
    draft = street_draft(cast)

    said = refused(applying.issue, draft, by=getattr(cast, who), in_force_on=TODAY, at=NOON)
    assert "社区科" in said


def test_two_versions_cannot_begin_on_the_same_day(cast):
    old = model()
    draft = actions.draft_version(old.regulation, Wording(old.text), by=cast.clerk, at=NOON)

    said = refused(applying.issue, draft, by=cast.clerk, in_force_on=old.in_force_on, at=NOON)
    assert "同一天" in said


def test_a_model_in_use_is_not_removed_but_can_be_repealed(cast):
    done = own(cast)
    used = model().regulation

    said = refused(applying.remove, used, by=cast.clerk, on=TODAY)
    assert "东苑 1 个居委会正在用" in said
    assert "可以“废止”" in said
    applying.repeal(used, by=cast.clerk, on=TODAY, why="并入新的制度", at=NOON)

    assert list(in_force_of(cast.east, TODAY)) == [done]
    assert used.pk not in [one.pk for one in adoption(TODAY).models]
    assert refused(applying.repeal, used, by=cast.clerk, on=TODAY, why="再废一次", at=NOON)


def test_what_others_rest_on_and_what_was_in_force_is_history(cast):
    law = Regulation.objects.get(slug=LAW)
    assert "以它为依据" in refused(applying.remove, law, by=cast.clerk, on=TODAY)
    alone = street_draft(cast)
    applying.issue(alone, by=cast.clerk, in_force_on=TODAY, at=NOON)
    assert "留作历史" in refused(applying.remove, alone.regulation, by=cast.clerk, on=TODAY)


def test_an_entry_never_issued_is_removed(cast):
    draft = street_draft(cast)

    applying.remove(draft.regulation, by=cast.clerk, on=TODAY)

    assert not Regulation.objects.filter(slug="jie-dao-zhi-shou-ban-fa").exists()


def test_a_repeal_needs_its_reason(cast):
    law = Regulation.objects.get(slug=LAW)
    assert "为什么废止" in refused(applying.repeal, law, by=cast.clerk, on=TODAY, why=" ", at=NOON)


def test_a_review_day_that_has_come_is_flagged(cast):
    rule = model().regulation
    applying.set_review(rule, by=cast.clerk, on=TODAY)

    assert list(Regulation.objects.to_review(TODAY)) == [rule]
    assert not Regulation.objects.to_review(TODAY - timedelta(days=1)).exists()


# Links and numbers of a draft


def test_a_draft_rests_on_what_exists(cast):
    draft, law = street_draft(cast), model("jumin-gongyue")

    made = requiring.rest_on(draft, law, article=3, by=cast.clerk)

    assert (made.rests_on, made.article) == (law, 3)
    assert "没有第 99 条" in refused(requiring.rest_on, draft, law, article=99, by=cast.clerk)
    assert refused(requiring.rest_on, draft, draft, article=0, by=cast.clerk)
    requiring.stop_resting(made, by=cast.clerk)
    assert not draft.bases.exists()


def test_a_requirement_is_changed_in_place_and_told_when_the_text_says_otherwise(cast):
    draft = own_draft(cast.east_director, cast.east)
    need = Need(4, Demand("duty_coverage", "month", 90))

    requiring.require(draft, need, by=cast.east_member)

    assert [one.number for one in draft.requirements.all()] == [90]
    assert "第四条里没有写“90”" in requiring.unsaid(draft)[0]
    requiring.stop_requiring(draft.requirements.get(), by=cast.east_member)
    assert not draft.requirements.exists()

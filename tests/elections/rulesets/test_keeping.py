"""The street copies a set, adjusts it, and a second person agrees."""

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from elections.rulesets.actions import Adjusted, agree, change_rules, copy_rules
from elections.rulesets.models import FIELDS, RuleSet
from elections.rulesets.rules import HALF, LAW_2025, Share
from elections.rulesets.words import changes, lines, sections, state_words, value_words
from jiedao.common.errors import Conflict, Refused
from tests.elections.makers import an_election

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def law() -> RuleSet:
    return RuleSet.objects.get(code="law_2025")


def adjusted(name: str = "2026 年换届", reason: str = "街道通知第 3 号", **changed) -> Adjusted:
    return Adjusted(name, reason, {**law().values(), **changed})


def a_copy(cast, **changed) -> RuleSet:
    said = adjusted(**(changed or {"registration_days": 7}))
    return copy_rules(law(), by=cast.clerk, adjusted=said)


def test_a_copy_keeps_every_other_figure_and_its_source(cast):
    made = a_copy(cast, registration_days=7, turnout_all=Share(2, 3, inclusive=True))

    made.refresh_from_db()
    assert made.code == "street-1"
    assert made.based_on == law()
    assert changes(law().values(), made.values()) == [
        "选民登记几天：原来 5，现在 7",
        "全体选民投票：参加多少才有效：原来过半数，现在三分之二以上",
    ]
    sources = {one.field: one for one in made.sources.all()}
    assert list(sources) == list(FIELDS)
    assert sources["registration_days"].article == "本街道调整"
    assert sources["registration_days"].words == "街道通知第 3 号"
    assert not sources["registration_days"].confirmed
    assert sources["proxy_limit"].article == law().sources.get(field="proxy_limit").article


def test_what_was_read_in_the_text_stays_confirmed_in_a_copy(cast):
    old = RuleSet.objects.get(code="law_2018")
    values = {**old.values(), "term_years": 3, "registration_days": 7}
    made = copy_rules(old, by=cast.admin, adjusted=Adjusted("旧法", "补录", values))
    confirmed = set(made.sources.filter(confirmed=True).values_list("field", flat=True))
    law_confirmed = set(old.sources.filter(confirmed=True).values_list("field", flat=True))
    assert confirmed == law_confirmed - {"term_years"}


def test_every_copy_gets_a_code_of_its_own(cast):
    assert a_copy(cast).code == "street-1"
    second = copy_rules(law(), by=cast.clerk, adjusted=adjusted("另一套", batch_ballots=25))
    assert second.code == "street-2"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"reason": " ", "batch_ballots": 25}, "为什么调整"),
        ({}, "没有调整"),
        ({"name": "2025 年修订的组织法（2026 年起的选举）", "batch_ballots": 25}, "换个名称"),
    ],
)
def test_a_copy_needs_a_name_a_reason_and_a_difference(cast, said, words):
    with pytest.raises(Refused, match=words):
        copy_rules(law(), by=cast.clerk, adjusted=adjusted(**said))


@pytest.mark.parametrize("who", ["leader", "auditor", "east_director", "east_member"])
def test_only_clerk_and_administrator_make_copies(cast, who):
    with pytest.raises(Refused, match="经办人和管理员"):
        copy_rules(law(), by=getattr(cast, who), adjusted=adjusted(batch_ballots=25))


def test_a_copy_is_usable_once_a_second_person_agreed(cast):
    made = a_copy(cast)
    assert state_words(made) == "等另一个人同意"
    assert made not in RuleSet.objects.usable()
    with pytest.raises(Refused, match="另一个人"):
        agree(made, by=cast.clerk, version=made.version, at=NOW)
    with pytest.raises(Refused, match="街道的人"):
        agree(made, by=cast.east_director, version=made.version, at=NOW)

    made = agree(made, by=cast.leader, version=made.version, at=NOW)

    assert made.is_usable
    assert state_words(made) == "可以用"
    assert set(RuleSet.objects.usable()) == set(RuleSet.objects.all())
    with pytest.raises(Refused, match="已经可以用"):
        agree(made, by=cast.admin, version=made.version, at=NOW)


def test_who_agrees_agrees_to_what_she_read(cast):
    made = a_copy(cast)
    change_rules(made, by=cast.clerk, adjusted=adjusted(batch_ballots=25), version=made.version)
    with pytest.raises(Conflict):
        agree(made, by=cast.leader, version=made.version, at=NOW)


def test_a_change_asks_the_second_person_again(cast):
    made = agree(a_copy(cast), by=cast.leader, version=1, at=NOW)
    changed = change_rules(
        made, by=cast.admin, adjusted=adjusted(batch_ballots=25), version=made.version
    )
    assert not changed.is_usable
    assert changed.made_by == cast.admin
    assert changes(law().values(), changed.values()) == ["每批几张选票：原来 50，现在 25"]
    assert changed.sources.get(field="registration_days").article == "各地做法"
    assert changed.sources.get(field="batch_ballots").article == "本街道调整"


def test_a_sealed_set_and_a_law_stay_as_they_are(cast):
    made = agree(a_copy(cast), by=cast.leader, version=1, at=NOW)
    RuleSet.objects.filter(pk=made.pk).update(sealed_at=NOW)
    for one, words in ((made, "已经有选举用"), (law(), "法律的原样")):
        with pytest.raises(Refused, match=words):
            change_rules(one, by=cast.clerk, adjusted=adjusted(batch_ballots=25), version=2)
    assert RuleSet.objects.get(pk=made.pk).values() == made.values()
    again = copy_rules(made, by=cast.clerk, adjusted=adjusted("再一套", batch_ballots=25))
    assert again.based_on == made


def test_two_edits_at_once_lose_nothing(cast):
    made = a_copy(cast)
    change_rules(made, by=cast.admin, adjusted=adjusted(batch_ballots=25), version=1)
    with pytest.raises(Conflict):
        change_rules(made, by=cast.clerk, adjusted=adjusted(batch_ballots=40), version=1)


def test_every_act_stands_in_the_journal(cast):
    made = a_copy(cast)
    made = change_rules(made, by=cast.admin, adjusted=adjusted(batch_ballots=25), version=1)
    agree(made, by=cast.leader, version=2, at=NOW)
    rows = AuditEntry.objects.filter(object_type="elections.ruleset").order_by("sequence")
    assert [(one.act, one.by) for one in rows] == [
        ("rule-set.add", cast.clerk),
        ("rule-set.change", cast.admin),
        ("rule-set.agree", cast.leader),
    ]


def test_every_parameter_stands_in_one_section_and_reads_as_words():
    named = [name for _, names in sections() for name in names]
    assert named == list(FIELDS)
    words = [line.value for _, rows in lines(law()) for line in rows]
    assert len(words) == len(FIELDS)
    assert all(words)
    assert value_words("kin_kinds", ()) == "没有"
    assert value_words("kin_kinds", LAW_2025.kin_kinds) == "配偶、父母子女、兄弟姐妹"
    assert value_words("majority", HALF) == "过半数"
    assert value_words("contested", True) == "是"
    assert value_words("contested", False) == "不是"
    assert value_words("candidate_order", "lot") == "抽签"
    assert value_words("overvote_voids", "ballot") == "整张选票无效"


def test_an_election_is_opened_with_a_set_two_people_stand_for(cast):
    made = a_copy(cast)
    with pytest.raises(Refused, match="还要另一个人同意"):
        an_election(cast.east, rules=made.code)
    agree(made, by=cast.leader, version=made.version, at=NOW)
    an_election(cast.east, rules=made.code)
    made.refresh_from_db()
    assert state_words(made) == "已经用过，不能改"

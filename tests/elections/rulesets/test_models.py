"""Rule sets as rows: the shipped ones are the laws, and absurd figures do not get in."""

import pytest
from django.db import IntegrityError, transaction

from elections.rulesets.models import FIELDS, RuleSet, RuleSource
from elections.rulesets.rules import LAWS, Share

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", list(LAWS))
def test_a_shipped_set_is_the_law_as_written(code: str):
    assert RuleSet.objects.get(code=code).rules() == LAWS[code]


@pytest.mark.parametrize("code", list(LAWS))
def test_every_figure_of_a_shipped_set_names_its_source(code: str):
    sources = RuleSource.objects.filter(rule_set__code=code)
    assert list(sources.values_list("field", flat=True)) == list(FIELDS)
    assert not sources.filter(article="").exists()


def test_only_what_was_read_is_confirmed():
    read = RuleSource.objects.filter(confirmed=True)
    assert set(read.values_list("rule_set__code", flat=True)) == {"law_2018"}
    assert all("（2018 年修正）第" in one.article for one in read)


def test_a_share_is_readable_in_the_database_and_found_by_it():
    found = RuleSet.objects.filter(turnout_representative=Share(2, 3, inclusive=True))
    assert [one.code for one in found] == ["law_2025"]
    assert RuleSet.objects.filter(turnout_representative=">=2/3").count() == 1


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"adult_age_years": 12}, "rule_set_age_sensible"),
        ({"members_least": 9, "members_most": 5}, "rule_set_members_sensible"),
        ({"min_filled": 10}, "rule_set_members_sensible"),
        ({"body_least": 2}, "rule_set_body_sensible"),
        ({"body_least": 10}, "rule_set_body_sensible"),
        ({"term_years": 0}, "rule_set_term_sensible"),
        ({"batch_ballots": 1}, "rule_set_batch_sensible"),
        ({"proxy_limit": 99}, "rule_set_polling_sensible"),
        ({"mobile_tellers": 0}, "rule_set_polling_sensible"),
        ({"run_off_days": 400}, "rule_set_days_within_a_year"),
        ({"roll_days_before": 367}, "rule_set_days_within_a_year"),
    ],
)
def test_an_absurd_figure_does_not_get_in(change: dict[str, int], constraint: str):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RuleSet.objects.filter(code="law_2025").update(**change)


def test_a_copy_says_why_and_who():
    law = RuleSet.objects.get(code="law_2025")
    values = {name: getattr(law, name) for name in FIELDS}
    with pytest.raises(IntegrityError, match="rule_set_copy_says_why"), transaction.atomic():
        RuleSet.objects.create(code="copy", name="副本", based_on=law, **values)

"""A sheet as it is published: the words of CONTRACTS, and no parameter more than needed."""

from dataclasses import replace

import pytest

from elections.results.rules import decide
from elections.results.sheets import parameters_of, sheet_from, sheet_json
from elections.rulesets.rules import LAWS, Share
from elections.rulesets.states import Mode, Round
from tests.elections.results.sheets import contest, sheet

HALF_OR_MORE = Share(1, 2, inclusive=True)
SHARE = {"share": "1/2", "inclusive": True}


@pytest.mark.parametrize("law", list(LAWS))
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("round_", list(Round))
def test_a_law_as_it_stands_needs_no_parameters(law, mode, round_):
    assert parameters_of(LAWS[law], law, mode, round_) == {}


@pytest.mark.parametrize(
    ("change", "mode", "round_", "parameters"),
    [
        ({"turnout_all": HALF_OR_MORE}, "all", "first", {"turnout": SHARE}),
        ({"turnout_all": HALF_OR_MORE}, "household", "first", {}),
        ({"turnout_household": HALF_OR_MORE}, "household", "first", {"turnout": SHARE}),
        ({"turnout_representative": HALF_OR_MORE}, "representative", "first", {"turnout": SHARE}),
        ({"turnout_representative": HALF_OR_MORE}, "representative", "recall", {}),
        (
            {"recall_turnout_representative": HALF_OR_MORE},
            "representative",
            "recall",
            {"turnout": SHARE},
        ),
        ({"majority": HALF_OR_MORE}, "all", "first", {"majority": SHARE}),
        ({"majority": HALF_OR_MORE}, "all", "recall", {}),
        ({"recall_majority": HALF_OR_MORE}, "all", "recall", {"majority": SHARE}),
        ({"run_off_share": HALF_OR_MORE}, "all", "run_off", {"run_off_share": SHARE}),
        ({"min_filled": 3}, "all", "first", {"min_filled": 3}),
        ({"leave_vacant": True}, "all", "first", {"leave_vacant": True}),
        ({"higher_post_counts_lower": True}, "all", "first", {"higher_post_counts_lower": True}),
        ({"kin_kinds": ("spouse",)}, "all", "first", {"kin_kinds": ["spouse"]}),
        ({"turnout_applies_to": ()}, "all", "first", {"turnout_applies_to": []}),
        ({"proxy_limit": 1, "batch_ballots": 25}, "all", "first", {}),
    ],
)
def test_what_a_street_changed_is_said_where_it_matters(change, mode, round_, parameters):
    rules = replace(LAWS["law_2025"], **change)
    assert parameters_of(rules, "law_2025", mode, round_) == parameters


def test_a_sheet_is_written_in_the_words_of_the_contract():
    raw = sheet(
        {**contest("member", 2, 张伟=301, 李敏=200), "invalid_sections": 3},
        invalid=5,
        blank=2,
        kin=[["张伟", "李敏", "spouse"]],
        parameters={"min_filled": 3},
    )
    written = sheet_json(sheet_from(raw), "law_2025")
    assert written.pop("claimed") is None
    assert len(written.pop("sha256")) == 64
    assert written == raw
    result = decide(sheet_from(raw))
    assert sheet_json(sheet_from(raw), "law_2025", result)["claimed"] == result.as_output()

"""What must hold for every sheet there can be."""

from copy import deepcopy
from itertools import permutations
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from elections.results.recount import recount
from elections.results.rules import decide
from elections.results.sheets import sha256_of, sheet_from, sheet_json
from tests.elections.results.sheets import recalls, sheets

MANY = settings(max_examples=150)


def outcome(raw: dict[str, Any]) -> dict[str, Any]:
    return decide(sheet_from(raw)).as_output()


def seats(raw: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["post"]: one for one in outcome(raw)["contests"]}


@MANY
@given(raw=sheets() | recalls())
def test_the_recount_says_what_the_portal_says(raw):
    assert recount(raw) == outcome(raw)


@MANY
@given(raw=sheets() | recalls())
def test_a_published_sheet_recounts_to_itself(raw):
    """Written under the adjusted rules of a street, read by somebody who has only the law."""
    sheet = sheet_from(raw)
    result = decide(sheet)
    published = sheet_json(sheet, raw["rule_set"], result)
    assert recount(published) == result.as_output() == published["claimed"]
    assert published["sha256"] == sha256_of(published)


@MANY
@given(raw=sheets(), data=st.data())
def test_the_order_in_which_things_are_written_never_matters(raw, data):
    """Ballots are sums already; names, posts and kin may stand in any order. Only where kin of
    equal votes form a chain does the published order say how many places they share."""
    shuffled = deepcopy(raw)
    for one in shuffled["contests"]:
        one["votes"] = data.draw(st.permutations(one["votes"]))
    shuffled["contests"] = data.draw(st.permutations(shuffled["contests"]))
    shuffled["kin"] = data.draw(
        st.permutations([[second, first, kind] for first, second, kind in raw["kin"]])
    )
    assume(not _chain(raw))
    before, after = seats(raw), seats(shuffled)
    for post, one in before.items():
        assert sorted(one["elected"]) == sorted(after[post]["elected"])
        assert sorted(one["tied"]) == sorted(after[post]["tied"])
        assert (one["vacant"], one["next"]) == (after[post]["vacant"], after[post]["next"])


def _chain(raw: dict[str, Any]) -> bool:
    pairs = [{first, second} for first, second, _ in raw["kin"]]
    return any(one & other for one, other in permutations(pairs, 2))


@MANY
@given(raw=sheets(rounds=("first",)))
def test_one_more_vote_never_loses_its_receiver_the_seat(raw):
    for place, one in enumerate(outcome(raw)["contests"]):
        for label in one["elected"]:
            found = outcome(_one_more(raw, place, label))
            assert not found["valid"] or label in found["contests"][place]["elected"]


def _one_more(raw: dict[str, Any], place: int, label: str) -> dict[str, Any]:
    more = deepcopy(raw)
    for row in more["contests"][place]["votes"]:
        row[1] += row[0] == label
    return more


@MANY
@given(raw=sheets() | recalls(), more=st.integers(1, 50))
def test_more_people_entitled_never_make_a_void_round_valid(raw, more):
    before, after = outcome(raw), outcome({**raw, "entitled": raw["entitled"] + more})
    assert before["valid"] or not after["valid"]
    assert before["valid"] or before["void_reason"] == after["void_reason"]


@MANY
@given(raw=sheets())
def test_a_result_adds_up(raw):
    found = outcome(raw)
    elected = [label for one in found["contests"] for label in one["elected"]]
    kinds = raw["parameters"].get("kin_kinds", ["spouse", "parent_child", "sibling"])
    assert len(set(elected)) == len(elected)
    for first, second, kind in raw["kin"]:
        assert kind not in kinds or not {first, second} <= set(elected)
    for given_, one in zip(raw["contests"], found["contests"], strict=True):
        votes = dict(given_["votes"])
        assert one["vacant"] == given_["seats"] - len(one["elected"])
        assert not set(one["elected"]) & set(one["tied"])
        assert set(one["elected"]) | set(one["tied"]) <= set(votes)
        assert (one["next"] == "none") == (found["valid"] and one["vacant"] == 0)
        assert (one["next"] == "tie_revote") == bool(one["tied"])
        if not raw["parameters"].get("higher_post_counts_lower"):
            numbers = [votes[label] for label in one["elected"]]
            assert numbers == sorted(numbers, reverse=True)

"""The worked cases of DOMAIN §2.6 and the tables T2, T4, T5, T9: decided by the portal's rules
and by the published recount alike."""

from typing import Any

import pytest

from elections.results.recount import recount
from elections.results.rules import decide
from elections.results.sheets import sheet_from
from tests.elections.results.sheets import contest, recall, sheet


def share(text: str, inclusive: bool) -> dict[str, Any]:
    return {"share": text, "inclusive": inclusive}


def both(raw: dict[str, Any]) -> dict[str, Any]:
    """One output, after both have said the same."""
    output = decide(sheet_from(raw)).as_output()
    assert recount(raw) == output
    return output


def one(raw: dict[str, Any]) -> tuple[list[str], list[str], int, str]:
    found = both(raw)["contests"][0]
    return found["elected"], found["tied"], found["vacant"], found["next"]


C01 = sheet(
    contest("member", 5, A=500, B=480, C=450, D=400, E=330, F=290),
    entitled=1200,
    issued=640,
    collected=632,
)
C13 = sheet(
    contest("member", 5, A=400, B=390, C=300, D=260, E=231, F=230),
    mode="household",
    entitled=900,
    collected=460,
)
C15 = sheet(
    contest("member", 5, A=39, B=36, C=30, D=25, E=21, F=20),
    mode="representative",
    entitled=60,
    collected=40,
)
FIVE = ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize(
    ("raw", "elected", "tied", "vacant", "then"),
    [
        pytest.param(C01, FIVE, [], 0, "none", id="C01"),
        pytest.param(
            sheet(contest("member", 3, A=420, B=300, C=301, D=250), issued=620),
            ["A", "C"],
            [],
            1,
            "run_off",
            id="C05",
        ),
        pytest.param(
            sheet(contest("member", 3, A=420, B=410, C=320, D=320, E=100)),
            ["A", "B"],
            ["C", "D"],
            1,
            "tie_revote",
            id="C06",
        ),
        pytest.param(
            sheet(contest("member", 3, A=420, B=320, C=320, D=200)),
            ["A", "B", "C"],
            [],
            0,
            "none",
            id="C07",
        ),
        pytest.param(
            sheet(contest("member", 1, A=200, B=310), round="run_off", collected=540),
            ["B"],
            [],
            0,
            "none",
            id="C09",
        ),
        pytest.param(C13, FIVE, [], 0, "none", id="C13"),
        pytest.param(C15, FIVE, [], 0, "none", id="C15"),
    ],
)
def test_a_worked_case(raw, elected, tied, vacant, then):
    assert both(raw)["valid"]
    assert one(raw) == (elected, tied, vacant, then)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param({**C01, "collected": 600}, "turnout", id="C02"),
        pytest.param({**C01, "collected": 641}, "over_count", id="over-count"),
        pytest.param({**C15, "collected": 39}, "turnout", id="C16"),
        pytest.param({**C13, "collected": 450}, "turnout", id="household-half"),
        pytest.param(
            {**C15, "rule_set": "law_2018", "collected": 39, "entitled": 78}, "turnout", id="2018"
        ),
        pytest.param({**C01, "invalid": 100, "blank": 33}, "inconsistent", id="more-than-valid"),
        pytest.param(sheet(contest("chair", 1, A=301, B=300)), "inconsistent", id="sum"),
        pytest.param(
            sheet(contest("member", 1, A=0), entitled=0, collected=0), "turnout", id="nobody"
        ),
        pytest.param(recall(300, 301), "inconsistent", id="recall-sum"),
        pytest.param(
            sheet(contest("member", 1, A=601), collected=600, entitled=5000),
            "inconsistent",
            id="sums-before-turnout",
        ),
        pytest.param(
            {**C01, "collected": 641, "invalid": 600}, "over_count", id="over-count-before-sums"
        ),
    ],
)
def test_a_void_round_elects_nobody(raw, reason):
    output = both(raw)
    assert (output["valid"], output["void_reason"]) == (False, reason)
    assert output["base"] == raw["collected"]
    for given, found in zip(raw["contests"], output["contests"], strict=True):
        assert (found["elected"], found["tied"], found["next"]) == ([], [], "rerun")
        assert found["vacant"] == (0 if given["post"] == "recall" else given["seats"])


@pytest.mark.parametrize(("sections", "valid"), [(0, True), (99, True), (100, False)])
def test_sections_that_are_void_count_for_nobody_in_their_contest(sections, valid):
    """Chair and member each have their own valid ballots: 600 less void sections."""
    member = {**contest("member", 1, A=400, B=101), "invalid_sections": sections}
    raw = sheet(member, contest("chair", 1, C=600))
    assert both(raw)["valid"] is valid


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ({"entitled": 1200, "collected": 600}, False),
        ({"entitled": 1199, "collected": 600}, True),
        ({"mode": "household", "entitled": 1200, "collected": 600}, False),
        ({"mode": "household", "entitled": 1200, "collected": 601}, True),
        ({"mode": "representative", "entitled": 60, "collected": 40}, True),
        ({"mode": "representative", "entitled": 61, "collected": 40}, False),
        ({"mode": "representative", "rule_set": "law_2018", "entitled": 60, "collected": 31}, True),
        (
            {"mode": "representative", "rule_set": "law_2018", "entitled": 60, "collected": 30},
            False,
        ),
        ({"round": "run_off", "collected": 1}, True),
        ({"round": "tie_revote", "collected": 1}, True),
        (
            {
                "round": "run_off",
                "collected": 500,
                "parameters": {"turnout_applies_to": ["run_off"]},
            },
            False,
        ),
        ({"collected": 1, "parameters": {"turnout_applies_to": []}}, True),
        ({"collected": 250, "parameters": {"turnout": share("1/4", True)}}, True),
        ({"collected": 250, "parameters": {"turnout": share("1/4", False)}}, False),
    ],
)
def test_how_many_must_take_part(change, valid):
    """T2 rows 2–4 at the edge, and what a sheet may say instead."""
    assert both(sheet(contest("member", 1, A=1), **change))["valid"] is valid


@pytest.mark.parametrize(
    ("votes", "seats", "elected", "tied", "vacant", "then"),
    [
        ({"A": 301}, 1, ["A"], [], 0, "none"),
        ({"A": 300}, 1, [], [], 1, "run_off"),
        ({"A": 301, "B": 301, "C": 301}, 2, [], ["A", "B", "C"], 2, "tie_revote"),
        ({"A": 301, "B": 400, "C": 301}, 3, ["B", "A", "C"], [], 0, "none"),
        ({"A": 301, "B": 400, "C": 301}, 2, ["B"], ["A", "C"], 1, "tie_revote"),
        ({"A": 300, "B": 300}, 1, [], [], 1, "run_off"),
        ({"A": 320, "B": 310, "C": 305}, 2, ["A", "B"], [], 0, "none"),
    ],
)
def test_the_first_round(votes, seats, elected, tied, vacant, then):
    """T4: over half of all ballots collected, ties matter only across the last seat."""
    assert one(sheet(contest("member", seats, **votes))) == (elected, tied, vacant, then)


def test_invalid_and_blank_ballots_stay_in_the_base():
    raw = sheet(contest("member", 2, A=301, B=300), invalid=50, blank=49)
    assert one(raw) == (["A"], [], 1, "run_off")


@pytest.mark.parametrize(
    ("parameters", "then"),
    [
        ({}, "run_off"),
        ({"leave_vacant": True}, "run_off"),
        ({"leave_vacant": True, "min_filled": 3}, "run_off"),
        ({"leave_vacant": True, "min_filled": 2}, "vacant"),
        ({"leave_vacant": False, "min_filled": 0}, "run_off"),
    ],
)
def test_seats_may_stay_vacant_when_enough_are_filled(parameters, then):
    raw = sheet(
        contest("chair", 1, A=301), contest("member", 2, B=301, C=300), parameters=parameters
    )
    assert [found["next"] for found in both(raw)["contests"]] == ["none", then]


def test_a_tie_is_voted_on_again_before_anything_stays_vacant():
    raw = sheet(
        contest("member", 1, A=300, B=300),
        round="tie_revote",
        parameters={"leave_vacant": True, "min_filled": 0},
    )
    assert one(raw) == ([], ["A", "B"], 1, "tie_revote")


@pytest.mark.parametrize(
    ("votes", "collected", "result"),
    [
        ({"A": 180, "B": 100}, 540, (["A"], [], 0, "none")),
        ({"A": 179, "B": 100}, 540, ([], [], 1, "run_off")),
        ({"A": 180, "B": 180}, 540, ([], ["A", "B"], 1, "tie_revote")),
        ({"A": 181, "B": 100}, 542, (["A"], [], 0, "none")),
        ({"A": 180, "B": 100}, 542, ([], [], 1, "run_off")),
        ({"A": 0}, 0, ([], [], 1, "run_off")),
    ],
)
def test_a_run_off_asks_for_a_third(votes, collected, result):
    assert one(sheet(contest("member", 1, **votes), round="run_off", collected=collected)) == result


@pytest.mark.parametrize(
    ("votes", "seats", "result"),
    [
        ({"C": 60, "D": 61}, 1, (["D"], [], 0, "none")),
        ({"C": 1, "D": 0}, 1, (["C"], [], 0, "none")),
        ({"C": 60, "D": 60}, 1, ([], ["C", "D"], 1, "tie_revote")),
        ({"C": 60, "D": 50, "E": 50}, 2, (["C"], ["D", "E"], 1, "tie_revote")),
    ],
)
def test_a_tie_revote_asks_only_for_more(votes, seats, result):
    assert one(sheet(contest("member", seats, **votes), round="tie_revote")) == result


KIN = [["A", "B", "spouse"]]


def elected_of(raw: dict[str, Any]) -> list[list[str]]:
    return [found["elected"] for found in both(raw)["contests"]]


def test_kin_keep_the_higher_post_and_the_seat_passes_on():
    """C28."""
    posts = contest("chair", 1, A=400), contest("member", 2, B=390, C=380, D=350)
    assert elected_of(sheet(*posts, kin=KIN)) == [["A"], ["C", "D"]]
    assert elected_of(sheet(*posts)) == [["A"], ["B", "C"]]
    assert elected_of(sheet(*reversed(posts), kin=KIN)) == [["C", "D"], ["A"]]


@pytest.mark.parametrize("kind", ["spouse", "parent_child", "sibling"])
def test_kin_in_the_same_post_keep_who_has_more_votes(kind):
    raw = sheet(contest("member", 2, B=380, A=390, C=350), kin=[["A", "B", kind]])
    assert elected_of(raw) == [["A", "C"]]
    assert elected_of({**raw, "kin": [["B", "A", kind]]}) == [["A", "C"]]
    allowed = [one for one in ("spouse", "parent_child", "sibling") if one != kind]
    assert elected_of({**raw, "parameters": {"kin_kinds": allowed}}) == [["A", "B"]]


def test_kin_free_a_seat_only_for_somebody_with_a_majority():
    raw = sheet(contest("member", 2, A=390, B=380, C=300), kin=KIN)
    assert one(raw) == (["A"], [], 1, "run_off")


def test_kin_who_are_not_elected_keep_nobody_out():
    raw = sheet(contest("chair", 1, A=300), contest("member", 1, B=301), kin=KIN)
    assert elected_of(raw) == [[], ["B"]]


@pytest.mark.parametrize(
    ("votes", "seats", "result"),
    [
        ({"A": 110, "B": 110}, 2, ([], ["A", "B"], 2, "tie_revote")),
        ({"A": 110, "B": 110, "C": 110}, 2, (["C"], ["A", "B"], 1, "tie_revote")),
        ({"A": 110, "B": 110, "C": 105}, 2, (["C"], ["A", "B"], 1, "tie_revote")),
        ({"A": 110, "B": 110, "C": 105}, 1, ([], ["A", "B"], 1, "tie_revote")),
        ({"A": 110, "B": 110, "C": 110, "D": 110}, 2, ([], ["A", "B", "C", "D"], 2, "tie_revote")),
    ],
)
def test_kin_with_equal_votes_share_one_place_and_are_voted_on_again(votes, seats, result):
    tenth = {"majority": share("1/10", False)}
    assert one(sheet(contest("member", seats, **votes), kin=KIN, parameters=tenth)) == result


def test_after_a_tie_across_the_last_seat_nobody_below_is_elected():
    tenth = {"majority": share("1/10", False)}
    raw = sheet(contest("member", 2, A=110, B=110, C=110, D=105, E=105), parameters=tenth)
    assert one(raw) == ([], ["A", "B", "C"], 2, "tie_revote")


def test_who_is_kin_of_two_who_must_be_voted_on_again_gives_way():
    raw = sheet(contest("member", 3, A=310, B=310, C=305, D=302), kin=[*KIN, ["C", "A", "sibling"]])
    assert one(raw) == (["D"], ["A", "B"], 2, "tie_revote")


def test_who_holds_a_higher_post_takes_no_second_seat():
    raw = sheet(contest("chair", 1, A=400), contest("member", 2, A=390, B=380, C=350))
    assert elected_of(raw) == [["A"], ["B", "C"]]


@pytest.mark.parametrize(
    ("counts_lower", "members"), [(False, ["S", "P", "R"]), (True, ["R", "Q", "S"])]
)
def test_votes_for_a_higher_post_count_for_a_lower_one_only_where_adopted(counts_lower, members):
    """C18, with figures that turn on it."""
    posts = (
        contest("vice_chair", 1, R=200, Q=60),
        contest("member", 3, R=305, S=330, P=310, Q=290),
    )
    raw = sheet(*posts, parameters={"higher_post_counts_lower": counts_lower})
    assert elected_of(raw)[1] == members


def test_a_higher_post_counts_for_every_lower_one_and_never_upward():
    posts = contest("member", 1, A=1), contest("vice_chair", 1, A=100), contest("chair", 1, A=250)
    raw = sheet(*posts, parameters={"higher_post_counts_lower": True})
    assert elected_of(raw) == [[], ["A"], []]
    assert elected_of(sheet(*posts)) == [[], [], []]


def test_case_c18_as_written():
    posts = contest("vice_chair", 1, Q=30), contest("member", 3, R=350, S=330, P=310, Q=290)
    assert elected_of(sheet(*posts))[1] == ["R", "S", "P"]


@pytest.mark.parametrize(
    ("raw", "result"),
    [
        pytest.param(
            recall(321, 300, entitled=1200, collected=640), (["recalled"], [], 0, "none"), id="C19"
        ),
        (recall(320, 300, entitled=1200, collected=640), ([], [], 0, "none")),
        (
            recall(21, 10, mode="representative", entitled=60, collected=41),
            (["recalled"], [], 0, "none"),
        ),
        (recall(20, 10, mode="representative", entitled=60, collected=40), ([], [], 0, "rerun")),
        (
            recall(20, 1, mode="representative", entitled=60, collected=31, rule_set="law_2018"),
            (["recalled"], [], 0, "none"),
        ),
        (
            recall(2, 1, parameters={"majority": share("1/300", True)}),
            (["recalled"], [], 0, "none"),
        ),
    ],
)
def test_a_recall(raw, result):
    """T9."""
    assert one(raw) == result


def test_what_a_sheet_leaves_out_is_nothing():
    """No kin, no parameters, no void sections: every ballot counts, down to the last."""
    raw = sheet({"post": "member", "seats": 1, "votes": [["A", 600]]})
    del raw["kin"], raw["parameters"]
    assert one(raw) == (["A"], [], 0, "none")


def test_the_two_sums_stand_in_words():
    raw = sheet(contest("chair", 1, 张某=301), entitled=1201, collected=601)
    assert both(raw)["explanation"] == [
        "应到 1,201 人，参加投票 601 人，过半数。",
        "张某得 301 票，过参加投票人数的一半，当选主任。",
    ]


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (
            {**C01, "collected": 600, "contests": [contest("member", 1, A=1)]},
            ["应到 1,200 人，参加投票 600 人，没有过半数，本次选举无效，要重新选举。"],
        ),
        (
            {**C15, "collected": 39},
            ["应到 60 人，参加投票 39 人，没有达到三分之二，本次选举无效，要重新选举。"],
        ),
        (
            {**C01, "collected": 1641, "issued": 1640},
            ["发出选票 1,640 张，收回 1,641 张，收回多于发出，本次选举无效，要重新选举。"],
        ),
        (
            sheet(contest("chair", 1, A=301, B=300)),
            ["主任的得票和有效的 600 张对不上，要核对后再公布。"],
        ),
        (
            sheet(contest("vice_chair", 1, A=200, B=310), round="run_off", collected=540),
            [
                "应到 1,000 人，参加投票 540 人。",
                "B得 310 票，达到参加投票人数的三分之一，当选副主任。",
            ],
        ),
        (
            sheet(contest("member", 2, A=5, B=3, C=3), round="tie_revote"),
            [
                "应到 1,000 人，参加投票 600 人。",
                "A得 5 票，得票较多，当选委员。",
                "B得 3 票，票数相同，委员要再次投票。",
                "C得 3 票，票数相同，委员要再次投票。",
                "委员还缺 1 人，要再次投票。",
            ],
        ),
        (
            sheet(contest("member", 2, A=390, B=380), kin=KIN),
            [
                "应到 1,000 人，参加投票 600 人，过半数。",
                "A得 390 票，过参加投票人数的一半，当选委员。",
                "B得 380 票，但与A是近亲属，要回避，不当选。",
                "委员还缺 1 人，要另行选举。",
            ],
        ),
        (
            sheet(contest("member", 2, A=301), parameters={"leave_vacant": True, "min_filled": 1}),
            [
                "应到 1,000 人，参加投票 600 人，过半数。",
                "A得 301 票，过参加投票人数的一半，当选委员。",
                "委员还缺 1 人，可以暂缺。",
            ],
        ),
        (
            recall(41, 0, collected=60, entitled=60, mode="representative"),
            [
                "应到 60 人，参加投票 60 人，超过三分之二。",
                "赞成 41 票，过参加投票人数的一半，罢免通过。",
            ],
        ),
        (
            recall(1030, 0, collected=2060, entitled=3000),
            [
                "应到 3,000 人，参加投票 2,060 人，过半数。",
                "赞成 1,030 票，没有过参加投票人数的一半，罢免没有通过。",
            ],
        ),
        (
            recall(5, 0, collected=60, entitled=60, parameters={"majority": share("3/7", False)}),
            [
                "应到 60 人，参加投票 60 人，过半数。",
                "赞成 5 票，没有超过参加投票人数的7分之3，罢免没有通过。",
            ],
        ),
        (
            sheet(
                contest("member", 1, A=480),
                parameters={"turnout": share("1/5", True), "majority": share("4/5", True)},
            ),
            [
                "应到 1,000 人，参加投票 600 人，达到五分之一。",
                "A得 480 票，达到参加投票人数的五分之四，当选委员。",
            ],
        ),
        (
            sheet(
                contest("member", 1, A=450),
                parameters={"turnout": share("1/3", False), "majority": share("3/4", True)},
            ),
            [
                "应到 1,000 人，参加投票 600 人，超过三分之一。",
                "A得 450 票，达到参加投票人数的四分之三，当选委员。",
            ],
        ),
        (
            sheet(contest("member", 1, A=300), parameters={"majority": share("1/2", True)}),
            [
                "应到 1,000 人，参加投票 600 人，过半数。",
                "A得 300 票，达到参加投票人数的半数，当选委员。",
            ],
        ),
    ],
)
def test_every_explanation_word_for_word(raw, lines):
    assert both(raw)["explanation"] == lines

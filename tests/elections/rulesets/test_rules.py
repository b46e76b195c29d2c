"""Shares and the two laws (DOMAIN §1.3, §2.4)."""

from dataclasses import fields
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rulesets.rules import HALF, LAW_2018, LAW_2025, THIRD, TWO_THIRDS, Rules, Share
from elections.rulesets.states import Mode, Round

ONE_FIFTH = Share(1, 5, inclusive=True)
OVER_TWO_THIRDS = Share(2, 3, inclusive=False)


@pytest.mark.parametrize(
    ("share", "base", "least"),
    [
        (HALF, 600, 301),
        (HALF, 632, 317),
        (HALF, 601, 301),
        (HALF, 1, 1),
        (HALF, 40, 21),
        (TWO_THIRDS, 60, 40),
        (TWO_THIRDS, 61, 41),
        (TWO_THIRDS, 3, 2),
        (OVER_TWO_THIRDS, 60, 41),
        (OVER_TWO_THIRDS, 61, 41),
        (THIRD, 540, 180),
        (THIRD, 541, 181),
        (ONE_FIFTH, 1200, 240),
        (ONE_FIFTH, 1201, 241),
    ],
)
def test_the_least_that_is_enough(share: Share, base: int, least: int):
    assert share.least(base) == least
    assert share.met_by(least, base)
    assert not share.met_by(least - 1, base)


@given(
    base=st.integers(0, 10_000),
    votes=st.integers(0, 10_000),
    denominator=st.integers(1, 12),
    inclusive=st.booleans(),
    data=st.data(),
)
def test_enough_is_what_the_fraction_says(base, votes, denominator, inclusive, data):
    share = Share(data.draw(st.integers(1, denominator)), denominator, inclusive)
    part = Fraction(share.numerator, share.denominator) * base
    enough = votes >= part if inclusive else votes > part
    assert share.met_by(votes, base) == (votes > 0 and enough)


@pytest.mark.parametrize("share", [HALF, TWO_THIRDS])
def test_no_vote_is_never_enough(share: Share):
    assert not share.met_by(0, 0)
    assert share.met_by(1, 0)
    assert share.least(0) == 1


@pytest.mark.parametrize(
    ("share", "text", "words"),
    [
        (HALF, ">1/2", "过半数"),
        (TWO_THIRDS, ">=2/3", "三分之二以上"),
        (OVER_TWO_THIRDS, ">2/3", "超过三分之二"),
        (Share(1, 2, inclusive=True), ">=1/2", "半数以上"),
        (Share(3, 7, inclusive=False), ">3/7", "超过7分之3"),
    ],
)
def test_a_share_is_written_and_spoken(share: Share, text: str, words: str):
    assert share.text == text
    assert share.words == words
    assert Share.parse(text) == share


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("超过1/2", HALF),
        ("超过 １／２", HALF),
        ("2/3以上", TWO_THIRDS),
        ("≥2/3", TWO_THIRDS),
        (" > = 2/3 ", TWO_THIRDS),
        ("＞＝2/3", TWO_THIRDS),
        ("> 2/3", OVER_TWO_THIRDS),
        (">2/4", HALF),
    ],
)
def test_a_share_is_read_as_people_type_it(text: str, share: Share):
    assert Share.parse(text) == share


@pytest.mark.parametrize(
    "text", ["", "1/2", "0.5", ">", ">0", ">5/4", ">1/0", "超过一半", ">=-1/2"]
)
def test_what_is_no_share_is_refused_in_words(text: str):
    with pytest.raises(
        ValueError, match=r"^(请写成“超过1/2”或者“2/3以上”|比例请写成 2/3 这样|比例要大于)"
    ):
        Share.parse(text)


@pytest.mark.parametrize(("top", "bottom"), [(0, 2), (3, 2), (-1, 2), (1, 0)])
def test_a_share_lies_above_nothing_and_not_above_all(top: int, bottom: int):
    with pytest.raises(ValueError, match=r"^比例要大于 0，最多是 1。$"):
        Share(top, bottom, inclusive=True)


@pytest.mark.parametrize(
    ("law", "mode", "round_", "share"),
    [
        (LAW_2025, Mode.ALL, Round.FIRST, HALF),
        (LAW_2025, Mode.HOUSEHOLD, Round.FIRST, HALF),
        (LAW_2025, Mode.REPRESENTATIVE, Round.FIRST, TWO_THIRDS),
        (LAW_2025, Mode.REPRESENTATIVE, Round.RECALL, OVER_TWO_THIRDS),
        (LAW_2025, Mode.ALL, Round.RECALL, HALF),
        (LAW_2018, Mode.ALL, Round.FIRST, HALF),
        (LAW_2018, Mode.HOUSEHOLD, Round.FIRST, HALF),
        (LAW_2018, Mode.REPRESENTATIVE, Round.FIRST, HALF),
        (LAW_2018, Mode.REPRESENTATIVE, Round.RECALL, HALF),
    ],
)
def test_who_must_take_part(law: Rules, mode: str, round_: str, share: Share):
    assert law.turnout(mode, round_) == share


def test_no_parameter_is_a_float():
    assert [f.name for f in fields(Rules) if isinstance(getattr(LAW_2025, f.name), float)] == []


def test_the_laws_differ_where_the_revision_changed_something():
    differing = {
        f.name for f in fields(Rules) if getattr(LAW_2018, f.name) != getattr(LAW_2025, f.name)
    }
    assert differing == {
        "worker_months", "body_kin_leaves", "woman_required", "contested", "proxy_kin_only",
        "turnout_representative", "recall_turnout_representative", "unfit_in_a_row",
    }  # fmt: skip

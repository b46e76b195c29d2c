"""Counting words as tables and by properties (DOMAIN §1.3, 3.4): integers and fractions only."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.kinds.rules import Count, Quorum, Share, outcome_of, parse_share, sensible_count

TWO_THIRDS = Share(Fraction(2, 3), inclusive=True)
OVER_HALF = Share(Fraction(1, 2), inclusive=False)
OVER_TWO_THIRDS = Share(Fraction(2, 3), inclusive=False)
A_THIRD = Share(Fraction(1, 3), inclusive=True)


@pytest.mark.parametrize(
    ("share", "base", "least"),
    [
        (TWO_THIRDS, 40, 27),
        (TWO_THIRDS, 39, 26),
        (TWO_THIRDS, 1, 1),
        (OVER_TWO_THIRDS, 39, 27),
        (OVER_TWO_THIRDS, 40, 27),
        (OVER_HALF, 40, 21),
        (OVER_HALF, 41, 21),
        (A_THIRD, 10, 4),
        (A_THIRD, 9, 3),
        (Share(Fraction(4, 5), inclusive=True), 50, 40),
        (Share(Fraction(1), inclusive=True), 7, 7),
    ],
)
def test_the_smallest_number_that_is_enough(share, base, least):
    assert share.least(base) == least
    assert share.reached(least, base)
    assert not share.reached(least - 1, base)


@given(
    st.fractions(min_value=Fraction(1, 20), max_value=1),
    st.booleans(),
    st.integers(1, 5_000),
    st.integers(0, 5_000),
)
def test_a_number_is_enough_exactly_from_the_smallest_one_on(fraction, inclusive, base, count):
    share = Share(fraction, inclusive)
    assert share.reached(count, base) == (count >= share.least(base))


@given(st.integers(1, 2_000), st.integers(0, 2_000))
def test_one_more_person_never_undoes_a_quorum(base, present):
    if TWO_THIRDS.reached(present, base):
        assert TWO_THIRDS.reached(present + 1, base)


def test_nobody_on_the_roster_is_never_a_quorum():
    assert not TWO_THIRDS.reached(0, 0)
    assert Quorum(0, 0, TWO_THIRDS).line == "名册还是空的，先把应到的人写上。"


@pytest.mark.parametrize(
    ("present", "line"),
    [
        (27, "应到 40，实到 27，可以开会（三分之二是 27）"),
        (26, "应到 40，实到 26，还差 1 人才能开会（三分之二是 27）"),
    ],
)
def test_the_quorum_is_said_in_words(present, line):
    assert Quorum(40, present, TWO_THIRDS).line == line


def test_of_a_meeting_that_is_over_nobody_is_missing_any_more():
    assert Quorum(40, 27, TWO_THIRDS).line_afterwards == Quorum(40, 27, TWO_THIRDS).line
    assert Quorum(40, 26, TWO_THIRDS).line_afterwards == (
        "应到 40，实到 26，没有达到开会人数（三分之二是 27）"
    )
    assert Quorum(40, 3, None).line_afterwards == "应到 40，实到 3。"


@pytest.mark.parametrize(
    ("yes", "no", "abstained", "present", "passed"),
    [
        (14, 0, 0, 27, True),
        (13, 0, 0, 27, False),
        (13, 0, 14, 27, False),
        (20, 20, 0, 40, False),
        (21, 19, 0, 40, True),
    ],
)
def test_abstentions_and_silence_stay_in_the_base(yes, no, abstained, present, passed):
    count = Count(yes, no, abstained, present, base=present)
    assert outcome_of(count, OVER_HALF).passed is passed


def test_the_rule_is_printed_with_the_result():
    count = Count(20, 3, 2, present=27, base=27)
    assert outcome_of(count, OVER_HALF).words == (
        "到会 27 人，赞成 20，反对 3，弃权 2，没有表示 2。过半数要 14 票，通过。"
    )


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.integers(0, 900))
def test_more_votes_than_people_are_refused(yes, no, abstained, present):
    count = Count(yes, no, abstained, present, present)
    assert bool(sensible_count(count)) == (yes + no + abstained <= present)


@pytest.mark.parametrize("text", ["0/3", "4/3", "2/0", "一半", "-1/2", ""])
def test_a_share_that_makes_no_sense_is_refused(text):
    with pytest.raises(ValueError, match="比例"):
        parse_share(text)

import pytest
from django.db.models import TextChoices

from jiedao.common.errors import ALLOWED, Conflict, Refused, no
from jiedao.common.moves import Moves, check_move


class State(TextChoices):
    OPEN = "open", "在办"
    DONE = "done", "已办结"
    GONE = "gone", "已撤下"


MOVES: Moves = {
    State.OPEN: {State.DONE: "settled", State.GONE: "written by mistake"},
    State.DONE: {State.OPEN: "the resident says it is not settled"},
}
EDGES = {(old, new) for old, ways in MOVES.items() for new in ways}


@pytest.mark.parametrize("old", State)
@pytest.mark.parametrize("new", State)
def test_exactly_the_moves_of_the_table_are_allowed(old, new):
    if (old, new) in EDGES:
        check_move(MOVES, old.value, new)
    else:
        with pytest.raises(Refused):
            check_move(MOVES, old.value, new)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("done", State.GONE, "现在是“已办结”，不能改成“已撤下”，只能改成“在办”。"),
        ("open", State.OPEN, "现在已经是“在办”。"),
        ("gone", State.OPEN, "现在是“已撤下”，不能再改。"),
    ],
)
def test_a_refused_move_says_what_is_possible(old, new, sentence):
    with pytest.raises(Refused) as refused:
        check_move(MOVES, old, new)
    assert refused.value.reason == sentence


def test_an_allowed_verdict_is_true_and_lets_pass():
    assert ALLOWED
    ALLOWED.require()


def test_a_refusing_verdict_is_false_and_raises_its_reason():
    verdict = no("只有主任可以办结。")
    assert not verdict
    with pytest.raises(Refused, match="只有主任可以办结。"):
        verdict.require()


def test_a_refusal_without_a_reason_is_a_mistake():
    with pytest.raises(ValueError, match="reason"):
        no("")


def test_a_conflict_carries_the_row_as_it_stands():
    assert Conflict("row").current == "row"

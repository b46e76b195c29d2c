"""The election body and the people who work on polling day (T8)."""

from dataclasses import dataclass

import pytest

from elections.body.rules import may_serve, next_in_line, size_fits
from elections.rulesets.rules import LAW_2025


@dataclass
class Reserve:
    rank: int


def test_the_reserve_with_the_most_votes_moves_up():
    assert next_in_line(iter([Reserve(3), Reserve(1), Reserve(2)])) == Reserve(1)
    assert next_in_line([]) is None


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (7, ""),
        (8, ""),
        (9, ""),
        (6, "选举委员会要 7 到 9 人，现在 6 人"),
        (10, "选举委员会要 7 到 9 人，现在 10 人"),
    ],
)
def test_the_size_of_the_election_body(members, reason):
    assert size_fits(LAW_2025, members).reason == reason


CANDIDATE = "李敏是候选人，不能当工作人员。如果只是同名，请勾选“同名，不是同一个人”。"
KIN = "候选人的配偶和近亲属不能当工作人员。请问过本人，再勾选“和候选人没有近亲属关系”。"


@pytest.mark.parametrize(
    ("name", "somebody_else", "no_kin", "reason"),
    [
        ("赵磊", False, True, ""),
        ("赵磊", False, False, KIN),
        ("李敏", False, True, CANDIDATE),
        ("李敏", False, False, CANDIDATE),
        ("李敏", True, True, ""),
        ("李敏", True, False, KIN),
    ],
)
def test_who_works_on_polling_day_is_no_candidate_and_no_kin(name, somebody_else, no_kin, reason):
    verdict = may_serve(
        name, candidates=["李敏", "张伟"], is_somebody_else=somebody_else, no_kin=no_kin
    )
    assert verdict.reason == reason

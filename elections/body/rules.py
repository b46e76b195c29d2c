"""Who moves up, and who may not work on polling day. Pure."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from elections.rulesets.rules import Rules
from jiedao.common.errors import ALLOWED, Verdict, no


class InLine(Protocol):
    """Somebody chosen as a reserve."""

    rank: int


Reserve = TypeVar("Reserve", bound=InLine)


def next_in_line(reserves: Iterable[Reserve]) -> Reserve | None:
    """The reserve chosen with the most votes; none when nobody is left."""
    return min(reserves, key=lambda one: one.rank, default=None)


def size_fits(rules: Rules, members: int) -> Verdict:
    """As many members as the rule set says; an odd number is advisable, not required."""
    if rules.body_least <= members <= rules.body_most:
        return ALLOWED
    return no(f"选举委员会要 {rules.body_least} 到 {rules.body_most} 人，现在 {members} 人")


def may_serve(
    name: str, *, candidates: Sequence[str], is_somebody_else: bool, no_kin: bool
) -> Verdict:
    """T8: not a candidate, nor spouse or near kin of one. Two people may be called alike; then
    somebody says so. `no_kin`: she declared that no candidate is her near kin."""
    if name in candidates and not is_somebody_else:
        return no(f"{name}是候选人，不能当工作人员。如果只是同名，请勾选“同名，不是同一个人”。")
    if not no_kin:
        return no(
            "候选人的配偶和近亲属不能当工作人员。请问过本人，再勾选“和候选人没有近亲属关系”。"
        )
    return ALLOWED

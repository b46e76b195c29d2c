"""The agenda without clock and database: what a conclusion must say, and how long it takes."""

from jiedao.common.errors import Verdict, no
from meetings.convening.fund import guards_fund
from meetings.kinds.states import Decides

WAITING_MOST = 20


def whole_conclusion(decides: str, conclusion: str, agreed: bool | None, differing: str) -> Verdict:
    """A joint meeting writes 协商一致 or the different opinions (PRACTICE §1); the fund stands."""
    if agreed is False and not differing:
        return no("没有协商一致，请把不同意见写上。")
    if decides == Decides.CONSENSUS and conclusion and agreed is None:
        return no("请选一下：是协商一致，还是有不同意见。")
    return guards_fund(conclusion)


def time_words(minutes: int) -> str:
    """「一共 75 分钟」, with the hours where it is more than one."""
    if minutes < 60:
        return f"一共 {minutes} 分钟"
    hours, rest = divmod(minutes, 60)
    return f"一共 {minutes} 分钟（{hours} 小时{f' {rest} 分' if rest else ''}）"

"""For whom a case waits, what a refusal says, and what is pasted into WeChat. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.referrals.states import ReferralKind, ReferralState, WhyNot

LINK_LIVES = timedelta(days=7)
"""After the body has answered for the last time its link still shows what it said (a setting of
the house, no law)."""
GROUP_TEXT_MOST = 120
"""Characters of what is pasted into WeChat, the address not counted (PRACTICE R11)."""
SAYS = {
    ReferralState.ACCEPTED: "接下了",
    ReferralState.DECLINED: "退回了",
    ReferralState.SETTLED: "说办好了",
}
"""What a body did, as the timeline says it."""


@dataclass(frozen=True)
class Pending:
    """A referral that is not over."""

    name: str
    state: str
    kind: str
    answer_by: datetime


@dataclass(frozen=True)
class Wait:
    """For whom the case waits. `until`: when the first of them should have answered; None when
    all have. `taken_by`: those who have accepted it and do it in the committee's place."""

    who: str
    until: datetime | None
    taken_by: str


def wait_for(pending: Iterable[Pending]) -> Wait | None:
    """None: the next move is the committee's. Whoever accepted only to help is not waited for."""
    pending = list(pending)
    asked = [one for one in pending if one.state == ReferralState.SENT]
    taken = [
        one
        for one in pending
        if one.state == ReferralState.ACCEPTED and one.kind == ReferralKind.TRANSFER
    ]
    if not asked and not taken:
        return None
    who = "、".join(one.name for one in (asked or taken))
    until = min((one.answer_by for one in asked), default=None)
    return Wait(who, until, "、".join(one.name for one in taken))


def refusal(why: str, words: str) -> str:
    """「不归我们管：是自来水公司的表」; the reason alone where nothing was added."""
    label = "" if why == WhyNot.OTHER else WhyNot(why).label
    return "：".join(part for part in (label, words.strip()) if part)


def came_back(told: str, state: str) -> str:
    """What stands beside the case in its owner's list until she does something with it."""
    return told[:100] + ("，请去看一看" if state == ReferralState.SETTLED else "")


def group_text(committee: str, what: str, until: str) -> str:
    """What stands before the link, short enough for a phone."""
    head, foot = f"【{committee}】请你们看一件事：", f"。请在 {until} 前点开回一声，不用密码："
    room = GROUP_TEXT_MOST - len(head) - len(foot)
    what = " ".join(what.split()).rstrip("。")
    return f"{head}{what if len(what) <= room else what[: room - 1] + '…'}{foot}"

"""Kinds and the life of a referral."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class ReferralKind(TextChoices):
    HELP = "help", "请他们帮忙，还是我们办"
    TRANSFER = "transfer", "转给他们办，我们配合"


class ReferralState(TextChoices):
    """The words of UX.md C.4."""

    SENT = "sent", "等回复"
    ACCEPTED = "accepted", "在办"
    DECLINED = "declined", "退回"
    SETTLED = "settled", "办好了"
    CALLED_BACK = "called_back", "收回"


class WhyNot(TextChoices):
    """Why a body sends back what it was asked; the free words come on top."""

    NOT_OURS = "not_ours", "不归我们管"
    OWNERS_FIRST = "owners_first", "要业主先表决"
    NO_HANDS = "no_hands", "眼下没有人手或材料"
    UNCLEAR = "unclear", "说得不清楚，请补充"
    OTHER = "other", "别的原因"


OPEN_STATES = (ReferralState.SENT, ReferralState.ACCEPTED)

MOVES: Moves = {
    ReferralState.SENT: {
        ReferralState.ACCEPTED: "they take it",
        ReferralState.DECLINED: "not theirs, or not possible: with the reason",
        ReferralState.SETTLED: "done at once",
        ReferralState.CALLED_BACK: "asked by mistake, or no longer needed",
    },
    ReferralState.ACCEPTED: {
        ReferralState.SETTLED: "they say what was done",
        ReferralState.DECLINED: "it turned out not to be theirs",
        ReferralState.CALLED_BACK: "no longer needed",
    },
    ReferralState.DECLINED: {},
    ReferralState.SETTLED: {},
    ReferralState.CALLED_BACK: {},
}

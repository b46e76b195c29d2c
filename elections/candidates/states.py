"""How a name comes to the ballot and leaves it."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class CandidateState(TextChoices):
    NOMINATED = "nominated", "已提名"
    ACCEPTED = "accepted", "本人同意"
    QUALIFIED = "qualified", "资格符合"
    FORMAL = "formal", "正式候选人"
    DECLINED = "declined", "本人不同意"
    UNQUALIFIED = "unqualified", "资格不符合"
    WITHDRAWN = "withdrawn", "已退出"


class CandidateOrigin(TextChoices):
    """How somebody came to stand."""

    NOMINATED = "nominated", "选民联名提名"
    WRITTEN_IN = "written_in", "上一次投票另选他人"


MOVES: Moves = {
    CandidateState.NOMINATED: {
        CandidateState.ACCEPTED: "signed by the nominee",
        CandidateState.DECLINED: "the nominee does not want to",
    },
    CandidateState.ACCEPTED: {
        CandidateState.QUALIFIED: "资格联审: outcome and paper reference only (R37)",
        CandidateState.UNQUALIFIED: "资格联审: outcome and paper reference only (R37)",
        CandidateState.WITHDRAWN: "in writing, before the deadline",
    },
    CandidateState.QUALIFIED: {
        CandidateState.FORMAL: "on the published list",
        CandidateState.WITHDRAWN: "in writing, before the deadline",
    },
    CandidateState.FORMAL: {CandidateState.WITHDRAWN: "in writing, before the deadline"},
    CandidateState.DECLINED: {},
    CandidateState.UNQUALIFIED: {},
    CandidateState.WITHDRAWN: {},
}

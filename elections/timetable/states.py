"""Kinds, modes and stages of an election, and the moves between them (DOMAIN §2.4, T11)."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class ElectionKind(TextChoices):
    TERM = "term", "换届选举"
    BY_ELECTION = "by_election", "补选"
    RECALL = "recall", "罢免投票"


class Stage(TextChoices):
    """Where an election stands; the words of the stepper."""

    PREPARING = "preparing", "筹备"
    BODY = "body", "选举委员会产生"
    REGISTRATION = "registration", "选民登记"
    ROLL = "roll", "名单公布"
    NOMINATION = "nomination", "提名候选人"
    CANDIDATES = "candidates", "候选人公布"
    POLLING = "polling", "投票"
    COUNTING = "counting", "计票"
    FINISHED = "finished", "计票完成"
    PUBLISHED = "published", "结果公布"
    HANDED_OVER = "handed_over", "移交"
    ARCHIVED = "archived", "归档"
    CALLED_OFF = "called_off", "终止"


MOVES: Moves = {
    Stage.PREPARING: {
        Stage.BODY: "the residents have chosen the election body",
        Stage.CALLED_OFF: "opened by mistake, or the officer to recall resigned (T9)",
    },
    Stage.BODY: {
        Stage.REGISTRATION: "notices 1 and 2 hang",
        Stage.CALLED_OFF: "the street stops it with a reason",
    },
    Stage.REGISTRATION: {
        Stage.ROLL: "the roll is published, at least the set number of days before polling",
        Stage.CALLED_OFF: "the street stops it with a reason",
    },
    Stage.ROLL: {
        Stage.NOMINATION: "objections are decided and the roll is frozen",
        Stage.CANDIDATES: "a recall names nobody: its ballot says yes or no",
        Stage.CALLED_OFF: "the street stops it with a reason",
    },
    Stage.NOMINATION: {
        Stage.CANDIDATES: "the formal list is published, more names than seats",
        Stage.CALLED_OFF: "the street stops it with a reason",
    },
    Stage.CANDIDATES: {
        Stage.POLLING: "the stations open on polling day",
        Stage.NOMINATION: "withdrawals left too few names",
        Stage.CALLED_OFF: "the street stops it with a reason",
    },
    Stage.POLLING: {Stage.COUNTING: "the stations are closed and the boxes opened in public"},
    Stage.COUNTING: {Stage.FINISHED: "batches, sheets and wall agree; or the round is void"},
    Stage.FINISHED: {
        Stage.COUNTING: "one of the two who sign sends it back, with a reason",
        Stage.PUBLISHED: "总监票人 and 选举委员会 both signed",
    },
    Stage.PUBLISHED: {
        Stage.CANDIDATES: "another round: run-off, tie re-vote, or redo of a void one",
        Stage.HANDED_OVER: "seals, office, accounts and files have changed hands",
        Stage.ARCHIVED: "a recall that did not pass hands nothing over",
    },
    Stage.HANDED_OVER: {Stage.ARCHIVED: "the file is closed"},
    Stage.ARCHIVED: {},
    Stage.CALLED_OFF: {},
}

OVER = frozenset({Stage.ARCHIVED, Stage.CALLED_OFF})
"""Nothing moves any more; election postings have ended."""


class RoundKind(TextChoices):
    """The rounds of CONTRACTS' result sheet; `rerun` counts as a first round there."""

    FIRST = "first", "第一轮"
    RUN_OFF = "run_off", "另行选举"
    TIE_REVOTE = "tie_revote", "再次投票"
    RERUN = "rerun", "重新选举"
    RECALL = "recall", "罢免投票"


class StepCode(TextChoices):
    """The dates of a timetable, in the order in which they come (DOMAIN §2.2)."""

    BODY = "body", "选举委员会产生"
    FIRST_NOTICE = "first_notice", "公布选举日（第 1、2 号公告）"
    REGISTRATION = "registration", "选民登记开始"
    REGISTRATION_END = "registration_end", "选民登记结束"
    ROLL = "roll", "公布选民名单"
    OBJECTIONS_END = "objections_end", "对名单的申诉截止"
    FREEZE = "freeze", "申诉答复完，名单确定"
    NOMINATION = "nomination", "提名候选人开始"
    NOMINATION_END = "nomination_end", "自荐和提名截止"
    QUALIFICATION = "qualification", "资格联审"
    CANDIDATES = "candidates", "公布正式候选人"
    PROXIES = "proxies", "委托投票登记截止"
    WITHDRAWAL = "withdrawal", "候选人退出截止"
    POLL_NOTICE = "poll_notice", "公布投票时间、地点和工作人员"
    PROXY_LIST = "proxy_list", "公布委托投票名单"
    INVALID_RULES = "invalid_rules", "公布无效票认定规则"
    POLLING = "polling", "投票、计票、公布结果"
    SEALS = "seals", "交印章"
    HANDOVER = "handover", "工作移交完"


CUT_OFFS = frozenset(
    {
        StepCode.REGISTRATION_END,
        StepCode.OBJECTIONS_END,
        StepCode.NOMINATION_END,
        StepCode.PROXIES,
        StepCode.WITHDRAWAL,
    }
)
"""Days up to which residents may do something: they pass by themselves, nobody ticks them."""

REMINDED_CUT_OFFS = frozenset({StepCode.NOMINATION_END})
"""Those of which whoever leads the election hears beforehand, while names can still be gathered;
never afterwards, for nobody is late."""

NAMELESS = frozenset(
    {
        StepCode.NOMINATION,
        StepCode.NOMINATION_END,
        StepCode.QUALIFICATION,
        StepCode.CANDIDATES,
    }
)
"""Steps a recall does not have: its ballot says yes or no and names nobody."""

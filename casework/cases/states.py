"""Kinds, urgency and the life of a case (事项)."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class CaseKind(TextChoices):
    HARDSHIP = "hardship", "困难"
    ISSUE = "issue", "居民反映"
    DISPUTE = "dispute", "纠纷"
    ADVICE = "advice", "咨询"
    PROPOSAL = "proposal", "建议"


class Urgency(TextChoices):
    """How long it can wait. 危急: somebody's life or health is in danger now."""

    NORMAL = "normal", "一般"
    URGENT = "urgent", "紧急"
    DANGER = "danger", "危急"


class Source(TextChoices):
    DESK = "desk", "来访"
    PHONE = "phone", "来电"
    VISIT = "visit", "走访"
    PATROL = "patrol", "巡查"
    MEETING = "meeting", "会议"
    PARTNER = "partner", "合作单位"
    HOTLINE = "hotline", "12345"


class CaseState(TextChoices):
    """The words of UX.md C.4, and no synonyms."""

    NEW = "new", "待处理"
    WORKING = "working", "在办"
    WAITING = "waiting", "等回复"
    FOLLOWED_UP = "followed_up", "已回访"
    CLOSED = "closed", "已办结"


OPEN_STATES = (CaseState.NEW, CaseState.WORKING, CaseState.WAITING, CaseState.FOLLOWED_UP)

MOVES: Moves = {
    CaseState.NEW: {
        CaseState.WORKING: "the first progress note starts the work",
        CaseState.WAITING: "somebody else has to answer first",
        CaseState.FOLLOWED_UP: "settled at once, the resident was asked",
        CaseState.CLOSED: "advice, proposals and small repairs: 当场办结 (R6)",
    },
    CaseState.WORKING: {
        CaseState.WAITING: "somebody else has to answer first",
        CaseState.FOLLOWED_UP: "the resident was asked whether it is settled",
        CaseState.CLOSED: "kinds that need no follow-up",
    },
    CaseState.WAITING: {
        CaseState.WORKING: "the answer came",
        CaseState.FOLLOWED_UP: "the answer settled it, the resident was asked",
        CaseState.CLOSED: "kinds that need no follow-up",
    },
    CaseState.FOLLOWED_UP: {
        CaseState.CLOSED: "grave ones: by a second person, with evidence",
        CaseState.WORKING: "the resident is not content, or the second person asks for more",
    },
    CaseState.CLOSED: {CaseState.WORKING: "it came back: reopened with a reason"},
}


class EventKind(TextChoices):
    OPENED = "opened", "登记"
    PROGRESS = "progress", "进展"
    CONTACT = "contact", "联系了居民"
    REPLY = "reply", "居民来说"
    OFFERED = "offered", "交给别人"
    ACCEPTED = "accepted", "接下了"
    DECLINED = "declined", "退回"
    WITHDRAWN = "withdrawn", "收回"
    WAITING = "waiting", "等回复"
    FOLLOWED_UP = "followed_up", "回访"
    CLOSING = "closing", "请人确认办结"
    CLOSED = "closed", "办结"
    REOPENED = "reopened", "重新办"
    DEADLINE = "deadline", "改期限"
    PAUSED = "paused", "暂停"
    RESUMED = "resumed", "接着办"
    LEVEL = "level", "定等级"
    REPORTED = "reported", "报告"
    TOLD_UP = "told_up", "超时提醒"
    RECOUNTED = "recounted", "期限重新算"
    REFERRED = "referred", "请别的单位"
    ANSWERED = "answered", "对方的话"

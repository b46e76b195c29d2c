"""Kinds and states of public notices."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class NoticeKind(TextChoices):
    WATER = "water", "停水通知"
    POWER = "power", "停电通知"
    MEETING = "meeting", "会议通知"
    ACTIVITY = "activity", "活动通知"
    ELECTION = "election", "换届选举"
    AFFAIRS = "affairs", "居务公开"
    AID = "aid", "救助公示"
    URGENT = "urgent", "紧急通知"
    GENERAL = "general", "通知"


TWO_PERSON_KINDS = frozenset({NoticeKind.ELECTION, NoticeKind.AID, NoticeKind.AFFAIRS})
"""Money, hardship and elections need a second person before they are public."""

STATUTORY_KINDS = TWO_PERSON_KINDS
"""Publicity whose period counts in law: a correction asks whether it starts again (R8)."""


class NoticeState(TextChoices):
    DRAFT = "draft", "草稿"
    REVIEW = "review", "等第二人确认"
    RELEASED = "released", "已发布"
    WITHDRAWN = "withdrawn", "已撤下"


MOVES: Moves = {
    NoticeState.DRAFT: {
        NoticeState.REVIEW: "money, hardship, election: a second person looks first",
        NoticeState.RELEASED: "everything else is released by one person",
    },
    NoticeState.REVIEW: {
        NoticeState.RELEASED: "the second person agrees",
        NoticeState.DRAFT: "the second person asks for a change",
    },
    NoticeState.RELEASED: {
        NoticeState.WITHDRAWN: "410 with the phone, never a 404",
        NoticeState.DRAFT: "its minute has not come, so nobody has seen it",
    },
    NoticeState.WITHDRAWN: {},
}

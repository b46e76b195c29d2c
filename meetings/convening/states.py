"""Kinds of meeting in their first form, and the life of a meeting."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class MeetingKind(TextChoices):
    JOINT = "joint", "小区联席会议"
    REPRESENTATIVES = "representatives", "居民代表会议"
    COMMITTEE = "committee", "居委会例会"
    STUDY = "study", "学习会"
    OTHER = "other", "其他会议"


class MeetingState(TextChoices):
    PLANNED = "planned", "准备中"
    HELD = "held", "已开"
    CANCELLED = "cancelled", "已取消"


MOVES: Moves = {
    MeetingState.PLANNED: {
        MeetingState.HELD: "it took place",
        MeetingState.CANCELLED: "it will not take place; the reason is told to everybody",
    },
    MeetingState.HELD: {},
    MeetingState.CANCELLED: {},
}

"""The life of a meeting, of a topic, and what the invited answer."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class MeetingState(TextChoices):
    PLANNED = "planned", "准备中"
    OPEN = "open", "开会中"
    HELD = "held", "已开"
    CANCELLED = "cancelled", "已取消"


MOVES: Moves = {
    MeetingState.PLANNED: {
        MeetingState.OPEN: "people are signing in",
        MeetingState.HELD: "it took place and is entered afterwards",
        MeetingState.CANCELLED: "it will not take place; the reason is told to everybody",
    },
    MeetingState.OPEN: {
        MeetingState.HELD: "it is over",
        MeetingState.PLANNED: "opened by mistake: nobody has signed in yet",
        MeetingState.CANCELLED: "too few came",
    },
    MeetingState.HELD: {},
    MeetingState.CANCELLED: {},
}


class TopicState(TextChoices):
    WAITING = "waiting", "等主任安排"
    LISTED = "listed", "列入议程"
    DECLINED = "declined", "没有列入"
    SETTLED = "settled", "议过了"
    CARRIED = "carried", "转到下次"


TOPIC_MOVES: Moves = {
    TopicState.WAITING: {
        TopicState.LISTED: "the chair puts it on an agenda",
        TopicState.DECLINED: "the chair says why not",
    },
    TopicState.LISTED: {
        TopicState.SETTLED: "an outcome is written",
        TopicState.CARRIED: "the meeting ended before it, or leaves it open",
        TopicState.WAITING: "taken off the agenda again, or the meeting was cancelled",
    },
    TopicState.SETTLED: {TopicState.LISTED: "the outcome was written by mistake"},
    TopicState.DECLINED: {TopicState.WAITING: "the chair takes it up after all"},
    TopicState.CARRIED: {
        TopicState.SETTLED: "its outcome is written afterwards, while its copy still waits",
    },
}


class TopicSource(TextChoices):
    """Where a topic comes from. Who proposed how much is counted nowhere (PRACTICE §1)."""

    COMMITTEE = "committee", "居委会提出"
    BODY = "body", "单位提出"
    CASE = "case", "从事项来"
    ITEM = "item", "上次没办完的"
    RESIDENT = "resident", "居民提出"


class Answer(TextChoices):
    """What an invited body or person says to the invitation."""

    NONE = "", "还没有回答"
    COMING = "coming", "参加"
    EXCUSED = "excused", "请假"
    SENDS = "sends", "换人"

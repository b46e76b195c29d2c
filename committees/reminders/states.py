"""Channels, the life of a reminder, and how a phone call went."""

from django.db.models import TextChoices


class Rule(TextChoices):
    """What a reminder is about."""

    DUTY = "duty", "值班"
    MEETING = "meeting", "会议"
    CASE = "case", "事项"
    ITEM = "item", "商定事项"
    ITEM_ANSWER = "item_answer", "商定事项等回复"
    HANDOVER = "handover", "交接事项"
    UNANSWERED = "unanswered", "没人答复"
    NEWS = "news", "通知"
    DIGEST = "digest", "早上一览"
    GAP = "gap", "缺人"
    EMPTY_DESK = "empty_desk", "值班没人签到"
    WELL = "well", "没人签到，打电话问好"
    KNOCK = "knock", "敲门没人应"
    KNOCK_STREET = "knock_street", "敲门没人应，报街道"
    RESPONSE = "response", "困难快速反应"
    PLAN_STEP = "plan_step", "帮扶步骤"
    RECHECK = "recheck", "再次回访"
    REVIEW = "review", "关爱核对"
    ELECTION = "election", "选举日程"
    ELECTION_STREET = "election_street", "选举日程，报街道"


LADDER_RULES = (
    Rule.DUTY,
    Rule.EMPTY_DESK,
    Rule.WELL,
    Rule.MEETING,
    Rule.CASE,
    Rule.HANDOVER,
    Rule.UNANSWERED,
    Rule.ITEM,
    Rule.ITEM_ANSWER,
    Rule.KNOCK,
    Rule.KNOCK_STREET,
    Rule.PLAN_STEP,
    Rule.RECHECK,
    Rule.ELECTION,
    Rule.ELECTION_STREET,
)
"""Rules with a ladder of steps that the street edits; the others are told at once."""


class Channel(TextChoices):
    INBOX = "inbox", "平台消息"
    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"
    CALL = "call", "电话名单"


BY_PHONE_ONLY = frozenset({Rule.WELL})
"""Rules whose reminders are lines of the call list from the start, never messages."""


AT_ANY_HOUR = frozenset({Rule.KNOCK, Rule.KNOCK_STREET})
"""Somebody may be lying behind the door: these know no quiet hours (R2)."""


class State(TextChoices):
    """Only a waiting or given-up reminder can vanish; what was delivered stays on record."""

    WAITING = "waiting", "等着发"
    SENT = "sent", "已送达"
    MOVED = "moved", "已送达，后来有变动"
    GIVEN_UP = "given_up", "没送到"


class CallOutcome(TextChoices):
    REACHED = "reached", "打通了"
    NO_ANSWER = "no_answer", "没人接"
    LATER = "later", "约了再打"

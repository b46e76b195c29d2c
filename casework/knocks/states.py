"""The life of an alarm, whom to ask, and what came of it (R2)."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class KnockState(TextChoices):
    """`WITHDRAWN`: the visit was taken back before anybody wrote on the alarm."""

    OPEN = "open", "还没见到本人"
    SEEN = "seen", "见到本人"
    CALLED_OFF = "called_off", "不用找了"
    WITHDRAWN = "withdrawn", "已撤销"


MOVES: Moves = {
    KnockState.OPEN: {
        KnockState.SEEN: "somebody saw her",
        KnockState.CALLED_OFF: "it was no alarm, in words",
        KnockState.WITHDRAWN: "the visit was taken back",
    },
    KnockState.SEEN: {KnockState.OPEN: "it was another door, the same day"},
    KnockState.CALLED_OFF: {KnockState.OPEN: "there was reason to look after all, the same day"},
    KnockState.WITHDRAWN: {},
}


class Rung(TextChoices):
    """Whom to ask, in this order (PRACTICE R2)."""

    PHONE = "phone", "打本人和家里的电话"
    CONTACT = "contact", "打紧急联系人"
    LEADER = "leader", "找楼组长"
    NEIGHBOUR = "neighbour", "问邻居"
    PROPERTY = "property", "找物业"
    RESCUE = "rescue", "打 110、120"
    OTHER = "other", "别的"


class Outcome(TextChoices):
    NO_ANSWER = "no_answer", "没人接"
    REACHED = "reached", "打通了"
    SAID = "said", "说了"

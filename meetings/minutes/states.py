"""The life of minutes: written, signed, locked; later changes are numbered addenda."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class MinutesState(TextChoices):
    DRAFT = "draft", "草稿"
    SIGNING = "signing", "待签字"
    LOCKED = "locked", "已锁定"


MOVES: Moves = {
    MinutesState.DRAFT: {MinutesState.SIGNING: "the text is ready and goes round"},
    MinutesState.SIGNING: {
        MinutesState.DRAFT: "somebody will not sign it as it is",
        MinutesState.LOCKED: "everybody who must has signed on paper",
    },
    MinutesState.LOCKED: {},
}

"""Slots of the rota, and the life of a month's rota and of a swap."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class Slot(TextChoices):
    MORNING = "morning", "上午"
    AFTERNOON = "afternoon", "下午"
    OFF_PEAK = "off_peak", "错时"
    NIGHT = "night", "夜间"
    HOLIDAY = "holiday", "节假日"


class RotaState(TextChoices):
    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已公布"


class SwapApproval(TextChoices):
    """Whose consent a swap needs beside that of the two (row 48: approval is optional)."""

    DIRECTOR = "director", "要主任同意"
    ELECTED = "elected", "要主任或者别的委员同意"
    NONE = "none", "不用，对方答应就换好"


class SwapState(TextChoices):
    ASKED = "asked", "等对方答复"
    AGREED = "agreed", "等主任同意"
    DONE = "done", "已换好"
    DECLINED = "declined", "不方便"
    REFUSED = "refused", "主任没同意"
    WITHDRAWN = "withdrawn", "已取消"


SWAP_MOVES: Moves = {
    SwapState.ASKED: {
        SwapState.AGREED: "the other person is willing",
        SwapState.DECLINED: "the other person cannot",
        SwapState.WITHDRAWN: "whoever asked takes it back",
    },
    SwapState.AGREED: {
        SwapState.DONE: "approved, or the rules ask for nobody else; the shift changes hands",
        SwapState.REFUSED: "the director does not approve, with a reason",
        SwapState.WITHDRAWN: "whoever asked takes it back",
    },
    SwapState.DONE: {},
    SwapState.DECLINED: {},
    SwapState.REFUSED: {},
    SwapState.WITHDRAWN: {},
}

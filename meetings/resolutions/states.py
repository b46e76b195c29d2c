"""Outcomes and the items that follow from them."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class ResolutionKind(TextChoices):
    """What a representatives' meeting decides (founding document); the rest is 其他."""

    PLAN = "plan", "社区建设规划"
    ANNUAL = "annual", "年度工作计划"
    PROJECT = "project", "实事项目"
    COVENANT = "covenant", "公约和章程"
    OTHER = "other", "其他"


class ItemState(TextChoices):
    TOLD = "told", "等回复"
    DIFFERS = "differs", "有不同意见"
    ACCEPTED = "accepted", "在办"
    DONE = "done", "等确认"
    CONFIRMED = "confirmed", "已办结"
    DROPPED = "dropped", "不再办"


OPEN_STATES = (ItemState.TOLD, ItemState.DIFFERS, ItemState.ACCEPTED, ItemState.DONE)

MOVES: Moves = {
    ItemState.TOLD: {
        ItemState.ACCEPTED: "its owner agrees (R5: accepted only when the owner has answered)",
        ItemState.DIFFERS: "its owner sees it differently",
        ItemState.DROPPED: "a later meeting takes it back",
    },
    ItemState.DIFFERS: {
        ItemState.TOLD: "asked again with other words, another date or another owner",
        ItemState.ACCEPTED: "its owner agrees after all",
        ItemState.DROPPED: "a later meeting takes it back",
    },
    ItemState.ACCEPTED: {
        ItemState.DONE: "its owner says it is done, with proof",
        ItemState.DROPPED: "a later meeting takes it back",
    },
    ItemState.DONE: {
        ItemState.CONFIRMED: "the proposer or the chair has seen it",
        ItemState.ACCEPTED: "not done yet: sent back with the reason",
    },
    ItemState.CONFIRMED: {},
    ItemState.DROPPED: {},
}


class StepKind(TextChoices):
    TOLD = "told", "告知"
    RECEIPT = "receipt", "送达回执"
    ACCEPTED = "accepted", "同意"
    DIFFERS = "differs", "有不同意见"
    PROGRESS = "progress", "进展"
    DONE = "done", "办好了"
    CONFIRMED = "confirmed", "确认办结"
    RETURNED = "returned", "请再办"
    CARRIED = "carried", "转到下次会议"
    CHANGED = "changed", "改动"
    DROPPED = "dropped", "不再办"

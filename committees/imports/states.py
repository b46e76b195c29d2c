"""Where a batch stands, and what becomes of a line of its sheet."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class State(TextChoices):
    """The words stand in sentences; the tag on screen uses those of UX C.4 (`TAGS`)."""

    READING = "reading", "正在核对"
    CHECKED = "checked", "核对好了，等您确认"
    WRITING = "writing", "正在导入"
    DONE = "done", "已导入"
    UNDONE = "undone", "已撤销"
    FAILED = "failed", "没有导入"
    DROPPED = "dropped", "不导入了"


TAGS = {
    State.READING: ("在办", "blue"),
    State.CHECKED: ("待处理", "blue"),
    State.WRITING: ("在办", "blue"),
    State.DONE: ("已办结", "green"),
    State.UNDONE: ("已撤下", "grey"),
    State.FAILED: ("已撤下", "grey"),
    State.DROPPED: ("已撤下", "grey"),
}

MOVES: Moves = {
    State.READING: {
        State.CHECKED: "every line was looked at",
        State.FAILED: "the file as a whole cannot be read, or three workers died over it",
        State.DROPPED: "the person does not want it any more",
    },
    State.CHECKED: {
        State.WRITING: "the person confirmed",
        State.DROPPED: "the person does not want it any more",
    },
    State.WRITING: {
        State.DONE: "everything is written",
        State.READING: "the register changed in between: look again",
        State.FAILED: "three workers died over it; nothing is written",
    },
    State.DONE: {State.UNDONE: "taken back within seven days"},
    State.UNDONE: {},
    State.FAILED: {},
    State.DROPPED: {},
}

ALIVE = (State.READING, State.CHECKED, State.WRITING, State.DONE)
"""A file in one of these is not taken a second time."""
AT_WORK = (State.READING, State.WRITING)


class Outcome(TextChoices):
    FRESH = "fresh", "新的"
    CHANGED = "changed", "有改动"
    SAME = "same", "已经登记"
    BAD = "bad", "有问题"

"""Where an export stands, and what it holds."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class State(TextChoices):
    ASKED = "asked", "等另一位同意"
    MAKING = "making", "正在导出"
    READY = "ready", "可以下载"
    REFUSED = "refused", "没有同意"
    FAILED = "failed", "没有导出"
    GONE = "gone", "文件已删"


TAGS = {
    State.ASKED: ("等回复", "grey"),
    State.MAKING: ("在办", "blue"),
    State.READY: ("已办结", "green"),
    State.REFUSED: ("已撤下", "grey"),
    State.FAILED: ("已撤下", "grey"),
    State.GONE: ("已撤下", "grey"),
}

MOVES: Moves = {
    State.ASKED: {
        State.MAKING: "a second person agreed",
        State.REFUSED: "a second person did not, or nobody answered for a week",
    },
    State.MAKING: {
        State.READY: "the file is made",
        State.FAILED: "three workers died over it",
    },
    State.READY: {State.GONE: "24 hours are over"},
    State.REFUSED: {},
    State.FAILED: {},
    State.GONE: {},
}


class Kind(TextChoices):
    PEOPLE = "people", "居民（一人一行）"
    HOMES = "homes", "住户（一户一行）"
    LABELS = "labels", "关爱类别（一人一类一行）"

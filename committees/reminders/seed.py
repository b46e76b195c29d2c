"""The ladders a street starts with (issue of the working day, G). The street edits the table."""

from datetime import time
from typing import Any

DEFAULT_LADDER: tuple[dict[str, Any], ...] = (
    {"rule": "duty", "days_before": 1, "at_time": time(19, 0), "words": "明天值班"},
    {"rule": "duty", "minutes_before": 60, "words": "一小时后值班"},
    {"rule": "meeting", "days_before": 3, "at_time": time(9, 0), "words": "三天后开会"},
    {"rule": "meeting", "days_before": 1, "at_time": time(9, 0), "words": "明天开会"},
    {"rule": "meeting", "minutes_before": 120, "words": "两小时后开会"},
    {"rule": "case", "days_before": 1, "at_time": time(8, 30), "words": "明天到期"},
    {"rule": "case", "days_before": -1, "at_time": time(8, 30), "words": "已经超期"},
    {"rule": "handover", "minutes_before": 120, "words": "还有两小时，请答复"},
    {"rule": "unanswered", "minutes_before": 0, "words": "还没有回答"},
)

ITEM_LADDER: tuple[dict[str, Any], ...] = (
    {"rule": "item", "days_before": 1, "at_time": time(8, 30), "words": "明天到期"},
    {"rule": "item", "days_before": -1, "at_time": time(8, 30), "words": "已经超期"},
    {"rule": "item_answer", "days_before": -3, "at_time": time(8, 30), "words": "三天没有回答"},
)
"""What was agreed at a meeting (issue of the meetings, D); rows of a later migration."""
DUTY_LADDER: tuple[dict[str, Any], ...] = (
    {"rule": "empty_desk", "minutes_before": -15, "words": "值班没人签到"},
    {"rule": "well", "minutes_before": -15, "words": "您还好吗"},
)
"""A desk that is still empty a quarter of an hour after the start (CAPABILITIES 50)."""

KNOCK_LADDER: tuple[dict[str, Any], ...] = (
    {"rule": "knock", "minutes_before": -15, "words": "一刻钟了，还没见到本人"},
    {"rule": "knock", "minutes_before": -45, "words": "三刻钟了，还没见到本人"},
    {"rule": "knock", "days_before": -1, "at_time": time(7, 30), "words": "第二天了，还没见到本人"},
    {"rule": "knock_street", "minutes_before": -60, "words": "一个小时了，还没见到本人"},
    {
        "rule": "knock_street",
        "days_before": -1,
        "at_time": time(8, 0),
        "words": "第二天了，还没见到本人",
    },
)
"""敲门没人应 (R2): the director first, then the street; rows of a later migration."""

ELECTION_LADDER: tuple[dict[str, Any], ...] = (
    {"rule": "election", "days_before": 1, "at_time": time(8, 30), "words": "明天到期"},
    {"rule": "election", "days_before": -1, "at_time": time(8, 30), "words": "已经超期"},
    {"rule": "election_street", "days_before": -1, "at_time": time(8, 30), "words": "已经超期"},
)
"""Steps of an election's timetable (issue of the elections, B); rows of a later migration."""

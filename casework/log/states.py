"""Kinds of entries in the duty log (CONTRACTS)."""

from django.db.models import TextChoices


class LogKind(TextChoices):
    VISIT = "visit", "居民来访"
    CALL = "call", "接到电话"
    HOME = "home", "上门走访"
    PATROL = "patrol", "小区巡查"
    INCIDENT = "incident", "突发情况"


SHORT = {
    LogKind.VISIT: "来访",
    LogKind.CALL: "来电",
    LogKind.HOME: "走访",
    LogKind.PATROL: "巡查",
    LogKind.INCIDENT: "突发",
}
"""Where there is no room for four characters."""

ICONS = {
    LogKind.VISIT: "door-open-fill",
    LogKind.CALL: "telephone-fill",
    LogKind.HOME: "person-walking",
    LogKind.PATROL: "binoculars-fill",
    LogKind.INCIDENT: "exclamation-triangle-fill",
}
"""The sign that stands with the word."""

"""The indicators the portal can compute (CONTRACTS, "Figures"), in the order of the columns."""

from django.db.models import TextChoices


class IndicatorKey(TextChoices):
    MANNED = "manned", "接待点有人率"
    UNWRITTEN = "unwritten", "待补记"
    VISITS = "visits", "走访"
    OVERDUE = "overdue", "超期事项"
    REPRESENTATIVES = "representatives", "代表会议"
    ITEMS = "items", "议定事项按期办结"
    DISCLOSURE = "disclosure", "居务公开"


LOW_NEEDS_HELP = frozenset(
    {
        IndicatorKey.MANNED,
        IndicatorKey.VISITS,
        IndicatorKey.REPRESENTATIVES,
        IndicatorKey.ITEMS,
    }
)
"""Less is what needs help; for the others more is."""

UNITS = {
    IndicatorKey.MANNED: "%",
    IndicatorKey.UNWRITTEN: "个工作日",
    IndicatorKey.VISITS: "户",
    IndicatorKey.OVERDUE: "件",
    IndicatorKey.REPRESENTATIVES: "次",
    IndicatorKey.ITEMS: "%",
    IndicatorKey.DISCLOSURE: "项",
}
JUDGED_FROM_WORDS = {
    IndicatorKey.VISITS: "每月从几号起判断",
    IndicatorKey.REPRESENTATIVES: "每年从几月起判断",
}
"""Figures that begin at zero every month or year are judged only after a while."""

"""The four clocks of a case, what they are measured in, and what moves them."""

from django.db.models import IntegerChoices, TextChoices


class Level(IntegerChoices):
    """How grave it is; 1 is life in danger."""

    FIRST = 1, "一级"
    SECOND = 2, "二级"
    THIRD = 3, "三级"
    FOURTH = 4, "四级"


class Clock(TextChoices):
    """What a resident may count on, in the order in which it happens."""

    ACCEPT = "accept", "接下"
    CONTACT = "contact", "联系居民"
    UPDATE = "update", "说进展"
    SOLVE = "solve", "办好"


class Unit(TextChoices):
    """Minutes run day and night; the other two only while the office works."""

    MINUTES = "minutes", "分钟"
    HOURS = "hours", "工作小时"
    DAYS = "days", "工作日"


class Mark(TextChoices):
    """What happened, as far as the clocks care.

    `replied`: the resident spoke to us by whatever channel, also to somebody else.
    """

    OPENED = "opened"
    ACCEPTED = "accepted"
    CONTACTED = "contacted"
    UPDATED = "updated"
    REPLIED = "replied"
    PAUSED = "paused"
    RESUMED = "resumed"
    CLOSED = "closed"
    REOPENED = "reopened"

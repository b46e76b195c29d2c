"""Coming to a meeting."""

from django.db.models import TextChoices


class Capacity(TextChoices):
    """出席 counts for the quorum; 列席 may speak and does not vote (DOMAIN §3.4)."""

    ATTENDS = "attends", "出席"
    OBSERVES = "observes", "列席"


class Signed(TextChoices):
    CODE = "code", "签到码"
    TICK = "tick", "代为勾选"
    PAPER = "paper", "纸上签到"
    SELF = "self", "自己签到"

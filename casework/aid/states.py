"""What is given, and how far the decision is."""

from django.db.models import TextChoices


class AidKind(TextChoices):
    MONEY = "money", "现金"
    GOODS = "goods", "物品"
    SERVICE = "service", "上门服务"


class Decision(TextChoices):
    """Only what is free to give, or what a second person approved, may be handed out; urgent help
    is handed out first (DOMAIN §5.3: help first, paperwork after)."""

    FREE = "free", "不用批"
    WAITING = "waiting", "等批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "没批准"

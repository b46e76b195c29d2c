"""Income or expense, and where a duty to publish stands."""

from django.db.models import TextChoices


class Side(TextChoices):
    INCOME = "income", "收入"
    EXPENSE = "expense", "支出"


class Standing(TextChoices):
    """Derived from days and notices, never stored."""

    PUBLISHED = "published", "已公开"
    IN_HAND = "in_hand", "在办"
    TO_DO = "to_do", "待公开"
    MISSING = "missing", "缺"

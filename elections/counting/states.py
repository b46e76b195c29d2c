"""Sheets of a batch, and where a batch stands."""

from django.db.models import TextChoices


class Hand(TextChoices):
    """Two entries blind to each other; a third with the paper in hand where they differ (R36)."""

    A = "a", "第一份计票单"
    B = "b", "第二份计票单"
    SETTLED = "settled", "复核"


class Way(TextChoices):
    BATCH = "batch", "整批录"
    SINGLE = "single", "逐张录"


class Invalid(TextChoices):
    """Why a ballot or a section counts for nobody (T3)."""

    TOO_MANY = "too_many", "选的人数多于应选名额"
    TWO_POSTS = "two_posts", "同一个人选了两个以上职务"
    UNREADABLE = "unreadable", "无法辨认"
    NOT_OURS = "not_ours", "不是统一印制的选票"
    OTHER = "other", "其他"


SEEN_BY_EYE = (Invalid.UNREADABLE, Invalid.NOT_OURS, Invalid.OTHER)
"""What a teller says of one paper; too many names and two posts follow from the marks."""

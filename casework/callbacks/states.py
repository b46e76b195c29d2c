"""回访: when, by which way, how content, and why not."""

from django.db.models import IntegerChoices, TextChoices


class Round(TextChoices):
    CLOSING = "closing", "办结前"
    RECHECK = "recheck", "四周后再问"
    OWN = "own", "居民自己说"


class Way(TextChoices):
    PHONE = "phone", "打电话"
    DESK = "desk", "来居委会"
    DOOR = "door", "上门"
    OWN = "own", "居民自己在网上写"
    SHORT = "short", "当面或电话"


WAYS_OF_OFFICE = (Way.PHONE, Way.DESK, Way.DOOR)


class Grade(IntegerChoices):
    """The five grades of 好差评 (DOMAIN §5.4)."""

    VERY_GOOD = 5, "非常满意"
    GOOD = 4, "满意"
    FAIR = 3, "基本满意"
    BAD = 2, "不满意"
    VERY_BAD = 1, "非常不满意"


class Reason(TextChoices):
    """Why somebody is not content; `rules.TAKES_UP_AGAIN` says which ones reopen."""

    OPEN = "open", "事情没解决"
    HALF = "half", "只办了一半"
    BACK = "back", "又出现了"
    PROMISE = "promise", "答应的没做到"
    SLOW = "slow", "办得太慢"
    MANNER = "manner", "态度不好"
    POLICY = "policy", "按政策办不了"
    OTHER = "other", "别的原因"

"""What the register says of a person in one word."""

from django.db.models import TextChoices

CLEARED = "已清除"
"""Stands for the name of somebody whose data time has cleared (committees.upkeep.retention)."""


class Sex(TextChoices):
    FEMALE = "female", "女"
    MALE = "male", "男"


class IdKind(TextChoices):
    """What paper the number stands on; some people have none."""

    UNKNOWN = "unknown", "还不知道"
    IDENTITY = "identity", "居民身份证"
    PERMIT = "permit", "港澳台居民居住证"
    PASSPORT = "passport", "护照"
    NONE = "none", "没有证件（婴儿等）"


class Kinship(TextChoices):
    """To the head of the household, who has none herself."""

    SPOUSE = "spouse", "配偶"
    CHILD = "child", "子女"
    CHILD_IN_LAW = "child_in_law", "儿媳女婿"
    PARENT = "parent", "父母"
    GRANDCHILD = "grandchild", "孙辈"
    GRANDPARENT = "grandparent", "祖辈"
    SIBLING = "sibling", "兄弟姐妹"
    TENANT = "tenant", "租住"
    CARER = "carer", "住家保姆"
    OTHER = "other", "其他"


class Departure(TextChoices):
    MOVED = "moved", "搬走了"
    DIED = "died", "去世了"
    MISTAKE = "mistake", "登记错了"


class Shown(TextChoices):
    """A number that stands masked until somebody asks for it."""

    PHONE = "phone", "电话"
    ID_NUMBER = "id-number", "证件号"

"""Words of upkeep: the life of a change request, and what retention clears."""

from django.db.models import TextChoices


class RequestState(TextChoices):
    WAITING = "waiting", "等主任看"
    APPROVED = "approved", "已改好"
    DECLINED = "declined", "没有改"
    WITHDRAWN = "withdrawn", "收回了"


class Origin(TextChoices):
    """Who noticed."""

    OFFICE = "office", "工作人员发现的"
    DESK = "desk", "居民自己来说的"


class What(TextChoices):
    """What a rule of retention clears. People become 「已清除」, everything else goes."""

    DEPARTED = "departed", "离开的人"
    MERGED = "merged", "合并掉的旧登记"
    REFUSED = "refused", "不同意的答复"
    WITHDRAWN = "withdrawn", "撤回了的同意"
    HEALTH = "health", "结束了的健康类关爱"
    LABELS = "labels", "结束了的其他关爱"
    CONTACTS = "contacts", "离开的人的紧急联系人"
    REQUESTS = "requests", "看过的修改申请"

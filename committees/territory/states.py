"""Kinds of partner bodies and of numbers."""

from django.db.models import TextChoices


class BodyKind(TextChoices):
    """The four bodies beside the committee, the party organisation first (PRACTICE §1)."""

    BRANCH = "branch", "居民区党组织"
    STATION = "station", "社区工作站"
    OWNERS = "owners", "业委会"
    PROPERTY = "property", "物业服务企业"

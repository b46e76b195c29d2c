"""Who signs a result, and what may be said against it."""

from django.db.models import TextChoices


class Signer(TextChoices):
    SCRUTINEER = "scrutineer", "总监票人"
    HEAD = "head", "选举委员会主任"


class Answer(TextChoices):
    UPHELD = "upheld", "成立"
    REFUSED = "refused", "不成立"

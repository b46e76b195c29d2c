"""What one can say in a vote. Who says nothing has not abstained."""

from django.db.models import TextChoices


class Choice(TextChoices):
    YES = "yes", "赞成"
    NO = "no", "反对"
    ABSTAIN = "abstain", "弃权"

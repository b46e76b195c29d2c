"""The three meetings: which of them, its papers and the way of its matter (DOMAIN §3.2)."""

from django.db.models import TextChoices


class Part(TextChoices):
    """What a meeting under such rules brings about."""

    HEARING = "hearing", "听证会"
    COORDINATION = "coordination", "协调会"
    APPRAISAL = "appraisal", "评议会"


class Purpose(TextChoices):
    """Why a matter is posted on the board."""

    BEFORE = "before", "会前公示"
    RESULT = "result", "办结公开"

"""The two rosters of residents who decide and who supervise."""

from django.db.models import TextChoices


class Board(TextChoices):
    """居民代表 decide at the representatives' meeting; 居务监督委员会 counts and reviews (R15)."""

    REPRESENTATIVE = "representative", "居民代表"
    SUPERVISOR = "supervisor", "居务监督委员会"

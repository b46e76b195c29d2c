"""Where the household registration is, in one word."""

from django.db.models import TextChoices


class HukouPlace(TextChoices):
    HERE = "here", "就在本居委会"
    STREET = "street", "本街道别的居委会"
    CITY = "city", "本市别处"
    ELSEWHERE = "elsewhere", "外省市"
    NONE = "none", "没有户口（外籍等）"

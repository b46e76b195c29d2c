"""Who hears of a late case, whom suspected harm is reported to, and sizes of the tables."""

from django.db.models import IntegerChoices, TextChoices


class Rank(IntegerChoices):
    """The ladder, from the staircase to the head of the street (DOMAIN §5.4)."""

    STAIRCASE = 1, "楼组长"
    MEMBER = 2, "办事的人"
    DIRECTOR = 3, "居委会主任"
    SECTION = 4, "街道科室"
    STREET = 5, "街道领导"


class Authority(TextChoices):
    """Who has to know at once (未成年人保护法 2020, art. 11)."""

    POLICE = "110", "公安 110"
    HOTLINE = "12345", "12345 热线"
    CIVIL = "civil", "民政部门"
    SCHOOL = "school", "教育部门"


MOST_AMOUNT = 9_999
MOST_PAUSE_DAYS = 180
"""A pause has an end; half a year is the longest."""

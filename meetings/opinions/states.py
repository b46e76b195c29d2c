"""Whose opinion it is, and how far it has come."""

from django.db.models import TextChoices


class Source(TextChoices):
    BRANCH = "branch", "听取党组织意见"
    HEARING = "hearing", "听证会意见"


class Stage(TextChoices):
    """Read from the four dates, never stored; the order is the way."""

    ASKED = "asked", "等意见"
    GIVEN = "given", "等回复"
    ANSWERED = "answered", "已回复"
    FOLLOWED = "followed", "已落实"

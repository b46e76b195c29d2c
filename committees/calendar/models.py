"""Days off and make-up working days, as the State Council announces them each November."""

from django.db import models


class SpecialDay(models.Model):
    """A day that is not what its weekday says. The street edits the table year by year."""

    class Kind(models.TextChoices):
        REST = "rest", "休息"
        WORK = "work", "上班（调休）"

    day = models.DateField("日期", unique=True)
    kind = models.CharField("类别", max_length=4, choices=Kind)
    name = models.CharField("节日", max_length=20)

    class Meta:
        db_table = "calendar_special_day"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

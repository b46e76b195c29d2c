"""A working method that one committee wrote up, and the others who use it too (P26)."""

from typing import Any

from django.db import models

from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.bases import Versioned
from jiedao.common.chinese import ngram_text
from meetings.convening.models import Meeting
from meetings.experience.querysets import ExperienceQuerySet, SharedQuerySet


class Experience(Versioned):
    """`meeting` is the exchange at which it was told. Nobody counts or ranks: newest first."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="experiences")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="experiences")
    title = models.CharField("题目", max_length=60)
    did = models.TextField("做了什么", max_length=2_000)
    how = models.TextField("怎么做的", max_length=4_000)
    result = models.TextField("效果怎么样", max_length=2_000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    tokens = models.TextField(blank=True, editable=False)

    objects = ExperienceQuerySet.as_manager()

    class Meta:
        db_table = "experience_experience"
        ordering = ("-published_at", "-pk")
        indexes = [models.Index(fields=("-published_at", "-id"), name="experience_newest")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tokens = self.words_to_find()
        super().save(*args, **kwargs)

    def words_to_find(self) -> str:
        return ngram_text(self.title, self.did, self.how, self.result)


class InUse(models.Model):
    """「我们也在用」: once for each committee; `told` says how it went there."""

    experience = models.ForeignKey(Experience, models.CASCADE, related_name="users")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    since = models.DateField("从哪天起用")
    told = models.TextField("用得怎么样", max_length=1_000, blank=True)
    told_on = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = SharedQuerySet.as_manager()

    class Meta:
        db_table = "experience_in_use"
        ordering = ("since", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("experience", "committee"),
                name="in_use_once",
                violation_error_message="已经记过“我们也在用”了。",
            ),
            models.CheckConstraint(
                condition=models.Q(told="", told_on__isnull=True)
                | (~models.Q(told="") & models.Q(told_on__isnull=False)),
                name="in_use_told_has_its_day",
            ),
        ]

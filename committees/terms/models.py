"""Offices as dated mandates, and the specialised committees with the person in charge."""

from django.db import models

from committees.people.models import User
from committees.terms.querysets import MandateQuerySet
from committees.terms.states import Origin, Post, SpecialisedKind
from committees.territory.models import Committee
from committees.territory.querysets import OfCommitteeQuerySet


class Mandate(models.Model):
    """Somebody held a post from one day to another. Rows are added and ended, never rewritten."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(User, models.PROTECT, related_name="mandates")
    post = models.CharField("职务", max_length=12, choices=Post)
    duty_area = models.CharField("分工", max_length=80, blank=True)
    origin = models.CharField("产生方式", max_length=12, choices=Origin, default=Origin.ELECTION)
    since = models.DateField("任职")
    until = models.DateField("届满或离任（含当天）", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        db_table = "terms_mandate"
        ordering = ("committee", "post", "since", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="mandate_ends_after_start",
                violation_error_message="离任日期不能早于任职日期。",
            ),
            models.UniqueConstraint(
                fields=("committee", "person", "post"),
                condition=models.Q(until__isnull=True),
                name="mandate_open_once",
                violation_error_message="这个人现在已经任这个职务了。",
            ),
        ]
        indexes = [models.Index(fields=("committee", "since"), name="mandate_by_committee")]


class SpecialisedCommittee(models.Model):
    """治保 调解 卫生 计生 民政 宣传 妇女: one of each kind, with a person in charge."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="specialised")
    kind = models.CharField("类别", max_length=16, choices=SpecialisedKind)
    head = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="负责人"
    )
    duty = models.CharField("职责", max_length=120, blank=True)

    objects = OfCommitteeQuerySet.as_manager()

    class Meta:
        db_table = "terms_specialised_committee"
        constraints = [
            models.UniqueConstraint(fields=("committee", "kind"), name="specialised_kind_once"),
        ]

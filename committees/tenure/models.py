"""Three facts that are not one: where a person lives, where the hukou is, who owns the flat.

Each is a row with its days (CAPABILITIES 77): nothing is overwritten, a move adds a row.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from committees.residents.models import Dwelling, Household, Resident
from committees.tenure.querysets import OfDwellingQuerySet, OfPersonQuerySet
from committees.tenure.states import HukouPlace


def _ends_after_it_began(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
        name=name,
        violation_error_message="结束日期不能早于开始日期。",
    )


class Dated(models.Model):
    """From one day to another, both included; an unknown beginning and an open end are empty."""

    since = models.DateField("从哪天起", null=True, blank=True)
    until = models.DateField("到哪天", null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or self.until >= day
        )


class Residence(Dated):
    """居住: the person lives with this household. One at a time."""

    resident = models.ForeignKey(Resident, models.PROTECT, related_name="residences")
    household = models.ForeignKey(Household, models.PROTECT, related_name="residences")

    objects = OfPersonQuerySet.as_manager()

    class Meta:
        db_table = "tenure_residence"
        ordering = ("resident", F("since").desc(nulls_last=True), "-pk")
        constraints = [
            _ends_after_it_began("residence_ends_after_it_began"),
            models.UniqueConstraint(
                fields=("resident",),
                condition=Q(until__isnull=True),
                name="residence_one_at_a_time",
                violation_error_message="一个人只登记一处现住地。",
            ),
        ]


class Hukou(Dated):
    """户籍: at a dwelling of this committee, or somewhere written in words. One at a time."""

    resident = models.ForeignKey(Resident, models.PROTECT, related_name="hukous")
    place = models.CharField("户籍在哪里", max_length=10, choices=HukouPlace)
    dwelling = models.ForeignKey(
        Dwelling, models.PROTECT, null=True, blank=True, related_name="hukous"
    )
    address = models.CharField("户籍地址", max_length=120, blank=True)

    objects = OfPersonQuerySet.as_manager()

    class Meta:
        db_table = "tenure_hukou"
        ordering = ("resident", F("since").desc(nulls_last=True), "-pk")
        constraints = [
            _ends_after_it_began("hukou_ends_after_it_began"),
            models.UniqueConstraint(
                fields=("resident",),
                condition=Q(until__isnull=True),
                name="hukou_one_at_a_time",
                violation_error_message="一个人只登记一处户籍。",
            ),
            models.CheckConstraint(
                condition=Q(dwelling__isnull=True) | Q(place=HukouPlace.HERE),
                name="hukou_dwelling_only_here",
            ),
        ]


class Ownership(Dated):
    """产权: who owns the flat; somebody of the register, or a name."""

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="ownerships")
    owner = models.ForeignKey(
        Resident, models.PROTECT, null=True, blank=True, related_name="ownerships"
    )
    owner_name = models.CharField("产权人", max_length=60, blank=True)

    objects = OfDwellingQuerySet.as_manager()

    class Meta:
        db_table = "tenure_ownership"
        ordering = ("dwelling", F("since").desc(nulls_last=True), "-pk")
        constraints = [
            _ends_after_it_began("ownership_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False, owner_name="")
                | (Q(owner__isnull=True) & ~Q(owner_name="")),
                name="ownership_person_or_name",
                violation_error_message="产权人请选一位住户，或者写姓名，二选一。",
            ),
        ]

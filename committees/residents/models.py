"""First form of the register: dwelling, household, resident."""

from datetime import date
from typing import Any

from django.db import models

from committees.residents.querysets import HouseholdQuerySet, ResidentQuerySet
from committees.territory.models import Building, Committee
from committees.territory.querysets import OfCommitteeQuerySet
from jiedao.common.bases import Versioned
from jiedao.common.chinese import pinyin_of
from jiedao.common.crypto import EncryptedTextField, blind_index


class Dwelling(models.Model):
    """A flat. `door` is how neighbours say it: 3-502."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="dwellings")
    building = models.ForeignKey(Building, models.PROTECT, related_name="dwellings")
    floor = models.PositiveSmallIntegerField("楼层", default=1)
    room = models.CharField("室号", max_length=10)
    door = models.CharField("楼号-室号", max_length=24)

    objects = OfCommitteeQuerySet.as_manager()

    class Meta:
        db_table = "residents_dwelling"
        ordering = ("building", "floor", "room")
        constraints = [
            models.UniqueConstraint(fields=("building", "room"), name="dwelling_room_once"),
        ]
        indexes = [models.Index(fields=("committee", "door"), name="dwelling_by_door")]

    def __str__(self) -> str:
        return self.door

    @property
    def words(self) -> str:
        """「3 号楼 502 室」."""
        number, _, room = self.door.partition("-")
        return f"{number} 号楼 {room} 室" if room else self.door


class Household(models.Model):
    """People who live together in a dwelling, from one day to another."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="household_set")
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="households")
    since = models.DateField("入住", null=True, blank=True)
    until = models.DateField("搬走", null=True, blank=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        db_table = "residents_household"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="household_leaves_after_coming",
                violation_error_message="搬走日期不能早于入住日期。",
            ),
        ]
        indexes = [models.Index(fields=("committee", "id"), name="household_by_committee")]

    def __str__(self) -> str:
        return str(self.dwelling)

    def lives_here(self, on: date) -> bool:
        """`until` is the last day and counts."""
        return self.until is None or self.until >= on


class Resident(Versioned):
    """A person of a household. The phone is encrypted; `phone_tail` finds its last four digits."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="residents")
    household = models.ForeignKey(Household, models.PROTECT, related_name="residents")
    name = models.CharField("姓名", max_length=50)
    pinyin = models.CharField(max_length=120, blank=True, editable=False)
    initials = models.CharField(max_length=20, blank=True, editable=False)
    phone = EncryptedTextField("电话", blank=True)
    phone_index = models.CharField(max_length=32, blank=True, editable=False)
    phone_tail = models.CharField(max_length=32, blank=True, editable=False)
    is_head = models.BooleanField("户主", default=False)

    objects = ResidentQuerySet.as_manager()

    class Meta:
        db_table = "residents_resident"
        ordering = ("household", "-is_head", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("household",),
                condition=models.Q(is_head=True),
                name="household_one_head",
                violation_error_message="一户只有一位户主。",
            ),
        ]
        indexes = [
            models.Index(fields=("committee", "initials"), name="resident_by_initials"),
            models.Index(fields=("committee", "phone_index"), name="resident_by_phone"),
            models.Index(fields=("committee", "phone_tail"), name="resident_by_tail"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Spelling and blind indexes follow name and phone."""
        self.set_derived()
        super().save(*args, **kwargs)

    def set_derived(self) -> None:
        self.pinyin, self.initials = pinyin_of(self.name)
        self.phone_index = blind_index("phone", self.phone) if self.phone else ""
        self.phone_tail = blind_index("phone-tail", self.phone[-4:]) if self.phone else ""

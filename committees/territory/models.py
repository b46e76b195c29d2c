"""The street, its departments, its 34 committees, and what stands on their ground."""

from django.db import models

from committees.territory.querysets import (
    BuildingQuerySet,
    CommitteeQuerySet,
    OfCommitteeQuerySet,
)
from committees.territory.rules import dialled
from committees.territory.states import BodyKind
from jiedao.common.bases import Versioned


class Street(models.Model):
    """The street office this portal belongs to. There is one row."""

    name = models.CharField("街道名称", max_length=40, unique=True)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("总值班电话", max_length=40, blank=True)

    class Meta:
        db_table = "territory_street"

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A section of the street office (科室)."""

    street = models.ForeignKey(Street, models.PROTECT, related_name="departments")
    name = models.CharField("科室", max_length=40)
    phone = models.CharField("电话", max_length=40, blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        db_table = "territory_department"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("street", "name"), name="department_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Committee(Versioned):
    """A residents' committee (居民委员会). `order` is the street's fixed order, never pinyin."""

    street = models.ForeignKey(Street, models.PROTECT, related_name="committees")
    code = models.CharField("统计用区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=40, unique=True)
    short_name = models.CharField("简称", max_length=40)
    slug = models.SlugField("网址", max_length=60, unique=True)
    order = models.PositiveSmallIntegerField("街道顺序", default=0)
    zone = models.CharField("片区", max_length=20, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    hours = models.CharField("办公时间", max_length=80, blank=True)
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    pinyin = models.CharField(max_length=120, blank=True)
    initials = models.CharField(max_length=30, blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        db_table = "territory_committee"
        ordering = ("order", "pk")
        indexes = [models.Index(fields=("order", "id"), name="committee_street_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def dial(self) -> str:
        """What a `tel:` link dials; empty without a number."""
        return dialled(self.phone)


class Estate(models.Model):
    """A residential estate (小区) inside the committee's area."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="estates")
    name = models.CharField("小区", max_length=40)
    address = models.CharField("地址", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    objects = OfCommitteeQuerySet.as_manager()

    class Meta:
        db_table = "territory_estate"
        ordering = ("committee", "order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("committee", "name"), name="estate_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Building(models.Model):
    """A building (楼栋); `number` is what stands on the wall, without 号楼."""

    estate = models.ForeignKey(Estate, models.PROTECT, related_name="buildings")
    number = models.CharField("楼号", max_length=10)
    floors = models.PositiveSmallIntegerField("楼层数", default=6)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    objects = BuildingQuerySet.as_manager()

    class Meta:
        db_table = "territory_building"
        ordering = ("estate", "order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("estate", "number"), name="building_number_once"),
            models.CheckConstraint(
                condition=models.Q(floors__gte=1, floors__lte=100), name="building_floors_real"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} 号楼"


class PartnerBody(models.Model):
    """A body that sits at the same table. Its contact persons are dated postings."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="bodies")
    kind = models.CharField("类别", max_length=10, choices=BodyKind)
    name = models.CharField("名称", max_length=60)
    phone = models.CharField("电话", max_length=40, blank=True)
    night_phone = models.CharField("夜间电话", max_length=40, blank=True)

    objects = OfCommitteeQuerySet.as_manager()

    class Meta:
        db_table = "territory_partner_body"
        ordering = ("committee", "kind", "pk")
        constraints = [
            models.UniqueConstraint(fields=("committee", "name"), name="body_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PublicNumber(models.Model):
    """A phone number that residents need out of hours: water, gas, power, street duty (R3)."""

    street = models.ForeignKey(Street, models.PROTECT, related_name="numbers")
    name = models.CharField("名称", max_length=30)
    phone = models.CharField("电话", max_length=40)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        db_table = "territory_public_number"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("street", "name"), name="public_number_name_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.phone}"

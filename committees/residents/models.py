"""The register: residents' groups, dwellings, households and the people in them."""

from datetime import date
from typing import Any

from django.db import models

from committees.residents.querysets import HouseholdQuerySet, ResidentQuerySet
from committees.residents.rules import full_years
from committees.residents.states import Departure, IdKind, Kinship, Sex
from committees.territory.models import Building, Committee
from committees.territory.querysets import OfCommitteeQuerySet
from jiedao.common.bases import Versioned
from jiedao.common.chinese import blur, pinyin_of
from jiedao.common.crypto import EncryptedTextField, blind_index


class ResidentsGroup(models.Model):
    """居民小组: some buildings or staircases, with somebody who knows everybody there (楼组长).

    城市居民委员会组织法 (2018), art. 14. `leader_name` is written when she is in no household here.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="groups")
    name = models.CharField("居民小组", max_length=20)
    leader = models.ForeignKey(
        "committees.Resident", models.PROTECT, null=True, blank=True, related_name="+"
    )
    leader_name = models.CharField("楼组长", max_length=50, blank=True)
    leader_phone = EncryptedTextField("楼组长电话", blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    objects = OfCommitteeQuerySet.as_manager()

    class Meta:
        db_table = "residents_group"
        ordering = ("committee", "order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("committee", "name"),
                name="residents_group_name_once",
                violation_error_message="这个居民小组已经有了。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def leader_words(self) -> str:
        """Who leads it; nobody once she left."""
        if self.leader is None:
            return self.leader_name
        return self.leader.name if self.leader.is_here else ""


class Dwelling(models.Model):
    """A flat. `door` is how neighbours say it: 3-502. `vacant`: seen standing empty."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="dwellings")
    building = models.ForeignKey(Building, models.PROTECT, related_name="dwellings")
    floor = models.PositiveSmallIntegerField("楼层", default=1)
    room = models.CharField("室号", max_length=10)
    door = models.CharField("楼号-室号", max_length=24)
    group = models.ForeignKey(
        ResidentsGroup, models.SET_NULL, null=True, blank=True, related_name="dwellings"
    )
    vacant = models.BooleanField("空房", default=False)

    objects = OfCommitteeQuerySet.as_manager()

    class Meta:
        db_table = "residents_dwelling"
        ordering = ("building", "floor", "room")
        constraints = [
            models.UniqueConstraint(fields=("building", "room"), name="dwelling_room_once"),
        ]
        indexes = [
            models.Index(fields=("committee", "door"), name="dwelling_by_door"),
            models.Index(fields=("door",), name="dwelling_of_any_committee"),
        ]

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
    """A person, known once in the committee's register.

    `household` is where the person lives, or lived last; the days are in `tenure.Residence`.
    `sound` is the pinyin as Shanghai speakers hear it (`chinese.blur`).
    Phone and identity number are sealed: `phone_tail` finds the last four digits, `id_index` the
    whole number. Infants and foreigners may have none (`id_kind`). Who left or died keeps the row
    (`departed_on`); a row merged into another one points there and is read by nobody.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="residents")
    household = models.ForeignKey(Household, models.PROTECT, related_name="residents")
    name = models.CharField("姓名", max_length=50)
    pinyin = models.CharField(max_length=120, blank=True, editable=False)
    initials = models.CharField(max_length=20, blank=True, editable=False)
    sound = models.CharField(max_length=120, blank=True, editable=False)
    phone = EncryptedTextField("电话", blank=True)
    phone_index = models.CharField(max_length=32, blank=True, editable=False)
    phone_tail = models.CharField(max_length=32, blank=True, editable=False)
    is_head = models.BooleanField("户主", default=False)
    kinship = models.CharField("与户主关系", max_length=12, choices=Kinship, blank=True)
    sex = models.CharField("性别", max_length=6, choices=Sex, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    id_kind = models.CharField("证件", max_length=12, choices=IdKind, default=IdKind.UNKNOWN)
    id_number = EncryptedTextField("证件号", blank=True)
    id_index = models.CharField(max_length=32, blank=True, editable=False)
    departed_on = models.DateField("离开那天", null=True, blank=True)
    departure = models.CharField("怎么离开的", max_length=8, choices=Departure, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from"
    )

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
            models.UniqueConstraint(
                fields=("committee", "id_kind", "id_index"),
                condition=~models.Q(id_index="") & models.Q(merged_into__isnull=True),
                name="resident_id_number_once",
                violation_error_message="这个证件号已经登记过了。",
            ),
            models.CheckConstraint(
                condition=models.Q(departed_on__isnull=True, departure="")
                | (models.Q(departed_on__isnull=False) & ~models.Q(departure="")),
                name="resident_departure_has_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=("committee", "initials"),
                opclasses=("int8_ops", "varchar_pattern_ops"),
                name="resident_by_initials",
            ),
            models.Index(
                fields=("committee", "pinyin"),
                opclasses=("int8_ops", "varchar_pattern_ops"),
                name="resident_by_pinyin",
            ),
            models.Index(
                fields=("committee", "sound"),
                opclasses=("int8_ops", "varchar_pattern_ops"),
                name="resident_by_sound",
            ),
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
        self.sound = blur(self.pinyin)
        self.phone_index = blind_index("phone", self.phone) if self.phone else ""
        self.phone_tail = blind_index("phone-tail", self.phone[-4:]) if self.phone else ""
        self.id_index = blind_index("id_number", self.id_number) if self.id_number else ""

    @property
    def is_here(self) -> bool:
        """Neither gone nor merged: `ResidentQuerySet.present` for one row."""
        return self.departed_on is None and self.merged_into_id is None

    def age(self, on: date) -> int | None:
        """Full years on that day; somebody born on 29 February is a year older on 1 March."""
        return None if self.born_on is None else full_years(self.born_on, on)

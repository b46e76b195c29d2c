"""A person and a household as one reader sees them. Every mask of the register is put on here.

The committee's own people read names in full; a number stands masked until 显示. Everybody else
reads 「502 室 刘**」 and no number of a paper at all (CAPABILITIES 82, PRACTICE §1).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from committees.reach.querysets import reach_of
from committees.residents.models import Dwelling, Household, Resident
from committees.residents.policies import may_show
from committees.residents.querysets import sound_of
from committees.residents.rules import name_for
from committees.residents.states import CLEARED, Departure, IdKind, Shown
from jiedao.common.chinese import blur, pinyin_of, room_key
from jiedao.common.masks import mask_id, mask_name, mask_person_at, mask_phone


@dataclass(frozen=True)
class Person:
    """`revealed`: the one number this showing of the page was asked for."""

    resident: Resident
    reader: Any
    on: date
    revealed: str = ""

    @property
    def pk(self) -> int:
        return self.resident.pk

    @property
    def own(self) -> bool:
        return reach_of(self.reader).works_in(self.resident.committee_id)

    @property
    def name(self) -> str:
        one = self.resident
        return name_for(reach_of(self.reader), one.committee_id, one.name)

    @property
    def is_head(self) -> bool:
        return self.resident.is_head

    @property
    def place(self) -> str:
        """「户主」, 「子女」; empty while nobody wrote it. The street reads who is head."""
        if self.resident.is_head:
            return "户主"
        return self.resident.get_kinship_display() if self.own else ""

    @property
    def phone(self) -> str:
        phone = self.resident.phone
        return phone if self.phone_is_open else mask_phone(phone)

    @property
    def phone_is_open(self) -> bool:
        return self.own and self.revealed == Shown.PHONE

    @property
    def paper(self) -> str:
        """「居民身份证」; the street does not read which paper somebody has."""
        return self.resident.get_id_kind_display() if self.own else ""

    @property
    def knows_paper(self) -> bool:
        return self.resident.id_kind != IdKind.UNKNOWN

    @property
    def id_number(self) -> str:
        number = self.resident.id_number if self.own else ""
        return number if self.id_is_open else mask_id(number)

    @property
    def id_is_open(self) -> bool:
        return self.may_show_id and self.revealed == Shown.ID_NUMBER

    @property
    def may_show_id(self) -> bool:
        return bool(may_show(self.reader, self.resident.committee_id, Shown.ID_NUMBER))

    @property
    def sex(self) -> str:
        return self.resident.get_sex_display() if self.own else ""

    @property
    def age(self) -> int | None:
        """Full years; of somebody who left, on the day she left."""
        return self.resident.age(self.resident.departed_on or self.on) if self.own else None

    @property
    def line(self) -> str:
        """「户主，82 岁」: what stands below the name."""
        return "，".join(
            filter(None, [self.place, f"{self.age} 岁" if self.age is not None else ""])
        )

    @property
    def words(self) -> str:
        """「女，82 岁」."""
        age = "" if self.age is None else f"{self.age} 岁"
        return "，".join(filter(None, [self.sex, age]))

    @property
    def is_cleared(self) -> bool:
        """Her data had its time; nothing is left but the row that cases and entries lean on."""
        return bool(self.resident.name == CLEARED)

    @property
    def gone(self) -> str:
        """「2026年3月1日搬走了」; empty for somebody who is here."""
        day = self.resident.departed_on
        return f"{day_words(day)}{self.resident.get_departure_display()}" if day else ""


@dataclass(frozen=True)
class Home:
    """A household of a list or a page, its people already read (`with_people`)."""

    row: Household
    people: tuple[Person, ...]
    query: str = ""

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def door(self) -> Dwelling:
        dwelling: Dwelling = self.row.dwelling
        return dwelling

    @property
    def why(self) -> str:
        """「刘桂芳（拼音）」, 「电话后四位」: why it was found, where the line does not say it."""
        names = [one.name for one in self.people]
        why = why_found(self.query, names) if self.query else ""
        return "" if why in names else why


def home_for(reader: Any, household: Household, on: date, query: str = "") -> Home:
    """The household as this reader may see it; `query`: what it was found by."""
    people = (Person(one, reader, on) for one in household.residents.all())
    return Home(household, tuple(people), query)


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


# In one line


def people_of(household: Household) -> Sequence[str]:
    """Names of who lives in a household read with its people, the head first; of one that left,
    who lived there last."""
    here = [one for one in household.residents.all() if _at_home(one, household.until)]
    return [one.name for one in sorted(here, key=lambda one: (not one.is_head, one.pk))]


def _at_home(one: Resident, until: date | None) -> bool:
    """`ResidentQuerySet.at_home` for one row."""
    left_with_it = until is not None and one.departed_on == until
    stays = one.departed_on is None or (left_with_it and one.departure != Departure.MISTAKE)
    return stays and one.merged_into_id is None


def door_words(household: Household) -> str:
    """「3 号楼 502 室」."""
    dwelling = household.dwelling
    return f"{dwelling.building} {dwelling.room} 室"


def household_words(household: Household, *, masked: bool = False) -> str:
    """「3 号楼 502 室 刘桂芳」 to the own committee, 「502 室 刘**」 to everybody else."""
    names = people_of(household)
    head = names[0] if names else ""
    if masked:
        return mask_person_at(household.dwelling.room, head)
    return f"{door_words(household)} {head}".strip()


def typed_words(who: str, *, masked: bool) -> str:
    """A name somebody typed instead of choosing a household; a door is no secret."""
    return mask_name(who) if masked and not room_key(who) else who


def why_found(query: str, names: Sequence[str]) -> str:
    """What a hit has to do with the query, where it is not to be seen (UX D.5): whose name, how."""
    spelled = re.sub("[ '’]", "", query).lower()
    matching = [name for name in names if query and query in name]
    if matching:
        return matching[0]
    if room_key(query):
        return ""
    if len(spelled) == 4 and spelled.isascii() and spelled.isdigit():
        return "电话后四位"
    if spelled.isascii() and spelled.isalpha():
        sounds = [(name, *pinyin_of(name)) for name in names]
        for name, pinyin, initials in sounds:
            if pinyin.startswith(spelled) or initials.startswith(spelled):
                return f"{name}（拼音）"
    sound = sound_of(query)
    alike = [name for name in names if sound and blur(pinyin_of(name)[0]).startswith(sound)]
    return f"{alike[0]}（读音相近）" if alike else ""

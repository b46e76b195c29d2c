"""Doors and people as they are written. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from committees.reach.rules import Reach
from committees.residents.states import IdKind, Kinship, Sex
from jiedao.common.chinese import nfkc, room_key, strip_invisible
from jiedao.common.errors import Refused
from jiedao.common.ids import birth_date, clean_id_number
from jiedao.common.masks import mask_name


@dataclass(frozen=True)
class Door:
    """「3-502」 taken apart."""

    building: str
    room: str

    @property
    def floor(self) -> int:
        """The digits before the last two of the room; 1 for a shop such as 02."""
        digits = re.sub("[^0-9]", "", self.room)
        return int(digits[:-2] or 1)

    def __str__(self) -> str:
        return f"{self.building}-{self.room}"


def read_door(text: str) -> Door:
    """「三号楼502」「3-502」 → Door("3", "502"). ValueError with the sentence for the screen."""
    key = room_key(text)
    if key is None:
        raise ValueError("没看懂这个门牌，请写成楼号-室号，例如 3-502。")
    building, _, room = key.partition("-")
    return Door(building, room)


def full_years(born_on: date, on: date) -> int:
    """Age on a day. Somebody born on 29 February is a year older on 1 March where there is no such
    day: a house rule, no text settles it."""
    had_birthday = (on.month, on.day) >= (born_on.month, born_on.day)
    return on.year - born_on.year - (0 if had_birthday else 1)


def name_for(reach: Reach, committee_id: int, name: str) -> str:
    """The full name for the committee's own people, 张** for the street (PRACTICE §1)."""
    return name if reach.works_in(committee_id) else mask_name(name)


# A person and the paper


@dataclass(frozen=True)
class Facts:
    """What is written down of a person. `id_number` is canonical (`read_id_number`)."""

    name: str
    phone: str = ""
    kinship: str = ""
    sex: str = ""
    born_on: date | None = None
    id_kind: str = IdKind.UNKNOWN
    id_number: str = ""


class Disagrees(Refused):
    """Two things written of one person cannot both be right; `field` is the one to look at."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


NUMBERED = frozenset({IdKind.IDENTITY, IdKind.PERMIT})
"""Papers whose number is built as GB 11643-1999 says: birth date and sex stand in it."""
PERMIT_PLACES = ("81", "82", "83")
"""港澳台居民居住证 (国令 2018 第 81 号, art. 7): the places 810000, 820000, 830000."""
PASSPORT = re.compile("[A-Z0-9]{5,20}")


def read_id_number(kind: str, text: str) -> str:
    """The number of a paper in its one form. ValueError with the sentence for the screen."""
    if kind in NUMBERED:
        number = clean_id_number(text)
        if number.startswith(PERMIT_PLACES) != (kind == IdKind.PERMIT):
            fits = IdKind.IDENTITY if kind == IdKind.PERMIT else IdKind.PERMIT
            raise ValueError(f"这个号码是{fits.label}的，请把证件也改过来。")
        return number
    number = re.sub(r"[\s\-]", "", nfkc(strip_invisible(text))).upper()
    if not PASSPORT.fullmatch(number):
        raise ValueError("护照号是 5 到 20 位字母和数字。")
    return number


def sex_of(number: str) -> Sex:
    """GB 11643-1999: the last digit of the sequence is odd for men, even for women."""
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE


def settled(facts: Facts) -> Facts:
    """With the birth date and sex that stand in the number.

    Disagrees when something else was written, when a number has no paper or a paper no number.
    """
    if facts.id_number and facts.id_kind in (IdKind.UNKNOWN, IdKind.NONE):
        raise Disagrees("id_kind", "写了证件号，请选是什么证件。")
    if not facts.id_number:
        if facts.id_kind in (IdKind.UNKNOWN, IdKind.NONE):
            return facts
        raise Disagrees("id_number", "请写证件号；还不知道号码，请把证件选成“还不知道”。")
    if facts.id_kind not in NUMBERED:
        return facts
    born_on, sex = birth_date(facts.id_number), sex_of(facts.id_number)
    if facts.born_on not in (None, born_on):
        told = f"{born_on.year}年{born_on.month}月{born_on.day}日"
        raise Disagrees("born_on", f"证件号上的出生日期是 {told}，和写的不一样，请对照证件。")
    if facts.sex not in ("", sex):
        raise Disagrees("sex", f"证件号上的性别是{sex.label}，和选的不一样，请对照证件。")
    return replace(facts, born_on=born_on, sex=sex)


# Who is what to the head

_STAYS = (Kinship.TENANT, Kinship.CARER, Kinship.OTHER)
_AFTER: Mapping[str, Mapping[str, str]] = {
    Kinship.SPOUSE: {
        "": Kinship.SPOUSE,
        Kinship.CHILD: Kinship.CHILD,
        Kinship.CHILD_IN_LAW: Kinship.CHILD_IN_LAW,
        Kinship.GRANDCHILD: Kinship.GRANDCHILD,
    },
    Kinship.CHILD: {
        "": Kinship.PARENT,
        Kinship.SPOUSE: Kinship.PARENT,
        Kinship.CHILD: Kinship.SIBLING,
        Kinship.PARENT: Kinship.GRANDPARENT,
    },
    Kinship.PARENT: {
        "": Kinship.CHILD,
        Kinship.SPOUSE: Kinship.CHILD_IN_LAW,
        Kinship.CHILD: Kinship.GRANDCHILD,
        Kinship.PARENT: Kinship.SPOUSE,
        Kinship.SIBLING: Kinship.CHILD,
        Kinship.GRANDPARENT: Kinship.PARENT,
    },
    Kinship.SIBLING: {
        "": Kinship.SIBLING,
        Kinship.SIBLING: Kinship.SIBLING,
        Kinship.PARENT: Kinship.PARENT,
        Kinship.GRANDPARENT: Kinship.GRANDPARENT,
    },
}


def kinship_after(head_was: str, kinship: str) -> str:
    """What somebody is to the new head, who was `head_was` to the old one ("" is the old head).

    Empty where it does not follow: a daughter-in-law may be the wife of the new head or of her
    brother. Somebody has to write it anew.
    """
    if kinship in _STAYS:
        return kinship
    return _AFTER.get(head_was, {}).get(kinship, "")


@dataclass(frozen=True)
class Heir:
    """Somebody who may become head: just enough to choose by."""

    pk: int
    kinship: str
    born_on: date | None


def next_head(people: "list[Heir]") -> int | None:
    """Who is proposed as head when the head leaves: the spouse, then the eldest of the family,
    then whoever was written down first. A tenant or carer only when nobody else is left."""
    if not people:
        return None
    last = (Kinship.TENANT, Kinship.CARER)
    chosen = min(
        people,
        key=lambda one: (
            one.kinship in last,
            one.kinship != Kinship.SPOUSE,
            one.born_on or date.max,
            one.pk,
        ),
    )
    return chosen.pk

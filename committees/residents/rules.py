"""Doors and names as they are written. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from committees.reach.rules import Reach
from jiedao.common.chinese import room_key
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

"""What a label rests on, and when somebody looks at it again. Pure: days in, days out."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from committees.care.states import Ground, Purpose

CHILD_UNTIL = 14
"""Full years; younger is sensitive by itself (个人信息保护法 2021, arts. 28, 31)."""
ADULT_FROM = 18
LIFE_REVIEW = timedelta(days=30)
"""A label written in an emergency is looked at after so long, whatever its kind: house rule."""
ASKED = frozenset({Ground.CONSENT, Ground.GUARDIAN})
"""Grounds that need an answer; statutory duty and life do not wait for one (R31)."""
NEVER_A_KIND = re.compile("信访|上访|维稳|宗教|信仰|教徒|信教|邪教|前科|刑满|失独")
"""R39: such labels do not exist. The last one has another name: 计划生育特殊家庭."""


@dataclass(frozen=True)
class Nature:
    """What a kind of label is, as far as the law asks."""

    legal: bool = False
    health: bool = False
    minors: bool = False


def is_child(age: int | None, nature: Nature) -> bool:
    """Under fourteen. Of a kind for minors, nobody's age unknown is taken for older."""
    return nature.minors if age is None else age < CHILD_UNTIL


def needs_guardian(age: int | None, nature: Nature) -> bool:
    """The guardian answers for a child, and for every minor where the kind is about minors."""
    return is_child(age, nature) or (nature.minors and (age is None or age < ADULT_FROM))


def purposes_of(age: int | None, nature: Nature) -> frozenset[Purpose]:
    """What somebody must have agreed to: health and children have a consent of their own."""
    needed = set()
    if nature.health:
        needed.add(Purpose.HEALTH)
    if is_child(age, nature):
        needed.add(Purpose.CHILD)
    return frozenset(needed or {Purpose.CARE})


def grounds_for(age: int | None, nature: Nature) -> list[Ground]:
    """On which grounds such a label may be written, the usual one first."""
    asked = Ground.GUARDIAN if needs_guardian(age, nature) else Ground.CONSENT
    return [Ground.DUTY, asked, Ground.LIFE] if nature.legal else [asked, Ground.LIFE]


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last: 31 January + 1 is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_review(ground: str, months: int, looked_on: date) -> date:
    """下次核对: by the kind's months, sooner after an emergency."""
    usual = months_later(looked_on, months)
    return min(usual, looked_on + LIFE_REVIEW) if ground == Ground.LIFE else usual

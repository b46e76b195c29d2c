"""The families of the fiction: who lives in a flat, how old they are, and what paper they hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.iso7064 import mod_11_2

from committees.residents.models import Dwelling, Household, Resident
from committees.residents.states import IdKind, Kinship, Sex
from jiedao.portal.demo.people import (
    ELDER_WOMEN,
    YOUNGER_WOMEN,
    elder,
    mobile,
    surname,
    younger,
)
from jiedao.portal.demo.setting import dice

NOWHERE = "319999"
"""A place code that was never given out: no number of the demo belongs to anybody."""
OLD, GROWN, YOUNG = (60, 91), (24, 58), (1, 20)
WOMEN = frozenset({*ELDER_WOMEN, *YOUNGER_WOMEN})


@dataclass(frozen=True)
class Member:
    """Somebody of a family: a name, the ages it may have, and what it is to the head."""

    name: str
    ages: tuple[int, int]
    kinship: str = ""

    @property
    def sex(self) -> Sex:
        return Sex.FEMALE if any(self.name.endswith(one) for one in WOMEN) else Sex.MALE


def family(
    flat: Dwelling, roll: Random, first: date, numbers: set[str]
) -> tuple[Household, list[Resident]]:
    """A household that moved in before the history begins, the head first. Unsaved.

    `numbers` are the identity numbers given out so far in the committee.
    """
    moved_in = first - timedelta(days=roll.randint(60, 12_000))
    household = Household(committee=flat.committee, dwelling=flat, since=moved_in)
    people = []
    papers = dice("papers", flat.committee.code, flat.door)
    for number, member in enumerate(_members(roll)):
        phone = mobile(roll.randrange(10_000_000, 99_999_999)) if roll.random() < 0.8 else ""
        resident = Resident(
            committee=flat.committee,
            household=household,
            name=member.name,
            phone=phone,
            is_head=number == 0,
            kinship=member.kinship,
            sex=member.sex,
        )
        _identify(resident, member, papers, first, numbers)
        resident.set_derived()
        people.append(resident)
    return household, people


def _members(roll: Random) -> Iterator[Member]:
    """Alone, a couple, or a couple with children who carry the head's surname."""
    name = surname(roll)
    old = roll.random() < 0.55
    size = roll.choice((1, 1, 2, 2, 3) if old else (1, 2, 3, 3, 4))
    ages = OLD if old else GROWN
    head = Member(elder(roll, name) if old else younger(roll, name), ages)
    yield head
    if size > 1:
        other = Member(elder(roll) if old else younger(roll), ages)
        yield Member(other.name, ages, _beside(head, other))
    for _ in range(size - 2):
        yield Member(younger(roll, name), GROWN if old else YOUNG, Kinship.CHILD)


def _beside(head: Member, other: Member) -> str:
    return Kinship.SPOUSE if head.sex != other.sex else Kinship.OTHER


def _identify(
    resident: Resident, member: Member, papers: Random, first: date, numbers: set[str]
) -> None:
    """Birth date and identity number; a few infants have none yet, a few are not known."""
    days = papers.randint(member.ages[0] * 365, member.ages[1] * 365 + 364)
    resident.born_on = first - timedelta(days=days)
    if days < 2 * 365:
        resident.id_kind = IdKind.NONE
    elif papers.random() < 0.94:
        resident.id_kind = IdKind.IDENTITY
        resident.id_number = _number(resident.born_on, resident.sex, papers)
        while resident.id_number in numbers:
            resident.id_number = _number(resident.born_on, resident.sex, papers)
        numbers.add(resident.id_number)


def _number(born_on: date, sex: str, papers: Random) -> str:
    """A right check digit on a place that does not exist; odd is a man's (GB 11643-1999)."""
    serial = papers.randrange(0, 999, 2) + (1 if sex == Sex.MALE else 0)
    longer = f"{NOWHERE}{born_on:%Y%m%d}{serial:03d}"
    return longer + mod_11_2.calc_check_digit(longer)

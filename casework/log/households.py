"""Which household is meant, and how it is called on the screen."""

from collections.abc import Sequence
from datetime import date

from casework.log.models import LogEntry
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Committee
from jiedao.common.chinese import room_key, tidy
from jiedao.common.masks import mask_name, mask_person_at

MOST_FOUND = 8
"""More than these say too little to choose from: the door has to be written."""
RECENT = 4
SHORTEST_NAME = 2


def found_households(committee: Committee, text: str, on: date) -> list[Household]:
    """Households of the committee that `text` may mean: 3-502, name, pinyin, initials, phone tail.

    「3-502 刘桂芳」 means the door. One hit means that household; none leaves the text as it is.
    """
    words = tidy(text)
    door = room_key(words) or next(filter(None, map(room_key, words.split())), None)
    if not door and len(words) < SHORTEST_NAME:
        return []
    living = Household.objects.filter(committee=committee).living_here(on)
    found = living.matching(door or words).with_people().order_by("dwelling__door", "pk")
    return list(found[: MOST_FOUND + 1])


def recent_households(user: User, committee: Committee) -> list[Household]:
    """The last few households this person wrote about, newest first."""
    rows = (
        LogEntry.objects.kept()
        .filter(committee=committee, author=user, household__isnull=False)
        .order_by("-happened_on", "-pk")
        .values_list("household_id", flat=True)[:30]
    )
    ids = list(dict.fromkeys(rows))[:RECENT]
    known = Household.objects.with_people().in_bulk(ids) if ids else {}
    return [known[pk] for pk in ids if pk in known]


def last_visit(household: Household) -> date | None:
    """The last day somebody was met at this door; one query."""
    rows = LogEntry.objects.kept().filter(household=household, kind="home", nobody_home=False)
    day: date | None = rows.order_by("-happened_on").values_list("happened_on", flat=True).first()
    return day


def people_of(household: Household) -> Sequence[str]:
    """Names of a household read with its people, the head first."""
    people = sorted(household.residents.all(), key=lambda one: (not one.is_head, one.pk))
    return [one.name for one in people]


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


def place_words(entry: LogEntry, *, masked: bool = False) -> str:
    """Who or where an entry is about, in one line. A typed name is masked for strangers."""
    if entry.household is not None:
        return household_words(entry.household, masked=masked)
    if masked and not room_key(entry.who):
        return mask_name(entry.who)
    return entry.who

"""Which household is meant, and how it is called on the screen."""

from datetime import date

from django.db.models import OuterRef, Subquery

from casework.log.models import LogEntry
from committees.people.models import User
from committees.residents.models import Household
from committees.residents.shown import door_words, household_words, people_of, typed_words
from committees.territory.models import Committee
from jiedao.common.chinese import room_key, tidy

__all__ = [
    "door_words",
    "found_households",
    "household_words",
    "last_visit_at",
    "people_of",
    "place_words",
    "recent_households",
]

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
    asked = door or words
    found = living.matching(asked, within=[committee.pk], alike=False).best_first(asked)
    found = found.with_people().order_by("nearness", "dwelling__door", "pk")
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


def last_visit_at(household: str) -> Subquery:
    """The last day somebody was met at the door in this column, as part of another query."""
    rows = LogEntry.objects.kept().filter(
        household=OuterRef(household), kind="home", nobody_home=False
    )
    return Subquery(rows.order_by("-happened_on").values("happened_on")[:1])


def place_words(entry: LogEntry, *, masked: bool = False) -> str:
    """Who or where an entry is about, in one line. A typed name is masked for strangers."""
    if entry.household is not None:
        return household_words(entry.household, masked=masked)
    return typed_words(entry.who, masked=masked)

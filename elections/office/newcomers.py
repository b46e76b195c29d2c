"""Who is newly in office, and which required courses each still lacks (P4)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from committees.people.models import User
from committees.terms.models import Mandate
from committees.terms.states import Origin
from committees.territory.models import Committee
from elections.office.models import Attendance, Course
from elections.office.terms import SAME_ROUND

NEWLY_DAYS = 366
"""Elected within a year: newly in office."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody elected within the last year, and the required courses she has not been to."""

    person: User
    committee: Committee
    post: str
    since: date
    lacks: tuple[Course, ...]
    been: tuple[Course, ...]


def newly_elected(committees: Iterable[Committee], today: date) -> list[Newcomer]:
    """Everybody in office who began within a year, by committee. Three queries.

    A course counts from a quarter before she began; one held earlier was for those before her.
    """
    mandates = list(
        Mandate.objects.filter(committee__in=committees)
        .exclude(origin=Origin.ACTING)
        .on(today)
        .filter(since__gt=date.fromordinal(today.toordinal() - NEWLY_DAYS))
        .select_related("person", "committee")
        .order_by("committee__order", "since", "pk")
    )
    courses = list(Course.objects.filter(required=True).order_by("held_on", "pk"))
    people = [one.person_id for one in mandates]
    been = set(Attendance.objects.filter(person__in=people).values_list("person", "course"))
    return [_newcomer(one, courses, been) for one in mandates]


def _newcomer(
    mandate: Mandate, courses: list[Course], been: Collection[tuple[int, int]]
) -> Newcomer:
    meant = [one for one in courses if one.held_on >= mandate.since - SAME_ROUND]
    went = tuple(one for one in courses if (mandate.person_id, one.pk) in been)
    lacks = tuple(one for one in meant if one not in went)
    label = mandate.get_post_display()
    return Newcomer(mandate.person, mandate.committee, label, mandate.since, lacks, went)

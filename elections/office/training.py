"""Courses for newly elected officers, who took part, and who still lacks what (P4)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from committees.journal.actions import record
from committees.people.models import User
from committees.terms.models import Mandate
from committees.terms.states import Origin
from committees.territory.models import Committee
from elections.office.models import Attendance, Course
from elections.office.policies import may_keep_courses
from elections.office.terms import SAME_ROUND
from jiedao.common.errors import Refused

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


@transaction.atomic
def keep_course(course: Course, *, by: User) -> Course:
    """The street writes what is held when. Refused to everybody else."""
    may_keep_courses(by).require()
    course.made_by = by
    course.save()
    record("office.course", course, by=by)
    return course


@transaction.atomic
def note_attendance(
    course: Course, people: Collection[int], offered: Collection[Newcomer], *, by: User, on: date
) -> int:
    """Who of those offered took part is exactly this; marks of others stay. Gives how many did.

    Refused to everybody but the street, and before the day of the course.
    """
    may_keep_courses(by).require()
    course = Course.objects.select_for_update().get(pk=course.pk)
    if course.held_on > on:
        raise Refused("还没有办，办了再记。")
    there = set(Attendance.objects.filter(course=course).values_list("person", flat=True))
    shown = {one.person.pk: one.committee for one in offered}
    wanted = set(people) & shown.keys()
    Attendance.objects.filter(course=course, person__in=shown.keys() - wanted).delete()
    Attendance.objects.bulk_create(
        Attendance(course=course, person_id=one, committee=shown[one], noted_by=by)
        for one in sorted(wanted - there)
    )
    record("office.attendance", course, by=by, after="", label=f"{len(wanted)} 人")
    return len(wanted)

"""Courses for newly elected officers: written, changed, and who took part (P4)."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.office.models import Attendance, Course
from elections.office.newcomers import Newcomer
from elections.office.policies import may_keep_courses
from elections.office.reminding import remind_of_courses
from jiedao.common.errors import Refused


@transaction.atomic
def keep_course(course: Course, *, by: User) -> Course:
    """The street writes what is held when. Refused to everybody else."""
    may_keep_courses(by).require()
    course.made_by = by
    course.save()
    record("office.course", course, by=by)
    remind_of_courses(now=timezone.now())
    return course


@transaction.atomic
def change_course(course: Course, *, by: User, on: date) -> Course:
    """Put right what was written of it; whoever lacks it hears of the new day.

    Refused to everybody but the street, and a day to come once it is noted who was there.
    """
    may_keep_courses(by).require()
    before = digest(Course.objects.select_for_update().get(pk=course.pk))
    if course.held_on > on and Attendance.objects.filter(course=course).exists():
        raise Refused("已经记了谁参加，日期不能改到今天以后。")
    course.save()
    record("office.course-edit", course, by=by, before=before)
    remind_of_courses(now=timezone.now())
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

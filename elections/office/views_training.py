"""新任培训: courses, who was there, who still lacks what."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.people.access import (
    at_work,
    home_committee,
    me,
    posted_as,
    sent,
    street_staff,
)
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.territory.models import Committee
from elections.office.forms import CourseForm
from elections.office.models import Attendance, Course
from elections.office.newcomers import Newcomer, newly_elected
from elections.office.training import change_course, keep_course, note_attendance
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

clerk = posted_as(Role.CLERK)
MOST = 60


def _everybody(request: HttpRequest) -> list[Newcomer]:
    committees = Committee.objects.visible_to(me(request)).in_street_order()
    return newly_elected(committees, timezone.localdate())


@street_staff
@require_safe
def street_training(request: HttpRequest) -> HttpResponse:
    """The courses, and everybody newly elected who still lacks one."""
    people = _everybody(request)
    context = {
        "courses": Course.objects.visible_to(me(request))[:MOST],
        "people": people,
        "lacking": [one for one in people if one.lacks],
        "writes": me(request).reach.is_clerk,
    }
    return render(request, "elections/office/training.html", context)


@get_or_post
@clerk
@once
def course_new(request: HttpRequest) -> HttpResponseBase:
    form = CourseForm(sent(request))
    if form.is_valid():
        made = keep_course(form.save(commit=False), by=me(request))
        messages.success(request, "写好了。办完以后在这里记谁参加了。")
        return see_other(reverse("course", args=[made.pk]))
    status = 422 if form.is_bound else 200
    return render(request, "elections/office/course_new.html", {"form": form}, status=status)


@get_or_post
@clerk
@once
def course_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    found: Course = get_object_or_404(Course.objects.visible_to(me(request)), pk=pk)
    form = CourseForm(sent(request), instance=found)
    if form.is_valid():
        try:
            change_course(form.save(commit=False), by=me(request), on=timezone.localdate())
        except Refused as refused:
            form.add_error("held_on", refused.reason)
        else:
            messages.success(request, "改好了。")
            return see_other(reverse("course", args=[pk]))
    context = {"form": form, "course": found}
    status = 422 if form.is_bound else 200
    return render(request, "elections/office/course_new.html", context, status=status)


@get_or_post
@clerk
@once
def course(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One course, and a tick for everybody newly elected who was there."""
    found: Course = get_object_or_404(Course.objects.visible_to(me(request)), pk=pk)
    people, problem = _everybody(request), ""
    rows = Attendance.objects.visible_to(me(request)).filter(course=found)
    there = set(rows.values_list("person", flat=True))
    if request.method == "POST":
        there = {int(one) for one in request.POST.getlist("person") if one.isdecimal()}
        try:
            number = note_attendance(found, there, people, by=me(request), on=timezone.localdate())
        except Refused as refused:
            problem = refused.reason
        else:
            messages.success(request, f"记好了，{number} 人参加。")
            return see_other(reverse("street-training"))
    context = {"course": found, "people": people, "there": there, "problem": problem}
    status = 422 if problem else 200
    return render(request, "elections/office/course.html", context, status=status)


@at_work
@require_safe
def own_training(request: HttpRequest) -> HttpResponse:
    """Courses, and what the newly elected of one's own committee still lack."""
    people = newly_elected([home_committee(request)], timezone.localdate())
    context = {"courses": Course.objects.visible_to(me(request))[:MOST], "people": people}
    return render(request, "elections/office/own_training.html", context)

"""Pages of the experience library: newest first, one method, and 「我们也在用」."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from committees.people.access import at_work, at_work_or_street, home_committee, me
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page
from meetings.experience.actions import change, publish, use
from meetings.experience.forms import ExperienceForm, SearchForm, UseForm
from meetings.experience.models import Experience
from meetings.experience.policies import may_edit, may_use

PAGE = 20
NAMES = ("title", "did", "how", "result")


@require_GET
@at_work_or_street
def experience_list(request: HttpRequest) -> HttpResponse:
    """Newest first, with nothing counted; found by any two characters."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    rows = Experience.objects.visible_to(me(request)).matching(asked).select_related("committee")
    context = {
        "form": form,
        "asked": asked,
        "page": keyset_page(rows, ("-published_at", "-id"), request.GET.get("after"), PAGE),
        "works": bool(me(request).reach.committee_ids),
    }
    return render(request, "meetings/experience/list.html", context)


@require_GET
@at_work_or_street
def experience_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One method, and how it went where others use it."""
    experience = _experience(request, pk)
    users = list(experience.users.select_related("committee"))
    works = bool(me(request).reach.committee_ids)
    home = home_committee(request) if works else None
    context = {
        "experience": experience,
        "users": users,
        "home": home,
        "ours": next((one for one in users if home and one.committee_id == home.pk), None),
        "may_edit": bool(may_edit(me(request), experience)),
        "may_use": home is not None and bool(may_use(me(request), experience, home)),
    }
    return render(request, "meetings/experience/experience.html", context)


@require_http_methods(["GET", "POST"])
@at_work
@once
def experience_new(request: HttpRequest) -> HttpResponse:
    committee = home_committee(request)
    form = ExperienceForm(request.POST or None, is_new=True)
    if form.is_valid():
        meeting, now = form.cleaned_data["meeting"], timezone.now()
        try:
            made = publish(committee, by=me(request), words=form.words, meeting=meeting, at=now)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "写好了，全街道的居委会都能看到。")
            return see_other(_page(made))
    return _form(request, form, "写经验", reverse("experiences"))


@require_http_methods(["GET", "POST"])
@at_work
@once
def experience_edit(request: HttpRequest, pk: int) -> HttpResponse:
    experience = _experience(request, pk)
    if not may_edit(me(request), experience):
        raise Http404
    first = {name: getattr(experience, name) for name in (*NAMES, "version")}
    form = ExperienceForm(request.POST or None, initial=first, is_new=False)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change(experience, by=me(request), words=form.words, version=version)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both_texts(request, form, conflict.current)
        else:
            messages.success(request, "改好了。")
            return see_other(_page(experience))
    return _form(request, form, "改经验", _page(experience))


@require_http_methods(["GET", "POST"])
@at_work
@once
def experience_use(request: HttpRequest, pk: int) -> HttpResponse:
    """「我们也在用」"""
    experience, home = _experience(request, pk), home_committee(request)
    allowed = may_use(me(request), experience, home)
    if not allowed:
        messages.warning(request, allowed.reason)
        return see_other(_page(experience))
    ours = experience.users.filter(committee=home).first()
    first = {
        "since": ours.since if ours else timezone.localdate(),
        "told": ours.told if ours else "",
    }
    form = UseForm(request.POST or None, initial=first)
    if form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        try:
            use(experience, by=me(request), committee=home, at=now, **said)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "记好了，谢谢告诉大家。")
            return see_other(_page(experience))
    heading = "说说用得怎么样" if ours else "我们也在用"
    return _form(request, form, heading, _page(experience), about=experience)


def _experience(request: HttpRequest, pk: int) -> Experience:
    rows = Experience.objects.visible_to(me(request))
    rows = rows.select_related("committee", "meeting", "written_by")
    experience: Experience = get_object_or_404(rows, pk=pk)
    return experience


def _page(experience: Experience) -> str:
    return reverse("experience", args=[experience.pk])


def _both_texts(request: HttpRequest, form: ExperienceForm, current: Experience) -> HttpResponse:
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    labels = {name: str(form.fields[name].label) for name in NAMES}
    both = {
        "theirs": [(labels[name], getattr(current, name)) for name in NAMES],
        "mine": [(labels[name], form.cleaned_data[name]) for name in NAMES],
    }
    again = ExperienceForm(typed, is_new=False)
    return _form(request, again, "两个人都改了", _page(current), both=both, status=409)


def _form(
    request: HttpRequest,
    form: Any,
    heading: str,
    back: str,
    *,
    about: Experience | None = None,
    both: dict[str, Any] | None = None,
    status: int | None = None,
) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": back, "about": about, **(both or {})}
    code = status or (422 if form.is_bound else 200)
    return render(request, "meetings/experience/form.html", context, status=code)

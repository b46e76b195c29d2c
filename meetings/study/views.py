"""Pages of a study session: its material, who came, who still reads."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.files.actions import serve_file
from committees.people.access import at_work, at_work_or_street, me
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from meetings.convening.models import Meeting
from meetings.convening.views import visible_meeting
from meetings.study.actions import add_material, note_reading, remove_material
from meetings.study.forms import MaterialForm
from meetings.study.models import Material
from meetings.study.panels import study_panel
from meetings.study.policies import may_add


@require_GET
@at_work_or_street
def study_page(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    panel = study_panel(meeting, me(request), timezone.now())
    if panel is None:
        raise Http404
    return render(request, "meetings/study/page.html", {"meeting": meeting, "panel": panel})


@require_http_methods(["GET", "POST"])
@at_work
@once
def study_new(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _own(request, pk)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        fields, upload = form.cleaned_data, request.FILES.get("file")
        try:
            add_material(
                meeting,
                by=me(request),
                title=fields["title"],
                text=fields["text"],
                file=fields["file"],
                file_name=(upload.name or "") if upload else "",
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "材料放好了，参加的人都能看到。")
            return see_other(_page(meeting))
    context = {"meeting": meeting, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/study/new.html", context, status=status)


@require_GET
@at_work_or_street
def study_file(request: HttpRequest, pk: int, material: int) -> HttpResponseBase:
    """The file, for whoever may see its meeting."""
    rows = Material.objects.filter(meeting=visible_meeting(request, pk), file__isnull=False)
    stored = get_object_or_404(rows.select_related("file"), pk=material).file
    return serve_file(stored)


@require_POST
@at_work
@once
def study_remove(request: HttpRequest, pk: int, material: int) -> HttpResponse:
    meeting = _own(request, pk)
    remove_material(
        get_object_or_404(Material.objects.filter(meeting=meeting), pk=material), by=me(request)
    )
    messages.success(request, "材料拿掉了。")
    return see_other(_page(meeting))


@require_POST
@at_work
@once
def study_read(request: HttpRequest, pk: int) -> HttpResponse:
    """「我看过了」"""
    meeting = visible_meeting(request, pk)
    try:
        note_reading(meeting, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "记好了，您看过了。")
    return see_other(_page(meeting))


def _own(request: HttpRequest, pk: int) -> Meeting:
    meeting = visible_meeting(request, pk)
    if not may_add(me(request), meeting):
        raise Http404
    return meeting


def _page(meeting: Meeting) -> str:
    return reverse("study", args=[meeting.pk])

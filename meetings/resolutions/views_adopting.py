"""/resolutions/<id>/adopt/: which draft of the committee this outcome brings into force."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from committees.people.access import elected, me
from committees.regulations.models import RegulationVersion
from committees.submissions.once import once
from jiedao.common.forms import DayField, OneOf, PortalForm
from jiedao.common.http import see_other
from meetings.resolutions.adopting import adopt
from meetings.resolutions.forms import refusal_in
from meetings.resolutions.models import Resolution


class AdoptForm(PortalForm):
    version = forms.ModelChoiceField(
        label="通过了哪份",
        queryset=RegulationVersion.objects.none(),
        widget=OneOf,
        empty_label=None,
        error_messages={"invalid_choice": "这份不是本居委会的草稿，请重选。"},
    )
    in_force_on = DayField(
        label="哪天起施行", required=False, quick=(), help_text="不写就从开会那天起"
    )

    def __init__(self, *args: Any, drafts: "QuerySet[RegulationVersion]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = drafts  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@elected
@once
def adopt_version(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Resolution.objects.visible_to(me(request)).select_related("committee", "topic")
    found: Resolution = get_object_or_404(rows, pk=pk)
    drafts = (
        RegulationVersion.objects.visible_to(me(request))
        .drafts()
        .of_committee(found.committee)
        .select_related("regulation")
    )
    form = AdoptForm(request.POST if request.method == "POST" else None, drafts=drafts)
    if form.is_valid():
        with refusal_in(form):
            said = form.cleaned_data
            adopt(
                found,
                said["version"],
                by=me(request),
                at=timezone.now(),
                in_force_on=said["in_force_on"],
            )
            messages.success(request, f"{said['version']}通过了，开始施行。")
            return see_other(reverse("resolution", args=[pk]))
    context = {"resolution": found, "form": form, "drafts": drafts}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/resolutions/adopt.html", context, status=status)

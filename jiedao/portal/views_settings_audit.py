"""The journal on screen: the auditor reads all of it, a director the acts on the own committee."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from committees.journal.actions import verify_chains
from committees.journal.models import AuditEntry
from committees.journal.words import SLICES, VERBS, act_words, object_words
from committees.people.access import me, posted_as
from committees.people.forms import matching
from committees.people.models import User
from committees.reach.states import Role
from committees.territory.models import Committee
from jiedao.common.forms import DayField, PortalForm, TidyCharField
from jiedao.common.pages import keyset_page

reads_journal = posted_as(Role.AUDITOR, Role.DIRECTOR)


class JournalFilterForm(PortalForm):
    day = DayField(label="哪一天", required=False)
    committee = forms.ModelChoiceField(
        label="居委会",
        queryset=Committee.objects.all(),
        required=False,
        to_field_name="slug",
        empty_label="全部",
    )
    who = TidyCharField(label="谁（姓名或拼音）", max_length=50, required=False)
    act = forms.ChoiceField(
        label="做了什么", choices=[("", "全部"), *SLICES.items()], required=False
    )

    def __init__(self, *args: Any, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not whole:
            del self.fields["committee"]


@reads_journal
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    user = me(request)
    form = JournalFilterForm(request.GET or None, whole=user.reach.is_auditor)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = _matching(AuditEntry.objects.visible_to(user), wanted)
    page = keyset_page(
        rows.select_related("by", "committee"),
        order=("-at", "-id"),
        after=request.GET.get("after"),
    )
    lines = [
        {"row": row, "words": act_words(row.act), "thing": object_words(row.object_type)}
        for row in page.rows
    ]
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "whole": user.reach.is_auditor,
        "filtered": any(wanted.values()),
    }
    return render(request, "committees/journal/audit.html", context)


def _matching(rows: "QuerySet[AuditEntry]", wanted: dict[str, Any]) -> "QuerySet[AuditEntry]":
    if wanted.get("day"):
        start = timezone.make_aware(datetime.combine(wanted["day"], time.min))
        rows = rows.filter(at__gte=start, at__lt=start + timedelta(days=1))
    if wanted.get("committee"):
        rows = rows.filter(committee=wanted["committee"])
    if wanted.get("who"):
        rows = rows.filter(by__in=matching(User.objects.all(), wanted["who"]))
    if wanted.get("act"):
        rows = rows.filter(act__in=[f"{wanted['act']}.{verb}" for verb in VERBS])
    return rows


@posted_as(Role.AUDITOR)
@require_GET
def audit_heads(request: HttpRequest) -> HttpResponse:
    """The heads of all chains, verified now, to be printed, signed and kept outside the portal."""
    names = {f"committee-{row.pk}": row.name for row in Committee.objects.all()}
    reports = [
        {"report": report, "name": names.get(report.chain, "街道")} for report in verify_chains()
    ]
    context = {
        "reports": reports,
        "broken": [one for one in reports if one["report"].broken_at is not None],
    }
    return render(request, "committees/journal/heads.html", context)

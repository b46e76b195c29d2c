"""Keeping the directory: the street's clerk and the administrator."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from committees.journal.models import AuditEntry
from committees.people.access import me
from committees.submissions.once import once
from committees.territory.access import get_or_post, keeps_directory
from committees.territory.actions import (
    edit_committee,
    edit_street,
    import_directory,
    plan_import,
    save_body,
    save_estate,
)
from committees.territory.forms import (
    BodyForm,
    CommitteeForm,
    EstateForm,
    ImportForm,
    StreetForm,
)
from committees.territory.models import Committee, Estate, PartnerBody, Street
from committees.territory.rules import COLUMNS, LABELS, REQUIRED, Line, Plan, read_lines
from committees.territory.tables import BadTable, Fault, Table, read_table
from jiedao.common.crypto import keyed_digest
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import attachment, see_other
from jiedao.common.sheets import CSV_TYPE, csv_text

COMMITTEE_PAGE = "settings-committee"
"""The page of one committee stands in `terms`, which sees people and offices too."""


@keeps_directory
@require_safe
def committee_list(request: HttpRequest) -> HttpResponse:
    committees = Committee.objects.visible_to(me(request)).in_street_order()
    return render(request, "committees/territory/settings_list.html", {"committees": committees})


@get_or_post
@keeps_directory
@once
def committee_edit(request: HttpRequest, slug: str) -> HttpResponseBase:
    """409 with both texts when somebody saved in between; the next saving then wins."""
    committee = get_object_or_404(Committee.objects.visible_to(me(request)), slug=slug)
    posted = request.POST if request.method == "POST" else None
    form = CommitteeForm(posted, initial=CommitteeForm.of(committee))
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            edit_committee(committee, by=me(request), version=values.pop("version"), values=values)
        except Conflict as conflict:
            return _both_texts(request, form, conflict.current)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"保存好了。{committee.short_name}的新资料大家马上能看到。")
            return see_other(reverse(COMMITTEE_PAGE, args=[slug]))
    return _form_page(request, form, "修改资料", committee)


def _both_texts(request: HttpRequest, form: CommitteeForm, current: Committee) -> HttpResponse:
    again = CommitteeForm(initial={**form.cleaned_data, "version": current.version})
    context = {
        "form": again,
        "committee": current,
        "who": last_editor(current),
        "theirs": CommitteeForm.facts_of(CommitteeForm.of(current)),
        "mine": form.facts(),
    }
    return render(request, "committees/territory/committee_conflict.html", context, status=409)


def last_editor(committee: Committee) -> str:
    """Who saved last, for the page with both texts."""
    entries = AuditEntry.objects.filter(
        object_type=committee._meta.label_lower, object_id=str(committee.pk)
    )
    entry = entries.select_related("by").order_by("-pk").first()
    return str(entry.by) if entry and entry.by else "另一个人"


def _form_page(
    request: HttpRequest, form: Any, heading: str, committee: Committee, **context: Any
) -> HttpResponse:
    """One form under its committee; 422 once it was refused."""
    shown = {"form": form, "heading": heading, "committee": committee, **context}
    status = 422 if form.is_bound else 200
    return render(request, "committees/territory/committee_form.html", shown, status=status)


@get_or_post
@keeps_directory
@once
def estate_new(request: HttpRequest, slug: str) -> HttpResponseBase:
    committee = get_object_or_404(Committee.objects.visible_to(me(request)), slug=slug)
    return _save_estate(request, Estate(committee=committee), "添小区")


@get_or_post
@keeps_directory
@once
def estate_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    estate = get_object_or_404(Estate.objects.visible_to(me(request)), pk=pk)
    return _save_estate(request, estate, "修改小区")


def _save_estate(request: HttpRequest, estate: Estate, heading: str) -> HttpResponseBase:
    posted = request.POST if request.method == "POST" else None
    form = EstateForm(posted, instance=estate)
    if form.is_valid():
        try:
            saved = save_estate(form.instance, by=me(request))
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{saved.name}保存好了。")
            return see_other(reverse("settings-estate", args=[saved.pk]))
    return _form_page(request, form, heading, estate.committee)


@get_or_post
@keeps_directory
@once
def body_new(request: HttpRequest, slug: str) -> HttpResponseBase:
    committee = get_object_or_404(Committee.objects.visible_to(me(request)), slug=slug)
    return _save_body(request, PartnerBody(committee=committee), "添合作单位")


@get_or_post
@keeps_directory
@once
def body_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    body = get_object_or_404(PartnerBody.objects.visible_to(me(request)), pk=pk)
    return _save_body(request, body, "修改合作单位")


def _save_body(request: HttpRequest, body: PartnerBody, heading: str) -> HttpResponseBase:
    posted = request.POST if request.method == "POST" else None
    form = BodyForm(posted, instance=body)
    if form.is_valid():
        try:
            saved = save_body(form.instance, by=me(request))
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{saved.name}保存好了。")
            return see_other(reverse(COMMITTEE_PAGE, args=[saved.committee.slug]))
    return _form_page(request, form, heading, body.committee)


# The street


@get_or_post
@keeps_directory
@once
def street_edit(request: HttpRequest) -> HttpResponseBase:
    """The street's own entry, its sections, and the numbers for out of hours (R3)."""
    street = get_object_or_404(Street)
    now = StreetForm.of(street)
    mark = keyed_digest(repr(now))
    posted = request.POST if request.method == "POST" else None
    form = StreetForm(posted, initial={**now, "shown": mark})
    if form.is_valid():
        values = dict(form.cleaned_data)
        if values.pop("shown") != mark:
            return _both_streets(request, form, now, mark)
        edit_street(street, by=me(request), **values)
        messages.success(request, "街道的资料保存好了。")
        return see_other(reverse("settings-street"))
    context = {"form": form, "street": street}
    status = 422 if form.is_bound else 200
    return render(request, "committees/territory/street_form.html", context, status=status)


def _both_streets(
    request: HttpRequest, form: StreetForm, now: dict[str, Any], mark: str
) -> HttpResponse:
    typed = {name: form.data[name] for name in now}
    labels = {name: str(form.fields[name].label) for name in now}
    context = {
        "form": StreetForm(initial={**typed, "shown": mark}),
        "who": "另一位同事",
        "theirs": [(labels[name], text) for name, text in now.items()],
        "mine": [(labels[name], text) for name, text in typed.items()],
    }
    return render(request, "committees/territory/street_form.html", context, status=409)


# Import


@keeps_directory
@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """The directory as it stands, in the form the import reads: fill in and send back."""
    rows = Committee.objects.in_street_order().values_list(*COLUMNS)
    text = csv_text(list(LABELS.values()), [[str(cell or "") for cell in row] for row in rows])
    return attachment(text, "居委会名录.csv", CSV_TYPE)


@get_or_post
@keeps_directory
@once
def import_page(request: HttpRequest) -> HttpResponseBase:
    """Choose a file → look at what would change → import. All lines or none."""
    if request.method != "POST":
        return _import_page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form)
    try:
        table = read_table(form.content(), COLUMNS, REQUIRED)
    except BadTable as wrong:
        form.add_error(None, str(wrong))
        return _import_page(request, form)
    lines, faults = read_lines(table)
    plan = plan_import(lines)
    faults += plan.faults
    if faults or request.POST.get("step") != "import":
        return _looked_at(request, form, table, plan, faults)
    return _carried_out(request, form, lines)


def _carried_out(request: HttpRequest, form: ImportForm, lines: list[Line]) -> HttpResponseBase:
    try:
        plan = import_directory(get_object_or_404(Street), lines, by=me(request))
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _import_page(request, form)
    if plan.new or plan.changed:
        words = f"导入好了：新添 {len(plan.new)} 个，改了 {len(plan.changed)} 个。"
    else:
        words = "名录和文件一样，没有改动。"
    messages.success(request, words)
    return see_other(reverse("settings-committees"))


def _import_page(request: HttpRequest, form: ImportForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    template = "committees/territory/import.html"
    return render(request, template, {"form": form, "columns": LABELS.values()}, status=status)


def _looked_at(
    request: HttpRequest, form: ImportForm, table: Table, plan: Plan, faults: list[Fault]
) -> HttpResponse:
    """What would happen; 422 when a line keeps it from happening."""
    again = ImportForm(initial={"table": _as_text(table)})
    context = {
        "form": form,
        "again": again,
        "plan": plan,
        "faults": sorted(faults, key=lambda fault: fault.line),
        "ignored": table.ignored,
        "rows": len(table.rows),
    }
    status = 422 if faults else 200
    return render(request, "committees/territory/import_check.html", context, status=status)


def _as_text(table: Table) -> str:
    names = [name for name in COLUMNS if any(name in row.cells for row in table.rows)]
    rows = [[row.cells.get(name, "") for name in names] for row in table.rows]
    return csv_text(names, rows)

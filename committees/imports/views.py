"""导入住户: template, upload, what was found, what came of it, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.imports.actions import BroughtBefore, bring, confirm, give_up
from committees.imports.forms import BringForm, ConfirmForm
from committees.imports.jobs import WORK_ON_IMPORTS, again_soon, is_forgotten, wake
from committees.imports.models import Batch
from committees.imports.sheets import problem_file, template
from committees.imports.shown import (
    MOST_SHOWN,
    changed_people,
    moved_people,
    steps,
    written_so_far,
    wrong_cells,
)
from committees.imports.states import State
from committees.imports.undoing import UNDO_DAYS, can_undo, undo, uses_of
from committees.journal.actions import record
from committees.people.access import home_committee, me, posted_as, sent
from committees.reach.states import Role
from committees.residents.models import Resident
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import attachment, see_other
from jiedao.common.sheets import XLSX_TYPE

brings_sheets = posted_as(Role.DIRECTOR, Role.MEMBER, Role.CLERK, Role.ADMIN)
MOST_BATCHES = 30
MOST_KEPT = 50


@brings_sheets
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    batches = Batch.objects.visible_to(me(request)).select_related("committee", "made_by")
    context = {
        "batches": batches[:MOST_BATCHES],
        "steps": steps(None),
        "chooses": not me(request).reach.elected_in,
    }
    return render(request, "committees/imports/list.html", context)


@brings_sheets
@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    return attachment(template(), "住户导入模板.xlsx", XLSX_TYPE)


@get_or_post
@brings_sheets
@once
def import_new(request: HttpRequest) -> HttpResponseBase:
    """A file that was written before leads to what came of it."""
    chooses = not me(request).reach.elected_in
    form = BringForm(sent(request), request.FILES or None, choose=chooses)
    if form.is_valid():
        file = form.cleaned_data["file"]
        committee = form.cleaned_data["committee"] if chooses else _own(request)
        try:
            batch = bring(committee, file.read(), name=file.name, by=me(request), at=timezone.now())
        except BroughtBefore as before:
            return _brought_before(request, before.batch, form)
        except Refused as refused:
            form.add_error("file", refused.reason)
        else:
            return see_other(reverse("import", args=[batch.pk]))
    status = 422 if form.is_bound else 200
    context = {"form": form, "steps": steps(None, uploading=True)}
    return render(request, "committees/imports/new.html", context, status=status)


def _own(request: HttpRequest) -> Committee:
    """The committee one is elected in: the home one, unless one only works for that."""
    elected = me(request).reach.elected_in
    home = home_committee(request)
    if home.pk in elected:
        return home
    own: Committee = Committee.objects.in_street_order().filter(pk__in=elected)[0]
    return own


def _brought_before(request: HttpRequest, batch: Batch, form: BringForm) -> HttpResponseBase:
    if not Batch.objects.visible_to(me(request)).filter(pk=batch.pk).exists():
        form.add_error("file", "该文件已导入，未重复写入。")
        context = {"form": form, "steps": steps(None, uploading=True)}
        return render(request, "committees/imports/new.html", context, status=422)
    done = batch.state == State.DONE
    messages.info(
        request, "该文件已导入，未重复写入。" if done else "这个文件已经传过了，就是这一份。"
    )
    return see_other(reverse("import", args=[batch.pk]))


def _batch(request: HttpRequest, pk: int) -> Batch:
    found = Batch.objects.visible_to(me(request)).select_related(
        "committee", "made_by", "confirmed_by", "undone_by"
    )
    batch: Batch = get_object_or_404(found, pk=pk)
    return batch


@brings_sheets
@require_safe
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _batch(request, pk), ConfirmForm(), status=200)


def _page(request: HttpRequest, batch: Batch, form: ConfirmForm, *, status: int) -> HttpResponse:
    """Whatever the batch waits for; while somebody works on it, the page comes again by itself."""
    now = timezone.now()
    if is_forgotten(batch, now):
        wake(WORK_ON_IMPORTS)
    context: dict[str, Any] = {
        "batch": batch,
        "form": form,
        "steps": steps(batch),
        "most": MOST_SHOWN,
        "days": UNDO_DAYS,
        "so_far": written_so_far(batch),
        "can_undo": can_undo(batch, now),
        "own": batch.committee_id in me(request).reach.elected_in,
        "ticked": form.lines() if form.is_bound else (),
    }
    if batch.state in (State.CHECKED, State.DONE) and batch.bad:
        context["wrong"] = wrong_cells(batch)
    if batch.state == State.CHECKED:
        context["changes"] = changed_people(batch) if context["own"] and batch.changed else []
        context["moved"] = moved_people(batch) if context["own"] and batch.good else []
    response = render(request, "committees/imports/batch.html", context, status=status)
    return again_soon(response) if batch.is_at_work else response


@brings_sheets
@require_POST
@once
def import_confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    batch = _batch(request, pk)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        own = batch.committee_id in me(request).reach.elected_in
        try:
            batch = confirm(
                batch,
                by=me(request),
                at=timezone.now(),
                lines=form.lines() if own else (),
                all_changes=own and form.cleaned_data["all_changes"],
                without_bad=form.cleaned_data["without_bad"],
                consent=form.cleaned_data["consent"],
                paper=form.cleaned_data["paper"],
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            if batch.state == State.DONE:
                messages.success(request, f"导入好了，写入 {batch.written} 人。")
            return see_other(reverse("import", args=[pk]))
    return _page(request, batch, form, status=422)


@brings_sheets
@require_POST
@once
def import_drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    batch = _batch(request, pk)
    try:
        give_up(batch, by=me(request))
    except Refused as refused:
        messages.error(request, refused.reason)
        return see_other(reverse("import", args=[pk]))
    messages.success(request, f"“{batch.name}”没有导入，表里的内容已经删掉。")
    return see_other(reverse("imports"))


@brings_sheets
@require_safe
def import_problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The wrong lines with their cells marked; one journal row, for whole numbers stand there."""
    batch = _batch(request, pk)
    content = problem_file(batch)
    record("imports.problems", batch, by=me(request), committee=batch.committee, label=batch.name)
    return attachment(content, f"有问题的行_{batch.pk}.xlsx", XLSX_TYPE)


@get_or_post
@brings_sheets
@once
def import_undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """First who would stay and why, then all at once."""
    batch = _batch(request, pk)
    error, status = "", 200
    if request.method == "POST":
        try:
            gone, kept = undo(batch, by=me(request), at=timezone.now())
        except Refused as refused:
            error, status = refused.reason, 422
        else:
            stayed = f"，{kept} 人后来用过，留下了" if kept else ""
            messages.success(request, f"这次导入撤销好了，撤下 {gone} 人{stayed}。")
            return see_other(reverse("import", args=[pk]))
    context: dict[str, Any] = {"batch": batch, "error": error, "days": UNDO_DAYS}
    if can_undo(batch, timezone.now()):
        context |= {"possible": True, **_who_stays(batch)}
    return render(request, "committees/imports/undo.html", context, status=status)


def _who_stays(batch: Batch) -> dict[str, Any]:
    uses = uses_of(batch).residents
    people = Resident.objects.filter(pk__in=uses).select_related("household__dwelling")
    shown = [
        (one.household.dwelling.door, one.name, "、".join(sorted(uses[one.pk])))
        for one in people.order_by("household__dwelling__door", "pk")[:MOST_KEPT]
    ]
    return {"staying": shown, "stay_count": len(uses), "go_count": batch.made.count() - len(uses)}

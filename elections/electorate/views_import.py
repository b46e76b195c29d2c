"""从表格导入: a file looked at line by line, then all of it or nothing; undone while open."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.imports.container import BadFile
from committees.imports.sheets import template
from committees.people.access import me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.electorate.access import keeps_roll, kept_election
from elections.electorate.batches import BroughtBefore, Looked, bring, confirm, drop, look, undo
from elections.electorate.forms import FileForm
from elections.electorate.models import RollBatch
from elections.electorate.opened import why_closed
from elections.electorate.sheet import COLUMNS
from elections.timetable.models import Election
from jiedao.common.errors import Refused
from jiedao.common.http import attachment, see_other
from jiedao.common.sheets import XLSX_TYPE

MOST_BATCHES = 30
MOST_SHOWN = 50
EXPLAINED = (
    "一人一行。列的先后可以换，不要的列可以删。",
    "住户登记里已经有的人不用写在这里。请从第一张表的第 2 行开始填。",
)


@get_or_post
@keeps_roll
@once
def roll_import(request: HttpRequest, key: str) -> HttpResponseBase:
    """A file that was brought before leads to what came of it."""
    election = kept_election(request, key)
    form = FileForm(sent(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = bring(election, file.read(), name=file.name, by=me(request), at=timezone.now())
        except BroughtBefore as before:
            messages.info(request, str(before))
            return see_other(reverse("roll-batch", args=[election.key, before.batch.pk]))
        except Refused as refused:
            form.add_error("file", refused.reason)
        else:
            return see_other(reverse("roll-batch", args=[election.key, batch.pk]))
    batches = RollBatch.objects.visible_to(me(request)).filter(election=election)
    context = {
        "election": election,
        "form": form,
        "closed": why_closed(election),
        "batches": batches.select_related("made_by")[:MOST_BATCHES],
    }
    status = 422 if form.is_bound else 200
    return render(request, "elections/electorate/import.html", context, status=status)


@keeps_roll
@require_safe
def roll_template(request: HttpRequest, key: str) -> HttpResponse:
    kept_election(request, key)
    content = template(COLUMNS, name="选民", lines=EXPLAINED)
    return attachment(content, "选民导入模板.xlsx", XLSX_TYPE)


def _batch(request: HttpRequest, election: Election, pk: int) -> RollBatch:
    rows = RollBatch.objects.visible_to(me(request)).filter(election=election)
    found: RollBatch = get_object_or_404(
        rows.select_related("election__rule_set", "election__committee", "made_by"), pk=pk
    )
    return found


@keeps_roll
@require_safe
def roll_batch(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    election = kept_election(request, key)
    return _page(request, _batch(request, election, pk))


def _page(request: HttpRequest, batch: RollBatch, refusal: str = "") -> HttpResponse:
    looked = None
    if batch.waits:
        try:
            looked = look(batch, today=timezone.localdate())
        except BadFile as bad:
            refusal, looked = str(bad), Looked()
    context = {
        "election": batch.election,
        "batch": batch,
        "looked": looked,
        "wrong": looked.wrong[:MOST_SHOWN] if looked else [],
        "wrong_lines": len({one.number for one in looked.wrong}) if looked else 0,
        "entries": looked.entries[:MOST_SHOWN] if looked else [],
        "most": MOST_SHOWN,
        "closed": why_closed(batch.election),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "elections/electorate/batch.html", context, status=status)


@keeps_roll
@require_POST
@once
def roll_batch_confirm(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    election = kept_election(request, key)
    batch = _batch(request, election, pk)
    try:
        batch = confirm(batch, by=me(request), at=timezone.now())
    except BroughtBefore as before:
        messages.info(request, str(before))
    except Refused as refused:
        return _page(request, batch, refused.reason)
    else:
        messages.success(request, f"导入好了，表里 {batch.lines} 人，写进名单 {batch.lines} 人。")
    return see_other(reverse("roll-batch", args=[election.key, pk]))


@keeps_roll
@require_POST
@once
def roll_batch_drop(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    election = kept_election(request, key)
    batch = _batch(request, election, pk)
    try:
        drop(batch, by=me(request))
    except Refused as refused:
        messages.error(request, refused.reason)
        return see_other(reverse("roll-batch", args=[election.key, pk]))
    messages.success(request, f"“{batch.name}”没有导入，表里的内容已经删掉。")
    return see_other(reverse("roll-import", args=[election.key]))


@keeps_roll
@require_POST
@once
def roll_batch_undo(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    election = kept_election(request, key)
    batch = _batch(request, election, pk)
    try:
        gone = undo(batch, by=me(request), at=timezone.now())
    except Refused as refused:
        return _page(request, batch, refused.reason)
    messages.success(request, f"撤销了，{gone} 人从名单里拿掉了。")
    return see_other(reverse("roll-batch", args=[election.key, pk]))

"""开箱, the list of batches, and the sheet of one teller."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from committees.people.access import me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.ballots.access import find_round
from elections.ballots.finding import find_voters
from elections.ballots.issuing import issued_total
from elections.ballots.panels import tabs_for
from elections.counting.access import TELLING, counts, supervises
from elections.counting.forms import OpeningForm, SheetForm, marked_in, pairs_in, written_in
from elections.counting.models import Batch, TallySheet, WrittenIn
from elections.counting.names import takes_write_ins
from elections.counting.opening import collected_total, is_over_count, open_boxes
from elections.counting.panels import (
    batch_lines,
    is_scrutineer,
    is_teller,
    marks_of,
    ticks_of,
)
from elections.counting.policies import is_counting
from elections.counting.querysets import COUNTING, SUPERVISING
from elections.counting.rules import faults
from elections.counting.states import SEEN_BY_EYE, Hand, Way
from elections.counting.tallying import (
    claim,
    close_papers,
    close_sheet,
    release,
    save_paper,
)
from elections.counting.totals import ballots_of, entry_of, printed, progress
from elections.electorate.models import Voter
from elections.timetable.models import Round
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@get_or_post
@supervises
@once
def opening(request: HttpRequest, key: str) -> HttpResponseBase:
    """收回几张, box by box, before anything is counted."""
    round_ = find_round(request, key, SUPERVISING)
    stations = list(round_.stations.order_by("serial_from"))
    form = OpeningForm(sent(request), stations=stations)
    if form.is_valid():
        way = form.cleaned_data["way"]
        try:
            made = open_boxes(round_, by=me(request), collected=form.collected, way=way)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request, f"选票分成 {len(made)} 批，可以计票了。" if made else "记下了。"
            )
            return see_other(reverse("opening", args=[round_.election.key]))
    collected = collected_total(round_)
    context = {
        "election": round_.election,
        "round": round_,
        "tabs": tabs_for(me(request), round_.election, "opening"),
        "form": form,
        "issued": issued_total(round_),
        "collected": collected,
        "over": is_over_count(round_),
        "may": is_counting(round_) if round_.closed_at else None,
        "batches": progress(round_).batches,
        "size": round_.election.rule_set.batch_ballots,
    }
    status = 422 if form.is_bound else 200
    return render(request, "elections/counting/opening.html", context, status=status)


@counts
@require_safe
def count(request: HttpRequest, key: str) -> HttpResponse:
    """Batches: what a teller may take, what 总监票人 must settle."""
    return batch_list(request, find_round(request, key, COUNTING))


def batch_list(request: HttpRequest, round_: Round, problem: str = "") -> HttpResponse:
    lines = batch_lines(round_, me(request))
    over = round_.election.committee_id in me(request).reach.committees_as(SUPERVISING)
    context = {
        "election": round_.election,
        "round": round_,
        "tabs": tabs_for(me(request), round_.election, "count"),
        "lines": lines,
        "teller": is_teller(me(request), round_),
        "scrutineer": is_scrutineer(me(request), round_),
        "supervised": over,
        "progress": progress(round_) if over else None,
        "counting": is_counting(round_),
        "single": any(one.batch.way == Way.BATCH and one.batch.both_closed for one in lines),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "elections/counting/list.html", context, status=status)


def find_batch(request: HttpRequest, round_: Round, number: int) -> Batch:
    rows = Batch.objects.visible_to(me(request)).filter(round=round_).in_force()
    found: Batch = get_object_or_404(rows, number=number)
    found.round = round_
    return found


@require_POST
@counts
@once
def count_claim(request: HttpRequest, key: str, batch: int) -> HttpResponseBase:
    round_ = find_round(request, key, TELLING)
    found = find_batch(request, round_, batch)
    try:
        claim(found, by=me(request))
    except Refused as refused:
        return batch_list(request, round_, refused.reason)
    return see_other(reverse("count-batch", args=[round_.election.key, found.number]))


def own_sheet(request: HttpRequest, batch: Batch) -> TallySheet:
    """The reader's own sheet of this batch, and nobody else's."""
    rows = TallySheet.objects.visible_to(me(request)).filter(batch=batch, by=me(request))
    found: TallySheet = get_object_or_404(rows, hand__in=(Hand.A, Hand.B))
    found.batch = batch
    return found


@require_POST
@counts
@once
def count_release(request: HttpRequest, key: str, batch: int) -> HttpResponseBase:
    round_ = find_round(request, key, TELLING)
    found = find_batch(request, round_, batch)
    try:
        release(own_sheet(request, found), by=me(request))
    except Refused as refused:
        return batch_list(request, round_, refused.reason)
    messages.success(request, f"{found}退回了，别人可以领。")
    return see_other(reverse("count", args=[round_.election.key]))


@get_or_post
@counts
@once
def count_batch(request: HttpRequest, key: str, batch: int) -> HttpResponseBase:
    """The sheet of one teller. Nothing on this page, in no answer of it, comes from the other."""
    round_ = find_round(request, key, TELLING)
    found = find_batch(request, round_, batch)
    sheet = own_sheet(request, found)
    if sheet.closed:
        return _closed_sheet(request, round_, sheet)
    if found.way == Way.SINGLE:
        return _papers(request, round_, sheet)
    return _sheet(request, round_, sheet)


def _closed_sheet(request: HttpRequest, round_: Round, sheet: TallySheet) -> HttpResponse:
    """Read only: what she handed in herself."""
    if request.method == "POST":
        raise Http404
    entry = entry_of(sheet)
    rows = [
        (one.word, line.label, entry.votes[one.contest.pk, line.pk])
        for one in printed(round_)
        for line in [*one.lines, *sorted(one.written, key=lambda line: line.label)]
        if (one.contest.pk, line.pk) in entry.votes
    ]
    context = {"election": round_.election, "batch": sheet.batch, "entry": entry, "rows": rows}
    return render(request, "elections/counting/closed.html", context)


# A whole batch


def people(request: HttpRequest, round_: Round, keys: list[tuple[int, int]]) -> Any:
    """(contest, voter) -> the voter, for people of this roll and posts of this ballot."""
    contests = set(round_.contests.values_list("pk", flat=True))
    rows = Voter.objects.visible_to(me(request)).filter(election=round_.election, listed=True)
    found = rows.in_bulk({voter for _, voter in keys})
    return {
        (contest, voter): found[voter]
        for contest, voter in keys
        if contest in contests and voter in found
    }


def _sheet(request: HttpRequest, round_: Round, sheet: TallySheet) -> HttpResponseBase:
    """算一算, 找人, 加上 and 交: one form, and only the last one writes."""
    posted = sent(request)
    keys = written_in(posted) + pairs_in([posted.get("add", "")] if posted else [])
    form = SheetForm(
        posted,
        ballot=printed(round_),
        added=people(request, round_, keys),
        rules=round_.election.rule_set,
        size=sheet.batch.size,
    )
    looking = posted is not None and bool({"check", "find", "add"} & set(posted))
    if posted is not None and not looking and form.is_valid():
        try:
            close_sheet(sheet, by=me(request), typed=form.typed())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{sheet.batch}的计票单交了。")
            return see_other(reverse("count", args=[round_.election.key]))
    context = _sheet_context(request, round_, sheet, form, looking)
    status = 422 if form.is_bound and not looking else 200
    return render(request, "elections/counting/sheet.html", context, status=status)


def _sheet_context(
    request: HttpRequest, round_: Round, sheet: TallySheet, form: SheetForm, looking: bool
) -> dict[str, Any]:
    posted: Any = sent(request) or {}
    wrong: list[str] = []
    sums: list[str] = []
    if form.is_bound:
        form.is_valid()
        sums = form.sums()
        wrong = faults(form.entry(), sheet.batch.size, [one.section for one in form.ballot])
    where = str(posted.get("find", ""))
    return {
        "election": round_.election,
        "batch": sheet.batch,
        "form": form,
        "looking": looking,
        "sums": sums,
        "wrong": wrong,
        **found_names(request, round_, where, str(posted.get(f"q{where}", ""))),
    }


def found_names(request: HttpRequest, round_: Round, contest: str, query: str) -> dict[str, object]:
    """People of the roll whose name may be added under one post."""
    return {
        "write_ins": takes_write_ins(round_),
        "find_in": contest,
        "find_query": query[:40],
        "hits": find_voters(me(request), round_.election, query[:40]) if contest else [],
    }


# Ballot by ballot


def _papers(request: HttpRequest, round_: Round, sheet: TallySheet) -> HttpResponseBase:
    """One paper at a time, by the number stamped on it. The address never names a paper."""
    posted: Any = sent(request)
    problem = ""
    looking = posted is not None and bool({"find", "add", "paper"} & set(posted))
    if posted is not None and not looking:
        try:
            if "close" in posted:
                close_papers(sheet, by=me(request))
                messages.success(request, f"{sheet.batch}的计票单交了。")
                return see_other(reverse("count", args=[round_.election.key]))
            number = _paper_number(posted.get("number", ""))
            save_paper(sheet, by=me(request), number=number, marked=marked_in(posted))
            return see_other(reverse("count-batch", args=[round_.election.key, sheet.batch.number]))
        except Refused as refused:
            problem = refused.reason
    context = _paper_context(request, round_, sheet, problem)
    status = 422 if problem else 200
    return render(request, "elections/counting/papers.html", context, status=status)


def pens_of(round_: Round, marks: set[int]) -> list[tuple[int, int]]:
    """(contest, voter) of the names by pen among the marks of one's own paper."""
    rows = WrittenIn.objects.filter(line__contest__round=round_, line__in=marks)
    return list(rows.values_list("line__contest_id", "voter_id"))


def _paper_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _paper_context(
    request: HttpRequest, round_: Round, sheet: TallySheet, problem: str
) -> dict[str, Any]:
    posted: Any = sent(request)
    done = ballots_of(sheet)
    missing = [n for n in range(1, sheet.batch.size + 1) if n not in done]
    number = _paper_number(posted.get("paper") or posted.get("number", "")) if posted else 0
    if not 1 <= number <= sheet.batch.size:
        number = missing[0] if missing else 0
    kept = done.get(number)
    typed = marked_in(posted) if posted and "paper" not in posted else None
    marks = set(typed.lines) if typed else marks_of(kept)
    keys = list(typed.written) if typed else pens_of(round_, marks)
    keys += pairs_in([posted.get("add", "")]) if posted else []
    where = str(posted.get("find", "")) if posted else ""
    return {
        "election": round_.election,
        "batch": sheet.batch,
        "number": number,
        "groups": ticks_of(printed(round_), marks, people(request, round_, keys)),
        "dots": [(n, n in done) for n in range(1, sheet.batch.size + 1)],
        "left": len(missing),
        "reasons": [(one.value, one.label) for one in SEEN_BY_EYE],
        "invalid": typed.invalid if typed else kept.invalid if kept else "",
        "problem": problem,
        **found_names(request, round_, where, str(posted.get(f"q{where}", "")) if posted else ""),
    }

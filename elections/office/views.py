"""接手清单: the page of one, its two columns of ticks, and the paper to be signed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.people.access import me, signed_in
from committees.submissions.once import once
from elections.office.contents import PAGES
from elections.office.forms import ThingsForm
from elections.office.handing import describe, side_of, tick
from elections.office.models import Handover, HandoverLine
from elections.office.policies import may_describe
from elections.office.states import HandoverKind
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


def _found(request: HttpRequest, pk: int) -> Handover:
    rows = Handover.objects.visible_to(me(request)).select_related("committee", "leaver", "taker")
    found: Handover = get_object_or_404(rows, pk=pk)
    return found


def _lines(handover: Handover) -> list[HandoverLine]:
    """In the order of the paper, with the two who ticked."""
    order = list(HandoverKind.values)
    rows = handover.lines.select_related("given_by", "taken_by")
    return sorted(rows, key=lambda line: order.index(line.kind))


@signed_in
@require_safe
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever works here, the street, and for ten days more the one who left."""
    return _page(request, _found(request, pk))


def _page(
    request: HttpRequest, found: Handover, form: ThingsForm | None = None, problem: str = ""
) -> HttpResponse:
    user, today = me(request), timezone.localdate()
    lines = _lines(found)
    side = side_of(user, found)
    writes = found.done_on is None and bool(may_describe(user, found))
    inside = user.reach.works_in(found.committee_id)
    context = {
        "handover": found,
        "rows": [
            (line, reverse(PAGES[line.kind]) if inside and line.kind in PAGES else "")
            for line in lines
        ],
        "side": side.name if side else "",
        "left": sum(1 for line in lines if not (line.given_at and line.taken_at)),
        "late": found.done_on is None and today > found.due_on,
        "reads_only": not inside and not user.reach.whole_street,
        "form": form or (ThingsForm(handover=found, lines=lines) if writes else None),
        "problem": problem,
    }
    status = 422 if form is not None or problem else 200
    return render(request, "elections/office/handover.html", context, status=status)


@require_POST
@signed_in
@once
def handover_tick(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One's own column becomes the lines that were ticked."""
    found = _found(request, pk)
    _ticks_or_404(request, found)
    try:
        found = tick(found, request.POST.getlist("line"), by=me(request), at=timezone.now())
    except Refused as refused:
        return _page(request, found, problem=refused.reason)
    done = "全部交接完了。" if found.done_on else "记好了。"
    messages.success(request, done)
    return see_other(reverse("handover", args=[pk]))


@require_POST
@signed_in
@once
def handover_words(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the things are and where they lie."""
    found = _found(request, pk)
    _ticks_or_404(request, found)
    form = ThingsForm(request.POST, handover=found, lines=_lines(found))
    if form.is_valid():
        try:
            describe(found, form.words, form.cleaned_data["witness"], by=me(request))
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "写好了。")
            return see_other(reverse("handover", args=[pk]))
    return _page(request, found, form)


def _ticks_or_404(request: HttpRequest, found: Handover) -> None:
    """Who only reads the list has no such address."""
    if not may_describe(me(request), found):
        raise Http404


@signed_in
@require_safe
def handover_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper that leaver, taker and witness sign."""
    found = _found(request, pk)
    context = {"handover": found, "lines": _lines(found)}
    return render(request, "elections/office/handover_print.html", context)

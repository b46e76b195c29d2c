"""What 总监票人 does: settle what differs, count again, type the wall."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from committees.files.actions import serve_file
from committees.people.access import me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.ballots.access import find_round
from elections.ballots.panels import tabs_for
from elections.counting.access import SETTLING, settles, supervises
from elections.counting.forms import (
    SettleForm,
    WallForm,
    marked_in,
    pairs_in,
    typed_before,
    written_in,
)
from elections.counting.models import Batch, TallySheet, WallPhoto
from elections.counting.opening import count_boxes_again
from elections.counting.panels import is_scrutineer, marks_of, reading, ticks_of
from elections.counting.policies import is_counting
from elections.counting.querysets import SUPERVISING
from elections.counting.rules import Ballot
from elections.counting.states import SEEN_BY_EYE, Hand, Way
from elections.counting.tallying import (
    count_again,
    differing_papers,
    settle,
    settle_papers,
)
from elections.counting.totals import (
    Printed,
    ballots_of,
    entry_of,
    printed,
    wall_of,
)
from elections.counting.views import batch_list, find_batch, found_names, people
from elections.counting.walls import keep_wall_photo, type_wall
from elections.timetable.models import Round
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


def pair_of(request: HttpRequest, batch: Batch) -> tuple[TallySheet, TallySheet]:
    """Both sheets, once both are handed in; before that there is no such page."""
    rows = TallySheet.objects.visible_to(me(request)).filter(batch=batch, batch__both_closed=True)
    first = get_object_or_404(rows, hand=Hand.A)
    return first, get_object_or_404(rows, hand=Hand.B)


@get_or_post
@settles
@once
def settle_batch(request: HttpRequest, key: str, batch: int) -> HttpResponseBase:
    """The two sheets side by side, and the third with the paper in hand."""
    round_ = find_round(request, key, SETTLING)
    found = find_batch(request, round_, batch)
    pair = pair_of(request, found)
    if found.way == Way.SINGLE:
        return _settle_papers(request, round_, found, pair)
    return _settle_sheet(request, round_, found, pair)


def _settle_sheet(
    request: HttpRequest, round_: Round, batch: Batch, pair: tuple[TallySheet, TallySheet]
) -> HttpResponseBase:
    first, second = (entry_of(one) for one in pair)
    form = SettleForm(
        sent(request),
        ballot=printed(round_),
        added={},
        with_written=True,
        rules=round_.election.rule_set,
        size=batch.size,
        first=first,
        second=second,
    )
    if form.is_valid():
        why = form.cleaned_data["why"]
        try:
            settle(batch, by=me(request), typed=form.typed(), why=why)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{batch}复核好了。")
            return see_other(reverse("count", args=[round_.election.key]))
    context = {"election": round_.election, "batch": batch, "form": form, "pair": pair}
    status = 422 if form.is_bound else 200
    return render(request, "elections/counting/settle.html", context, status=status)


def _settle_papers(
    request: HttpRequest, round_: Round, batch: Batch, pair: tuple[TallySheet, TallySheet]
) -> HttpResponseBase:
    first, second = (ballots_of(one) for one in pair)
    numbers, posted, problem = differing_papers(first, second), sent(request), ""
    if posted is not None:
        read = {n: marked_in(posted, f"p{n}-") for n in numbers}
        try:
            settle_papers(batch, by=me(request), papers=read, why=posted.get("why", "")[:200])
        except Refused as refused:
            problem = refused.reason
        else:
            messages.success(request, f"{batch}复核好了。")
            return see_other(reverse("count", args=[round_.election.key]))
    ballot = printed(round_)
    context = {
        "election": round_.election,
        "batch": batch,
        "pair": pair,
        "papers": [_paper(posted, ballot, n, first.get(n), second.get(n)) for n in numbers],
        "reasons": [(one.value, one.label) for one in SEEN_BY_EYE],
        "why": posted.get("why", "") if posted else "",
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "elections/counting/settle_papers.html", context, status=status)


def _paper(
    posted: Any, ballot: list[Printed], number: int, one: Ballot | None, other: Ballot | None
) -> dict[str, Any]:
    """How the two read one paper, and boxes for how it really is."""
    labels = {line.pk: line.label for part in ballot for line in [*part.lines, *part.written]}
    prefix = f"p{number}-"
    typed = marked_in(posted, prefix) if posted else None
    marks = set(typed.lines) if typed else marks_of(one) & marks_of(other)
    return {
        "number": number,
        "prefix": prefix,
        "first": reading(one, labels),
        "second": reading(other, labels),
        "invalid": typed.invalid if typed else "",
        "groups": ticks_of(ballot, marks, {}, with_written=True, prefix=prefix),
    }


@require_POST
@settles
@once
def again(request: HttpRequest, key: str) -> HttpResponseBase:
    """Every batch that was entered as a whole is entered again, ballot by ballot; with `batch`
    only that one."""
    round_ = find_round(request, key, SETTLING)
    rows = Batch.objects.visible_to(me(request)).filter(round=round_).in_force()
    one = request.POST.get("batch", "")
    if one:
        rows = rows.filter(number=int(one) if one.isascii() and one.isdigit() else 0)
    else:
        rows = rows.filter(way=Way.BATCH)
    try:
        done = count_again(list(rows), by=me(request))
    except Refused as refused:
        return batch_list(request, round_, refused.reason)
    messages.success(request, f"{len(done)} 批要逐张再录，原来的计票单留着备查。")
    return see_other(reverse("count", args=[round_.election.key]))


@require_POST
@settles
@once
def boxes_again(request: HttpRequest, key: str) -> HttpResponseBase:
    """Back to the boxes: a batch did not hold what it should."""
    round_ = find_round(request, key, SETTLING)
    try:
        count_boxes_again(round_, by=me(request))
    except Refused as refused:
        return batch_list(request, round_, refused.reason)
    messages.success(request, "请当众重新清点各票箱，再分批。")
    return see_other(reverse("opening", args=[round_.election.key]))


@get_or_post
@supervises
@once
def wall(request: HttpRequest, key: str) -> HttpResponseBase:
    """墙上正字: typed from the photo by 总监票人."""
    round_ = find_round(request, key, SUPERVISING)
    posted = sent(request) if is_scrutineer(me(request), round_) else None
    keys = written_in(posted) + pairs_in([posted.get("add", "")] if posted else [])
    form = WallForm(
        posted,
        request.FILES if posted is not None else None,
        ballot=printed(round_),
        added=people(request, round_, keys),
        with_written=True,
        initial=typed_before(wall_of(round_)),
    )
    looking = posted is not None and bool({"find", "add"} & set(posted))
    if posted is not None and not looking and form.is_valid() and _kept(request, round_, form):
        messages.success(request, "墙上正字存好了。")
        return see_other(reverse("wall", args=[round_.election.key]))
    where = str(posted.get("find", "")) if posted else ""
    context = {
        "election": round_.election,
        "round": round_,
        "tabs": tabs_for(me(request), round_.election, "wall"),
        "form": form,
        "looking": looking,
        "may_type": is_scrutineer(me(request), round_) and bool(is_counting(round_)),
        "photos": WallPhoto.objects.visible_to(me(request)).filter(round=round_),
        **found_names(request, round_, where, str(posted.get(f"q{where}", "")) if posted else ""),
    }
    status = 422 if form.is_bound and not looking else 200
    return render(request, "elections/counting/wall.html", context, status=status)


def _kept(request: HttpRequest, round_: Round, form: WallForm) -> bool:
    try:
        type_wall(round_, by=me(request), said=form.said(), written=form.written())
        photo = form.cleaned_data.get("photo")
        if photo is not None:
            keep_wall_photo(round_, by=me(request), photo=photo, name="墙上正字")
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


@supervises
@require_safe
def wall_photo(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    round_ = find_round(request, key, SUPERVISING)
    rows = WallPhoto.objects.visible_to(me(request)).filter(round=round_).select_related("file")
    photo: WallPhoto = get_object_or_404(rows, pk=pk)
    return serve_file(photo.file)

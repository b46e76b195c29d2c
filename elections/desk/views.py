"""The desk of one election: where it stands, what comes next, and what is still missing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.people.access import me, sent, street_staff
from committees.submissions.once import once
from elections.body.querysets import on_duty, serving
from elections.body.states import BodyPost
from elections.desk.stepper import steps_of
from elections.desk.wiping import wipe
from elections.timetable.access import WRITERS, at_election, find_election, writers
from elections.timetable.forms import CallOffForm
from elections.timetable.models import Election
from elections.timetable.moving import advance, call_off
from elections.timetable.policies import may_call_off, may_lead
from elections.timetable.preflight import Line, lines, page_of, url_of
from elections.timetable.states import MOVES, OVER, ElectionKind, Stage
from elections.timetable.views import BOTH, page_of_form, shown_steps
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from jiedao.common.moves import Moves

PAGES = (
    ("timetable/", "日程", "calendar-event"),
    ("notices/", "公告", "megaphone-fill"),
    ("body/", "选举委员会", "people-fill"),
    ("roll/", "选民名单", "journal-text"),
    ("nominations/", "提名和候选人", "person-circle"),
    ("ballot/", "选票上的名单", "clipboard2-check-fill"),
    ("officials/", "选举日工作人员", "people-fill"),
    ("stations/", "投票站和票箱", "house-door-fill"),
    ("proxies/", "委托投票", "pencil-square"),
    ("issue/", "发选票", "check-lg"),
    ("count/", "计票", "clipboard2-check-fill"),
    ("result/", "结果", "star"),
)
"""Pages of one election, in the order in which they are needed; those not there yet hide."""


LONGEST_NUMBER = 9


@dataclass(frozen=True)
class Way:
    """A stage that may come next, with everything that must be so before. `url`: the page on which
    it is done; empty: a button here."""

    to: str
    lines: list[Line]
    url: str = ""
    button: str = ""

    @property
    def label(self) -> str:
        return str(Stage(self.to).label)

    @property
    def open_lines(self) -> int:
        return sum(not line.ok for line in self.lines)


def ways_on(election: Election, today: date, moves: Moves = MOVES) -> list[Way]:
    """Every next stage that makes sense for this kind of election, the usual one first."""
    found = []
    for to in moves.get(election.stage, {}):
        if to == Stage.CALLED_OFF or not _fits(election, to):
            continue
        page, button = page_of(election.stage, to)
        url = url_of(page, election.key) if page else ""
        found.append(Way(to, lines(election, to, today), url, button))
    return found


def _fits(election: Election, to: str) -> bool:
    """A recall names nobody, and hands nothing over when it did not pass."""
    recall = election.kind == ElectionKind.RECALL
    if (election.stage, to) == (Stage.ROLL, Stage.NOMINATION):
        return not recall
    if (election.stage, to) == (Stage.ROLL, Stage.CANDIDATES):
        return recall
    if (election.stage, to) == (Stage.PUBLISHED, Stage.ARCHIVED):
        return recall
    return not (recall and (election.stage, to) == (Stage.CANDIDATES, Stage.NOMINATION))


@require_GET
@at_election
def desk(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key)
    return render(request, "elections/desk/page.html", desk_of(request, election))


def desk_of(request: HttpRequest, election: Election) -> dict[str, Any]:
    person, today = me(request), timezone.localdate()
    steps = shown_steps(election, today)
    days = {one.step.code: one.step.due_on for one in steps}
    members = list(serving(election))
    waiting = [one for one in steps if one.step.done_on is None and not one.is_cut_off]
    return {
        "election": election,
        "stepper": steps_of(election.stage, election.kind, days),
        "ways": ways_on(election, today),
        "late": [one for one in steps if one.is_late],
        "next": next((one for one in waiting if one.step.due_on >= today), None),
        "gaps": [one for one in steps if one.gap],
        "heads": [one for one in members if one.post == BodyPost.HEAD],
        "members": len(members),
        "officials": list(on_duty(election).order_by("duty", "pk")),
        "rounds": list(election.rounds.prefetch_related("contests").order_by("number")),
        "petition": getattr(election, "petition", None) if election.recalls_id else None,
        "pages": pages_of(election, person),
        "may_lead": bool(may_lead(person, election)),
        "may_stop": bool(may_call_off(person)) and Stage.CALLED_OFF in MOVES[election.stage],
        "may_wipe": election.rehearsal and person.reach.whole_street,
        "over": election.stage in OVER,
        "is_announced": not election.rehearsal
        and election.stage not in (Stage.PREPARING, Stage.BODY, Stage.CALLED_OFF),
        "today": today,
    }


def pages_of(election: Election, person: Any) -> list[tuple[str, str, str]]:
    """(address, label, icon) of what this person may look for here."""
    roles = {seat.role for seat in person.reach.seats if seat.committee_id == election.committee_id}
    if not roles & WRITERS and not person.reach.whole_street:
        shown = {"timetable/", "body/", "officials/", "roll/", "issue/", "count/", "result/"}
    else:
        shown = {page for page, _, _ in PAGES}
    return [
        (url, label, icon)
        for page, label, icon in PAGES
        if page in shown and (url := url_of(page, election.key))
    ]


@require_POST
@writers
@once
def move_on(request: HttpRequest, key: str) -> HttpResponse:
    """「进入下一步」: refused with every open line named; an old page gets 409 and both texts."""
    election = find_election(request, key, WRITERS)
    if not may_lead(me(request), election):
        raise Http404
    to, version = request.POST.get("to", ""), request.POST.get("version", "")
    try:
        advance(
            election, _stage(to), by=me(request), on=timezone.localdate(), version=_number(version)
        )
    except Refused as refused:
        context = desk_of(request, election) | {"refused": refused.reason}
        return render(request, "elections/desk/page.html", context, status=422)
    except Conflict as conflict:
        now = conflict.current.get_stage_display()
        words = f"别人刚才已经走了一步，现在是“{now}”。请看过再按。"
        context = desk_of(request, conflict.current) | {"refused": words}
        return render(request, "elections/desk/page.html", context, status=409)
    messages.success(request, f"现在是“{Stage(to).label}”。")
    return see_other(reverse("election-desk", args=[election.key]))


def _stage(text: str) -> Stage:
    if text not in Stage.values:
        raise Refused("请按页面上的按钮走下一步。")
    return Stage(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise Refused("请按页面上的按钮走下一步。")
    return int(text)


@require_http_methods(BOTH)
@street_staff
@once
def stop(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key)
    form = CallOffForm(sent(request))
    if form.is_valid():
        why = form.cleaned_data["why"]
        try:
            call_off(election, by=me(request), why=why, on=timezone.localdate())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "这次选举终止了，理由对居民公开。")
            return see_other(reverse("election-desk", args=[election.key]))
    return page_of_form(request, "elections/desk/stop.html", form, {"election": election})


@require_http_methods(BOTH)
@street_staff
@once
def wipe_page(request: HttpRequest, key: str) -> HttpResponse:
    """One act takes a whole rehearsal away; a page of its own asks first. 404 for a real one."""
    election = find_election(request, key)
    if not election.rehearsal:
        raise Http404
    if request.method == "POST":
        wipe(election, by=me(request), on=timezone.localdate())
        messages.success(request, "演练清掉了，真的选举没有动。")
        return see_other(reverse("street-elections"))
    return render(request, "elections/desk/wipe.html", {"election": election})

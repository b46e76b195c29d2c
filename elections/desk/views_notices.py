"""The numbered notices of an election, and the people of polling day."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.notices.models import Notice
from committees.notices.states import NoticeState
from committees.people.access import at_work, me, sent
from committees.reach.states import WORKING_ROLES
from committees.submissions.once import once
from elections.body.forms import OfficialForm
from elections.body.models import Official
from elections.body.officials import appoint, release
from elections.body.policies import may_appoint, may_keep_body
from elections.body.querysets import on_duty
from elections.body.states import Duty
from elections.body.views import code_name, own_election, show_code
from elections.candidates.querysets import names_standing
from elections.desk.facts import facts_of
from elections.timetable.access import at_election, find_election, writers, writers_or_street
from elections.timetable.announcements import ANNOUNCEMENTS, BY_NUMBER, Announcement
from elections.timetable.announcing import days_of, draft_announcement, may_be_drafted, standing
from elections.timetable.models import Election
from elections.timetable.states import OVER, ElectionKind
from elections.timetable.views import BOTH, page_of_form
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.shown_once import take_from_last_page


@dataclass(frozen=True)
class Line:
    """One number with the notices there are of it, and whether a draft may be begun."""

    known: Announcement
    due_on: Any
    notices: list[Notice]
    may_draft: bool
    is_late: bool

    @property
    def waits(self) -> bool:
        """Nothing is there, and something should be."""
        return not self.notices and not self.known.if_any


@require_GET
@writers_or_street
def notices(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key)
    person = me(request)
    writes = person.reach.works_in(election.committee_id) and election.stage not in OVER
    context = {
        "election": election,
        "lines": _lines(election, writes),
        "writes": writes,
        "reads": person.reach.works_in(election.committee_id) or person.reach.whole_street,
        "now": timezone.now(),
    }
    return render(request, "elections/desk/notices.html", context)


def _lines(election: Election, writes: bool) -> list[Line]:
    """Two queries."""
    days, today = days_of(election), timezone.localdate()
    by_number: dict[str, list[Notice]] = {}
    for made in standing(election).order_by("pk"):
        by_number.setdefault(made.number, []).append(made.notice)
    recall = election.kind == ElectionKind.RECALL
    lines = []
    for known in ANNOUNCEMENTS:
        if recall and not known.recall:
            continue
        there, due_on = by_number.get(known.number, []), days.get(known.step)
        released = any(one.state == NoticeState.RELEASED for one in there)
        late = due_on is not None and due_on < today and not released and not known.if_any
        states = [one.state for one in there]
        may = writes and may_be_drafted(known.number, election.stage, states)
        lines.append(Line(known, due_on, there, may, late and election.stage not in OVER))
    return lines


@require_POST
@at_work
@once
def announce(request: HttpRequest, key: str, number: str) -> HttpResponse:
    """「起草」: the draft is filled from the record and opens at the desk of notices."""
    election = find_election(request, key, WORKING_ROLES)
    if number not in BY_NUMBER:
        raise Http404
    facts = facts_of(election, number)
    try:
        made = draft_announcement(election, number, facts, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
        return see_other(reverse("election-notices", args=[election.key]))
    messages.success(request, f"第 {number} 号公告起草好了。看一遍，改好，请人确认。")
    return see_other(reverse("notice-preview", args=[made.notice_id]))


# The people of polling day


@require_GET
@at_election
def officials(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key)
    people = list(on_duty(election).order_by("pk"))
    context = {
        "election": election,
        "duties": [(duty, [one for one in people if one.duty == duty]) for duty in Duty],
        "code": take_from_last_page(request, code_name(election)),
        "may_appoint": bool(may_appoint(me(request), election)),
        "may_keep": bool(may_keep_body(me(request), election)),
    }
    return render(request, "elections/desk/officials.html", context)


@require_http_methods(BOTH)
@writers
@once
def official_new(request: HttpRequest, key: str) -> HttpResponse:
    election = own_election(request, key)
    today = timezone.localdate()
    form = OfficialForm(sent(request), committee=election.committee, today=today)
    if form.is_valid():
        names = names_standing(election)
        try:
            official, code = appoint(
                election, form.appointment(), candidates=names, by=me(request), on=today
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            show_code(request, election, official.name, code)
            messages.success(request, f"{official.name}：{official.get_duty_display()}，记好了。")
            return see_other(reverse("election-officials", args=[election.key]))
    return page_of_form(request, "elections/desk/official_new.html", form, {"election": election})


@require_POST
@writers
@once
def official_release(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    election = own_election(request, key)
    official: Official = get_object_or_404(on_duty(election), pk=pk)
    official.election = election
    try:
        release(official, by=me(request), on=timezone.localdate())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, f"{official.name}不做这项工作了。")
    return see_other(reverse("election-officials", args=[election.key]))

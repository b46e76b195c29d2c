"""Pages of the election body: who is in it, who left and why, who moved up."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from committees.people.access import me, sent
from committees.submissions.once import once
from elections.body.actions import choose, leave, make_head
from elections.body.forms import HeadForm, LeaveForm, MemberForm
from elections.body.models import BodyMember
from elections.body.policies import may_appoint, may_keep_body
from elections.body.rules import size_fits
from elections.body.states import BodyPost
from elections.timetable.access import WRITERS, at_election, find_election, writers
from elections.timetable.models import Election
from elections.timetable.views import BOTH, page_of_form
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.shown_once import keep_for_next_page, take_from_last_page

POSTS = {post: number for number, post in enumerate(BodyPost.values)}


@require_GET
@at_election
def body_page(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key)
    rows = list(BodyMember.objects.filter(election=election).select_related("took_over_from"))
    seated = [one for one in rows if one.left_on is None and not one.reserve]
    context = {
        "election": election,
        "seated": sorted(seated, key=lambda one: (POSTS[one.post], one.rank)),
        "reserves": [one for one in rows if one.left_on is None and one.reserve],
        "gone": [one for one in rows if one.left_on is not None],
        "size": size_fits(election.rule_set.rules(), len(seated)).reason,
        "code": take_from_last_page(request, code_name(election)),
        "may_keep": bool(may_keep_body(me(request), election)),
        "may_appoint": bool(may_appoint(me(request), election)),
    }
    return render(request, "elections/body/page.html", context)


@require_http_methods(BOTH)
@writers
@once
def member_new(request: HttpRequest, key: str) -> HttpResponse:
    election = own_election(request, key)
    today = timezone.localdate()
    form = MemberForm(sent(request), committee=election.committee, today=today)
    if form.is_valid():
        try:
            member, code = choose(election, form.chosen(), by=me(request), on=today)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            show_code(request, election, member.name, code)
            messages.success(request, f"{member.name}写进选举委员会名单了。")
            return see_other(reverse("election-body", args=[election.key]))
    return page_of_form(request, "elections/body/new.html", form, {"election": election})


@require_http_methods(BOTH)
@writers
@once
def member_head(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    election = own_election(request, key)
    member, today = _member(election, pk), timezone.localdate()
    typed = {"name": member.name}
    form = HeadForm(sent(request), committee=election.committee, today=today, initial=typed)
    if form.is_valid():
        try:
            member, code = make_head(member, form.account, by=me(request), on=today)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            show_code(request, election, member.name, code)
            messages.success(request, f"{member.name}是选举委员会主任了。")
            return see_other(reverse("election-body", args=[election.key]))
    context = {"election": election, "member": member}
    return page_of_form(request, "elections/body/head.html", form, context)


@require_http_methods(BOTH)
@writers
@once
def member_leave(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    election = own_election(request, key)
    member = _member(election, pk)
    form = LeaveForm(sent(request))
    if form.is_valid():
        why = form.cleaned_data["why"]
        try:
            change = leave(member, why=why, by=me(request), on=timezone.localdate())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            taker = "、".join(one.name for one in change.moved_up)
            words = f"{member.name}离开了选举委员会"
            messages.success(
                request, f"{words}，{taker}递补。" if taker else f"{words}，没有候补。"
            )
            return see_other(reverse("election-body", args=[election.key]))
    context = {"election": election, "member": member}
    return page_of_form(request, "elections/body/leave.html", form, context)


def own_election(request: HttpRequest, key: str) -> Election:
    """One whose body the person keeps; 404 for everybody else."""
    election = find_election(request, key, WRITERS)
    if not may_keep_body(me(request), election):
        raise Http404
    return election


def _member(election: Election, pk: int) -> BodyMember:
    member: BodyMember = get_object_or_404(
        BodyMember.objects.filter(election=election, left_on=None), pk=pk
    )
    member.election = election
    return member


def code_name(election: Election) -> str:
    """Under which a fresh setting code waits for the page that shows it once."""
    return f"election-{election.pk}"


def show_code(request: HttpRequest, election: Election, name: str, code: str) -> None:
    if code:
        keep_for_next_page(request, code_name(election), f"{name}的设置码：{code}")

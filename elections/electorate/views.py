"""选民名单: who stands on it and why, made by rule, published, and changed by hand."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.journal.actions import last_hand
from committees.people.access import me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.electorate.access import election_of, keeps_roll, kept_election, reads_roll
from elections.electorate.building import build_roll
from elections.electorate.doubles import committees_beside
from elections.electorate.forms import (
    AddForm,
    CorrectForm,
    FindForm,
    ListForm,
    RuleForm,
    StrikeForm,
)
from elections.electorate.hand import add_voter, correct_voter, list_voter, strike_voter
from elections.electorate.models import Voter
from elections.electorate.policies import may_keep_roll
from elections.electorate.ruling import back_to_rule
from elections.electorate.shown import figures_of, standing_of
from elections.timetable.models import Election
from elections.timetable.states import Stage
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page

ORDER = ("group", "pinyin", "id")
SHOWS: dict[str, tuple[str, dict[str, bool]]] = {
    "in": ("在名单上", {"listed": True}),
    "out": ("不在名单上", {"listed": False}),
    "hand": ("人工决定", {"by_hand": True}),
    "doubles": ("也在别的名单上", {}),
}


@reads_roll
@require_safe
def roll(request: HttpRequest, key: str) -> HttpResponse:
    """Found by name, sound or door; in, out, decided by hand, or on another roll as well."""
    election = election_of(request, key)
    show = request.GET.get("show", "in")
    show = show if show in SHOWS else "in"
    form = FindForm(request.GET)
    query = form.cleaned_data.get("q", "") if form.is_valid() else ""
    rows: Any = Voter.objects.visible_to(me(request)).filter(election=election)
    rows = rows.matching(query).filter(**SHOWS[show][1])
    if show == "doubles":
        rows = rows.doubled()
    page = keyset_page(rows, ORDER, request.GET.get("after"))
    figures = figures_of(election)
    counts = {"in": figures.listed, "out": figures.out, "hand": figures.by_hand}
    here = reverse("roll", args=[election.key])
    context = {
        "election": election,
        "committee": election.committee,
        "page": page,
        "form": form,
        "query": query,
        "show": show,
        "figures": figures,
        "standing": standing_of(election),
        "beside": committees_beside(page.rows) if show == "doubles" else {},
        "keeps": bool(may_keep_roll(me(request), election)),
        "registering": election.stage == Stage.REGISTRATION,
        "tabs": [
            {
                "label": label,
                "href": f"{here}?show={name}",
                "current": name == show,
                "count": counts.get(name),
            }
            for name, (label, _) in SHOWS.items()
        ],
    }
    return render(request, "elections/electorate/roll.html", context)


@keeps_roll
@require_POST
@once
def roll_build(request: HttpRequest, key: str) -> HttpResponseBase:
    election = kept_election(request, key)
    try:
        built = build_roll(election, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        kept = f" {built.kept} 行是人工决定或者导入的，没有动。" if built.kept else ""
        messages.success(
            request,
            f"名单做好了：在名单上 {built.listed} 人，不在 {built.out} 人；"
            f"新添 {built.added} 行，改动 {built.changed} 行。{kept}",
        )
    return see_other(reverse("roll", args=[election.key]))


def line_of(request: HttpRequest, election: Election, pk: int) -> Voter:
    rows = Voter.objects.visible_to(me(request)).filter(election=election)
    found: Voter = get_object_or_404(rows.select_related("election", "batch", "resident"), pk=pk)
    return found


@reads_roll
@require_safe
def roll_line(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    election = election_of(request, key)
    voter = line_of(request, election, pk)
    context = {
        "election": election,
        "voter": voter,
        "standing": standing_of(election),
        "beside": committees_beside([voter]).get(pk, ""),
        "changes": voter.changes.select_related("by").order_by("-pk"),
        "keeps": bool(may_keep_roll(me(request), election)),
        "works_here": me(request).reach.works_in(election.committee_id),
    }
    return render(request, "elections/electorate/line.html", context)


@get_or_post
@keeps_roll
@once
def roll_new(request: HttpRequest, key: str) -> HttpResponseBase:
    election = kept_election(request, key)
    form = AddForm(sent(request), election=election)
    if form.is_valid():
        try:
            voter = add_voter(
                election,
                form.person(),
                form.cleaned_data["ground"],
                form.because(),
                by=me(request),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{voter.name}在名单上了。")
            return see_other(reverse("roll-line", args=[election.key, voter.pk]))
    context = {
        "heading": "添一个人",
        "button": "添上",
        "back": reverse("roll", args=[election.key]),
    }
    return _form(request, election, form, context)


@get_or_post
@keeps_roll
@once
def roll_decide(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """Strike who stands on the roll; list who does not."""
    election = kept_election(request, key)
    voter = line_of(request, election, pk)
    first = {"version": voter.version}
    form: ListForm | StrikeForm
    if voter.listed:
        form = StrikeForm(sent(request), initial=first)
    else:
        form = ListForm(sent(request), initial=first, election=election)
    heading = f"把{voter.name}{'从名单上去掉' if voter.listed else '补进名单'}"
    if form.is_valid():
        try:
            _decide(voter, form, request)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _conflict(request, election, conflict.current, form)
        else:
            done = "去掉了" if voter.listed else "补进名单了"
            messages.success(request, f"{voter.name}{done}。")
            return see_other(reverse("roll-line", args=[election.key, pk]))
    context = {
        "heading": heading,
        "button": "去掉" if voter.listed else "补进名单",
        "voter": voter,
        "back": reverse("roll-line", args=[election.key, pk]),
    }
    return _form(request, election, form, context)


def _decide(voter: Voter, form: ListForm | StrikeForm, request: HttpRequest) -> None:
    version, because, now = form.cleaned_data["version"], form.because(), timezone.now()
    if isinstance(form, ListForm):
        ground = form.cleaned_data["ground"]
        list_voter(voter, ground, because, version=version, by=me(request), at=now)
    else:
        strike_voter(voter, because, version=version, by=me(request), at=now)


@get_or_post
@keeps_roll
@once
def roll_rule(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """What a hand decided is taken back."""
    election = kept_election(request, key)
    voter = line_of(request, election, pk)
    form = RuleForm(sent(request), initial={"version": voter.version})
    if form.is_valid():
        known, now = form.cleaned_data, timezone.now()
        try:
            back_to_rule(voter, known["why"], version=known["version"], by=me(request), at=now)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _conflict(request, election, conflict.current, form)
        else:
            messages.success(request, f"{voter.name}这一行照规则改回了。")
            return see_other(reverse("roll-line", args=[election.key, pk]))
    context = {
        "heading": f"把{voter.name}这一行照规则改回",
        "button": "照规则改回",
        "voter": voter,
        "back": reverse("roll-line", args=[election.key, pk]),
    }
    return _form(request, election, form, context)


@get_or_post
@keeps_roll
@once
def roll_edit(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    election = kept_election(request, key)
    voter = line_of(request, election, pk)
    first = {
        "version": voter.version,
        "name": voter.name,
        "group": voter.group,
        "door": voter.door,
        "born_on": voter.born_on,
    }
    form = CorrectForm(sent(request), initial=first, election=election)
    if form.is_valid():
        try:
            correct_voter(
                voter,
                form.person(),
                form.because(),
                version=form.cleaned_data["version"],
                by=me(request),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _conflict(request, election, conflict.current, form)
        else:
            messages.success(request, "改好了。")
            return see_other(reverse("roll-line", args=[election.key, pk]))
    context = {
        "heading": f"改正{voter.name}这一行",
        "button": "保存",
        "voter": voter,
        "back": reverse("roll-line", args=[election.key, pk]),
    }
    return _form(request, election, form, context)


def _form(
    request: HttpRequest, election: Election, form: forms.Form, context: dict[str, Any]
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    whole = {"election": election, "form": form, **context}
    return render(request, "elections/electorate/form.html", whole, status=status)


def _wanted(form: forms.Form, fresh: Voter, listed: str) -> str:
    """Where this form would have her: a correction leaves that, a decision turns it round."""
    if isinstance(form, RuleForm):
        return "照规则"
    if isinstance(form, CorrectForm):
        return listed
    return "不在名单上" if fresh.listed else "在名单上"


def _conflict(
    request: HttpRequest, election: Election, current: Voter, form: forms.Form
) -> HttpResponse:
    """409: what stands there now beside what was typed; saving again takes the own words."""
    fresh = Voter.objects.get(pk=current.pk)
    listed = "在名单上" if fresh.listed else "不在名单上"
    theirs = [("姓名", fresh.name), ("门牌", fresh.door), ("名单", listed), ("理由", fresh.why)]
    told = form.cleaned_data
    mine = [
        ("姓名", told.get("name", fresh.name)),
        ("门牌", told.get("door", fresh.door)),
        ("名单", _wanted(form, fresh, listed)),
        ("理由", told["why"]),
    ]
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(fresh.version)
    form.data = data
    context = {
        "election": election,
        "voter": fresh,
        "form": form,
        "who": last_hand(fresh),
        "theirs": theirs,
        "mine": mine,
        "back": reverse("roll-line", args=[election.key, fresh.pk]),
    }
    return render(request, "elections/electorate/conflict.html", context, status=409)

"""What a committee goes by: make it from a model, keep it up to date, read it, send it in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.covenants import actions
from committees.covenants.actions import officers_of, usual_values
from committees.covenants.forms import BlanksForm, EarlierForm, OfferForm
from committees.covenants.models import Filing, ReadMark
from committees.covenants.policies import may_decide, may_remind
from committees.people.access import (
    at_work,
    at_work_or_street,
    elected,
    home_committee,
    me,
    posted_as,
    sent,
)
from committees.reach.states import Role
from committees.regulations.adoption import Cell, adoption
from committees.regulations.applying import put_in_force
from committees.regulations.compare import compare
from committees.regulations.models import Regulation, RegulationVersion
from committees.regulations.policies import may_write
from committees.regulations.requiring import unsaid
from committees.regulations.rules import faults, fill
from committees.regulations.states import AdoptedState, Category
from committees.regulations.views import compared, issued_versions, reading_of
from committees.submissions.drafts import draft_fields
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

form_page = require_http_methods(["GET", "HEAD", "POST"])
directs = posted_as(Role.DIRECTOR)
COLOURS = {
    AdoptedState.ADOPTED: "green",
    AdoptedState.OLD: "amber",
    AdoptedState.OUTDATED: "amber",
    AdoptedState.NOT_YET: "grey",
}


# /rules/mine/


@dataclass(frozen=True)
class Own:
    """One model of the street and what the committee has made of it."""

    model: Regulation
    cell: Cell
    draft: RegulationVersion | None
    filing: Filing | None
    unread: bool

    @property
    def colour(self) -> str:
        return COLOURS[self.cell.state]

    @property
    def url(self) -> str:
        """Where to go on: the draft, its own text, or the blanks of the model."""
        version = self.draft or self.cell.version
        if version is not None:
            return reverse("rule-own", args=[version.pk])
        return f"{reverse('rule-own-new')}?model={self.model.slug}"

    @property
    def to_file(self) -> bool:
        """Adopted, must be filed, and not on its way."""
        version = self.cell.version
        if version is None or not version.regulation.needs_filing:
            return False
        return self.filing is None or self.filing.version_id != version.pk


@at_work
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every model and where the committee stands with it; what is begun; what is unread."""
    committee, today = home_committee(request), timezone.localdate()
    own = own_of(request, committee, today)
    context = {
        "committee": committee,
        "groups": [
            (label, [one for one in own if one.model.category == category])
            for category, label in ((Category.OFFICE, "制度"), (Category.COVENANT, "公约和章程"))
        ],
        "unread": [one for one in own if one.unread],
        "offers": [one for one in own if one.cell.state == AdoptedState.OLD and not one.cell.kept],
    }
    return render(request, "committees/covenants/mine.html", context)


def own_of(request: HttpRequest, committee: Committee, today: date) -> list[Own]:
    """Six queries, whatever there is."""
    state = adoption(today, committee)
    versions = RegulationVersion.objects.visible_to(request.user).of_committee(committee)
    drafts = versions.drafts().select_related("regulation").defer("text", "tokens")
    begun = {one.regulation.model_id: one for one in drafts}
    sent_in = Filing.objects.visible_to(request.user).filter(
        version__regulation__committee=committee
    )
    filings = {
        one.version.regulation.model_id: one
        for one in sent_in.select_related("version__regulation").order_by("sent_at", "pk")
    }
    marks = ReadMark.objects.visible_to(request.user).filter(person=me(request))
    read = set(marks.values_list("version_id", flat=True))
    is_officer = bool(may_decide(me(request), committee.pk))
    return [
        Own(
            model,
            cell := state.cell(committee, model),
            begun.get(model.pk),
            filings.get(model.pk),
            is_officer and cell.version is not None and cell.version.pk not in read,
        )
        for model in state.models
    ]


# From a model


@at_work
@form_page
@once
def own_new(request: HttpRequest) -> HttpResponse:
    """`?model=<slug>`: its blanks, filled in as far as the portal knows them. Without a model
    that applies, back to the list of them."""
    committee, today = home_committee(request), timezone.localdate()
    versions = RegulationVersion.objects.in_force(today).filter(regulation__is_model=True)
    slug = request.GET.get("model", "")[:100]
    version = versions.select_related("regulation").filter(regulation__slug=slug).first()
    if version is None:
        return see_other(reverse("rules-mine"))
    shown = BlanksForm.shown(version, usual_values(version, committee)) | draft_fields(request)
    form = BlanksForm(version, sent(request), initial=shown)
    if form.is_valid():
        try:
            draft = actions.make_own(
                version, committee, form.values, by=me(request), at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "草稿写好了，请看一遍。")
            return see_other(reverse("rule-own", args=[draft.pk]))
    context = {"form": form, "version": version, "committee": committee}
    status = 422 if form.is_bound else 200
    return render(request, "committees/covenants/new.html", context, status=status)


# One text of one's own


def own_version(request: HttpRequest, pk: int) -> RegulationVersion:
    """A committee's version at the desk, draft or in force."""
    rows = RegulationVersion.objects.visible_to(request.user).exclude(regulation__committee=None)
    found = get_object_or_404(rows.select_related("regulation__committee", "taken_from"), pk=pk)
    return cast(RegulationVersion, found)


def _own_only(request: HttpRequest, pk: int) -> RegulationVersion:
    """One of the committee the person works for; the street reads along and does nothing here."""
    found = own_version(request, pk)
    if not may_write(me(request), found.regulation):
        raise Http404
    return found


@at_work_or_street
@require_safe
def own(request: HttpRequest, pk: int) -> HttpResponse:
    return own_page(request, own_version(request, pk))


def own_page(
    request: HttpRequest, version: RegulationVersion, *, refused: str = ""
) -> HttpResponse:
    today, user = timezone.localdate(), me(request)
    issued = issued_versions(version.regulation)
    context = reading_of(version, [version, *issued], today) | {
        "refused": refused,
        "may_write": bool(may_write(user, version.regulation)),
        "may_decide": bool(may_decide(user, version.regulation.committee_id)),
        "leads": bool(may_remind(user, version)),
    }
    if version.is_draft:
        context |= {"unsaid": unsaid(version), "faults": faults(version.text)}
    else:
        context |= _life_of(request, version, today)
    template = "draft" if version.is_draft else "own"
    status = 422 if refused else 200
    return render(request, f"committees/covenants/{template}.html", context, status=status)


def _life_of(request: HttpRequest, version: RegulationVersion, today: date) -> dict[str, Any]:
    regulation = version.regulation
    filings = Filing.objects.visible_to(request.user).filter(version=version)
    marks = list(ReadMark.objects.visible_to(request.user).filter(version=version))
    newer = newer_model(version, today)
    return {
        "filing": filings.first(),
        "read": any(mark.person_id == me(request).pk for mark in marks),
        "readers": len(marks),
        "newer": newer,
        "kept": newer is not None and regulation.kept_id == newer.pk,
        "draft": regulation.versions.drafts().first(),
    }


def newer_model(version: RegulationVersion, today: date) -> RegulationVersion | None:
    """The model's version that applies, when the own text was not made from it."""
    rows = RegulationVersion.objects.in_force(today).filter(regulation=version.regulation.model_id)
    found = rows.select_related("regulation").first()
    if found is None or found.pk == version.taken_from_id:
        return None
    return cast(RegulationVersion, found)


def _carry_out(
    request: HttpRequest, version: RegulationVersion, act: Callable[[], object], done: str
) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return own_page(request, version, refused=refused.reason)
    messages.success(request, done)
    return see_other(reverse("rule-own", args=[version.pk]))


@directs
@form_page
@once
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """补录 an adoption by a meeting that is not in the portal. Its own page: it is final."""
    version = _own_only(request, pk)
    form = EarlierForm(sent(request))
    if form.is_valid():
        try:
            put_in_force(
                version, **form.cleaned_data, by=me(request), at=timezone.now(), recorded_later=True
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"《{version}》施行了，居民现在就能看到。")
            return see_other(reverse("rule-own", args=[pk]))
    context = {"version": version, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "committees/covenants/adopt.html", context, status=status)


# The street has a newer model


@at_work
@form_page
@once
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new in the model, what it would change here, and three ways to go on."""
    version, today = _own_only(request, pk), timezone.localdate()
    newer = newer_model(version, today)
    if newer is None or version.is_draft:
        return see_other(reverse("rule-own", args=[pk]))
    form = OfferForm(sent(request))
    if form.is_valid():
        try:
            return _decided(request, version, newer, form.cleaned_data["choice"])
        except Refused as refused:
            form.add_error(None, refused.reason)
    assert version.regulation.committee is not None  # noqa: S101
    values = usual_values(newer, version.regulation.committee) | version.filled
    old = version.taken_from
    context = {
        "version": version,
        "newer": newer,
        "form": form,
        "model": compared(compare(old.text, newer.text)) if old else None,
        "here": compared(compare(version.text, fill(newer.text, values))),
    }
    status = 422 if form.is_bound else 200
    return render(request, "committees/covenants/offer.html", context, status=status)


def _decided(
    request: HttpRequest, version: RegulationVersion, newer: RegulationVersion, choice: str
) -> HttpResponse:
    regulation, by, at = version.regulation, me(request), timezone.now()
    if choice == "keep":
        actions.keep_own(regulation, newer, by=by, at=at)
        messages.success(request, "记好了，保留现在的文本。")
        return see_other(reverse("rule-own", args=[version.pk]))
    begin = actions.take_over if choice == "take" else actions.edit_own
    draft = begin(regulation, newer, by=by, at=at)
    messages.success(request, "草稿写好了。通过以前，现在的文本照常有效。")
    return see_other(reverse("rule-own", args=[draft.pk]))


@at_work
@require_POST
@once
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """写新的一版: the own text again, to be changed; the present one applies until then."""
    version = _own_only(request, pk)
    try:
        draft = actions.renew_own(version, by=me(request), at=timezone.now())
    except Refused as refused:
        return own_page(request, version, refused=refused.reason)
    messages.success(request, "新的一版起草好了。通过以前，现在的文本照常有效。")
    return see_other(reverse("rule-own", args=[draft.pk]))


# Read, filed


@elected
@require_POST
@once
def read(request: HttpRequest, pk: int) -> HttpResponse:
    version = _own_only(request, pk)
    return _carry_out(
        request,
        version,
        lambda: actions.mark_read(version, by=me(request), at=timezone.now()),
        "记好了，您看过了。",
    )


@at_work_or_street
@require_safe
def readers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of the officers has read it and who has not yet; printable."""
    version = own_version(request, pk)
    committee = version.regulation.committee
    if version.is_draft or committee is None:
        raise Http404
    marks = ReadMark.objects.visible_to(request.user).filter(version=version)
    when = dict(marks.values_list("person_id", "at"))
    people = officers_of(committee, timezone.localdate())
    context = {
        "version": version,
        "committee": committee,
        "people": [(person, when.get(person.pk)) for person in people],
        "missing": sum(person.pk not in when for person in people),
        "leads": bool(may_remind(me(request), version)),
    }
    return render(request, "committees/covenants/readers.html", context)


@directs
@require_POST
@once
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    version = _own_only(request, pk)
    try:
        number = actions.remind_readers(version, by=me(request), at=timezone.now())
    except Refused as refused:
        return own_page(request, version, refused=refused.reason)
    messages.success(request, f"提醒了 {number} 位。")
    return see_other(reverse("rule-readers", args=[pk]))


@elected
@require_POST
@once
def file(request: HttpRequest, pk: int) -> HttpResponse:
    version = _own_only(request, pk)
    return _carry_out(
        request,
        version,
        lambda: actions.send_for_filing(version, by=me(request), at=timezone.now()),
        "送街道备案了，有了结果会告诉您。",
    )

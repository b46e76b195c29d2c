"""Writing a draft: its text, what it asks for, what it rests on. Own drafts only."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from committees.journal.actions import last_hand
from committees.people.access import at_work_or_street, me, sent
from committees.regulations import actions, requiring
from committees.regulations.forms import (
    BasisForm,
    DraftForm,
    LibraryDraftForm,
    RequirementForm,
    shown_draft,
)
from committees.regulations.models import Basis, Regulation, RegulationVersion, Requirement
from committees.regulations.policies import may_write
from committees.regulations.states import VersionState
from committees.submissions.drafts import draft_fields
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other

form_page = require_http_methods(["GET", "HEAD", "POST"])


def desk_of(version: RegulationVersion) -> str:
    """The working page of a version: the committee's own, or the street's entry."""
    if version.regulation.committee_id is None:
        return reverse("rule-street", args=[version.regulation_id])
    return reverse("rule-own", args=[version.pk])


def draft_or_404(request: HttpRequest, pk: int) -> RegulationVersion:
    """A draft this person may write; anybody else's is not there."""
    rows = RegulationVersion.objects.visible_to(request.user).drafts()
    found = get_object_or_404(rows.select_related("regulation__committee"), pk=pk)
    return _writable(request, cast(RegulationVersion, found))


def _writable(request: HttpRequest, version: RegulationVersion) -> RegulationVersion:
    if not may_write(me(request), version.regulation):
        raise Http404
    return version


def form_of(regulation: Regulation) -> type[DraftForm]:
    return DraftForm if regulation.committee_id else LibraryDraftForm


@at_work_or_street
@form_page
@once
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    version = draft_or_404(request, pk)
    make = form_of(version.regulation)
    if request.method != "POST":
        return _editor(request, version, make(initial=shown_draft(version) | draft_fields(request)))
    form = make(request.POST)
    if not form.is_valid():
        return _editor(request, version, form, status=422)
    try:
        actions.change_draft(
            version, form.wording, edits=form.cleaned_data["edits"], by=me(request)
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _editor(request, version, form, status=422)
    except Conflict as conflict:
        return _both(request, conflict.current, form)
    messages.success(request, "存好了。")
    return see_other(desk_of(version))


def _editor(
    request: HttpRequest,
    version: RegulationVersion,
    form: DraftForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"version": version, "form": form, "back": desk_of(version)} | more
    return render(request, "committees/regulations/edit.html", context, status=status)


def _both(request: HttpRequest, current: RegulationVersion, form: DraftForm) -> HttpResponse:
    """409: what is stored and what was typed; the form can be sent again over the newest."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed["edits"] = str(current.version)
    again = type(form)(typed)
    again.is_valid()
    return _editor(
        request,
        current,
        again,
        409,
        who=last_hand(current),
        theirs=[("正文", current.text), ("这一版改了什么", current.note)],
        mine=[("正文", form.wording.text), ("这一版改了什么", form.wording.note)],
    )


@at_work_or_street
@require_POST
@once
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    version = draft_or_404(request, pk)
    regulation = version.regulation
    actions.drop_draft(version, by=me(request))
    messages.success(request, f"《{regulation}》的草稿删掉了。")
    if regulation.committee_id is not None:
        return see_other(reverse("rules-mine"))
    return see_other(reverse("rule-street", args=[regulation.pk]))


# Requirements and links


def _page(
    request: HttpRequest, version: RegulationVersion, form: Any, heading: str
) -> HttpResponse:
    context = {"version": version, "form": form, "heading": heading, "back": desk_of(version)}
    status = 422 if form.is_bound else 200
    return render(request, "committees/regulations/form.html", context, status=status)


def _carried_out(form: Any, act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


@at_work_or_street
@form_page
@once
def requirement_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _require(request, draft_or_404(request, pk), "加一项要求")


def _require(
    request: HttpRequest, version: RegulationVersion, heading: str, **shown: Any
) -> HttpResponse:
    form = RequirementForm(version, sent(request), **shown)
    if form.is_valid() and _carried_out(
        form, lambda: requiring.require(version, form.need, by=me(request))
    ):
        messages.success(request, "要求记好了。")
        return see_other(desk_of(version))
    return _page(request, version, form, heading)


def _requirement(request: HttpRequest, pk: int) -> Requirement:
    rows = Requirement.objects.visible_to(request.user).filter(version__state=VersionState.DRAFT)
    found = cast(
        Requirement,
        get_object_or_404(rows.select_related("version__regulation__committee"), pk=pk),
    )
    _writable(request, found.version)
    return found


@at_work_or_street
@form_page
@once
def requirement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its measure stays what it is, whatever the form says: another one is another requirement."""
    found = _requirement(request, pk)
    form = RequirementForm(found.version, sent(request), initial=_shown(found), of=found)
    if form.is_valid() and _carried_out(
        form, lambda: requiring.require(found.version, form.need, by=me(request))
    ):
        messages.success(request, "要求改好了。")
        return see_other(desk_of(found.version))
    return _page(request, found.version, form, f"改要求：{found}")


def _shown(found: Requirement) -> dict[str, Any]:
    return {"article": found.article, "period": found.period, "number": found.number}


@at_work_or_street
@require_POST
@once
def requirement_drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _requirement(request, pk)
    version = requiring.stop_requiring(found, by=me(request))
    messages.success(request, f"“{found}”不再要求了。")
    return see_other(desk_of(version))


@at_work_or_street
@form_page
@once
def basis_new(request: HttpRequest, pk: int) -> HttpResponse:
    version = draft_or_404(request, pk)
    form = BasisForm(version, sent(request))
    if form.is_valid() and _carried_out(
        form,
        lambda: requiring.rest_on(
            version,
            form.cleaned_data["rests_on"],
            article=form.cleaned_data["article"] or 0,
            by=me(request),
        ),
    ):
        messages.success(request, "依据记好了。")
        return see_other(desk_of(version))
    return _page(request, version, form, "加一条依据")


@at_work_or_street
@require_POST
@once
def basis_drop(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Basis.objects.visible_to(request.user).filter(version__state=VersionState.DRAFT)
    found = cast(
        Basis, get_object_or_404(rows.select_related("version__regulation__committee"), pk=pk)
    )
    _writable(request, found.version)
    version = requiring.stop_resting(found, by=me(request))
    messages.success(request, "这条依据去掉了。")
    return see_other(desk_of(version))

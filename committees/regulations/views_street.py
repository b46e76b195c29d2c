"""The street keeps the library: enter, renew, issue, review, repeal. Its leader reads along."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.people.access import me, posted_as, sent, street_staff
from committees.reach.states import Role
from committees.regulations import actions, applying, requiring
from committees.regulations.actions import wording_of
from committees.regulations.adoption import adoption
from committees.regulations.applying import users_of
from committees.regulations.forms import EntryForm, FromDayForm, RepealForm, ReviewForm
from committees.regulations.models import Regulation, RegulationVersion
from committees.regulations.policies import may_keep_library
from committees.regulations.states import AdoptedState
from committees.regulations.views import NEWEST, lines, reading_of, standing_of
from committees.submissions.drafts import draft_fields
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

keeps_library = posted_as(Role.CLERK)
form_page = require_http_methods(["GET", "HEAD", "POST"])
RESTING_SHOWN = 100


def _library(request: HttpRequest) -> Any:
    """Entries of the street and of everything above it."""
    return Regulation.objects.visible_to(request.user).filter(committee__isnull=True)


def _entry(request: HttpRequest, pk: int) -> Regulation:
    return cast(Regulation, get_object_or_404(_library(request), pk=pk))


@street_staff
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """What is to be done in the library, the models with how many use them, and all entries."""
    today = timezone.localdate()
    versions = RegulationVersion.objects.visible_to(request.user)
    state, everybody = adoption(today), Committee.objects.count()
    context = {
        "drafts": versions.of_committee(None).drafts().select_related("regulation", "author"),
        "to_review": _library(request).to_review(today),
        "resting": versions.in_force(today)
        .resting_on_old_law(today)
        .select_related("regulation__committee")
        .defer("text", "tokens")
        .order_by("regulation__committee__order", "pk")[:RESTING_SHOWN],
        "models": [(model, _use_of(model, state.cells, everybody)) for model in state.models],
        "lines": lines(RegulationVersion.objects.issued().of_committee(None), today),
        "may_write": bool(may_keep_library(me(request))),
    }
    return render(request, "committees/regulations/hub.html", context)


def _use_of(model: Regulation, cells: Any, everybody: int) -> list[tuple[str, int]]:
    """「已采用 30 · 旧版 2 · 还没有 2」."""
    own = [cell.state for (_, model_id), cell in cells.items() if model_id == model.pk]
    counts = {state: own.count(state) for state in AdoptedState}
    counts[AdoptedState.NOT_YET] = everybody - len(own)
    return [(state.label, number) for state, number in counts.items() if number]


@street_staff
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    return _entry_page(request, _entry(request, pk))


def _entry_page(
    request: HttpRequest, found: Regulation, *, refused: str = "", **more: Any
) -> HttpResponse:
    """One entry: its draft, its versions, and which committees have their own of it."""
    today = timezone.localdate()
    versions = list(found.versions.defer("tokens").order_by(*NEWEST))
    for one in versions:
        one.regulation = found
    draft = next((one for one in versions if one.is_draft), None)
    issued = [one for one in versions if not one.is_draft]
    context: dict[str, Any] = {
        "regulation": found,
        "draft": draft,
        "versions": [(one, standing_of(one, issued, today)) for one in issued],
        "users": users_of(found, today),
        "may_write": bool(may_keep_library(me(request))),
        "review_form": ReviewForm(initial={"on": found.review_due_on}),
        "review_due": found.review_due_on is not None and found.review_due_on <= today,
        "refused": refused,
    }
    if draft:
        context |= reading_of(draft, versions, today) | {"unsaid": requiring.unsaid(draft)}
    status = 422 if refused else 200
    context |= more
    return render(request, "committees/regulations/entry.html", context, status=status)


@keeps_library
@form_page
@once
def new(request: HttpRequest) -> HttpResponse:
    form = EntryForm(sent(request), initial=draft_fields(request))
    if form.is_valid():
        try:
            version = actions.enter_regulation(
                form.entry, form.wording, by=me(request), at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "登记好了，还是草稿。看过没问题再发布。")
            return see_other(reverse("rule-street", args=[version.regulation_id]))
    status = 422 if form.is_bound else 200
    return render(request, "committees/regulations/new.html", {"form": form}, status=status)


def _carry_out(
    request: HttpRequest, found: Regulation, act: Callable[[], object], done: str
) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return _entry_page(request, found, refused=refused.reason)
    messages.success(request, done)
    return see_other(reverse("rule-street", args=[found.pk]))


@keeps_library
@require_POST
@once
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """起草新的一版: the newest text, its links and requirements as a draft."""
    found = _entry(request, pk)
    newest = found.versions.issued().order_by(*NEWEST).first()

    def act() -> None:
        if newest is None:
            raise Refused("还没有施行过，直接改草稿就行。")
        if found.repealed_on is not None:
            raise Refused("这个制度已经废止，不能再出新版。")
        actions.draft_version(
            found, wording_of(newest), by=me(request), at=timezone.now(), like=newest
        )

    return _carry_out(request, found, act, "新的一版起草好了，请改文字。")


def _form_page(
    request: HttpRequest, found: Regulation, form: Any, template: str, **more: Any
) -> HttpResponse:
    context = {"regulation": found, "form": form} | more
    status = 422 if form.is_bound else 200
    return render(request, f"committees/regulations/{template}.html", context, status=status)


@keeps_library
@form_page
@once
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Its own page: what becomes public is asked once (UX D.2)."""
    found = _entry(request, pk)
    draft = get_object_or_404(found.versions.drafts().select_related("regulation"))
    form = FromDayForm(sent(request))
    if form.is_valid():
        day = form.cleaned_data["in_force_on"]
        try:
            applying.issue(draft, by=me(request), in_force_on=day, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "发布好了，大家现在就能看到。")
            return see_other(reverse("rule-street", args=[pk]))
    users = users_of(found, timezone.localdate())
    return _form_page(request, found, form, "issue", draft=draft, users=users)


@keeps_library
@require_POST
@once
def review(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entry(request, pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        reason = "".join(str(fault) for fault in form.errors["on"])
        return _entry_page(request, found, refused=reason, review_form=form)
    done = "复审日期记好了。" if form.day else "不再提醒复审。"
    return _carry_out(
        request, found, lambda: applying.set_review(found, by=me(request), on=form.day), done
    )


@keeps_library
@form_page
@once
def repeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Names the committees that go on using what they made from it."""
    found = _entry(request, pk)
    form = RepealForm(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            applying.repeal(
                found, by=me(request), on=given["on"], why=given["why"], at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"《{found}》废止了，文本还能查到。")
            return see_other(reverse("rule-street", args=[pk]))
    return _form_page(request, found, form, "repeal", users=users_of(found, timezone.localdate()))


@keeps_library
@require_POST
@once
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found, today = _entry(request, pk), timezone.localdate()
    try:
        applying.remove(found, by=me(request), on=today)
    except Refused as refused:
        return _entry_page(request, found, refused=refused.reason)
    messages.success(request, f"《{found}》删掉了。")
    return see_other(reverse("rules-street"))

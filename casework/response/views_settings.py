"""设置 → 快速反应: levels and limits, which case has which, and who hears when it is late."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.cases.views import get_or_post
from casework.clocks.states import Clock
from casework.response import settling
from casework.response.bench import try_out
from casework.response.forms_table import LevelForm, RowForm, RuleForm, RungForm, TryForm
from casework.response.models import ClockLevel, ClockRule, Rung
from committees.people.access import me, posted_as, sent
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other

clerk = posted_as(Role.CLERK)


@require_safe
@clerk
def table(request: HttpRequest) -> HttpResponse:
    """Everything on one page, with the test bench on top."""
    return _table_page(request)


def _table_page(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    form = TryForm(request.GET if "kind" in request.GET else None)
    tried = None
    if form.is_valid():
        said = form.cleaned_data
        tried = try_out(
            said["kind"], said["care"], said["urgency"], harm=said["harm"], at=timezone.now()
        )
    context = {
        "form": form,
        "tried": tried,
        "levels": [(row, [row.limit(clock) for clock in Clock]) for row in _levels()],
        "clocks": Clock,
        "rules": ClockRule.objects.all(),
        "rungs": Rung.objects.order_by("level", "clock", "rank"),
        "problem": problem,
    }
    return render(request, "casework/response/settings.html", context, status=status)


def _levels() -> Any:
    return ClockLevel.objects.order_by("level")


@get_or_post
@clerk
@once
def level(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(ClockLevel, pk=pk)
    form = LevelForm(sent(request), row=row)
    return _edit(request, form, row, f"{row}的期限", LevelForm)


@get_or_post
@clerk
@once
def rule(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(ClockRule, pk=pk)
    return _edit(request, RuleForm(sent(request), row=row), row, str(row), RuleForm)


@get_or_post
@clerk
@once
def rung(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Rung, pk=pk)
    return _edit(request, RungForm(sent(request), row=row), row, "超时告诉谁", RungForm)


@get_or_post
@clerk
@once
def rule_new(request: HttpRequest) -> HttpResponseBase:
    return _add(request, RuleForm(sent(request)), ClockRule, "加一条规定")


@get_or_post
@clerk
@once
def rung_new(request: HttpRequest) -> HttpResponseBase:
    return _add(request, RungForm(sent(request)), Rung, "加一级提醒")


@require_POST
@clerk
@once
def rule_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _remove(request, get_object_or_404(ClockRule, pk=pk))


@require_POST
@clerk
@once
def rung_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _remove(request, get_object_or_404(Rung, pk=pk))


def _edit(
    request: HttpRequest, form: RowForm, row: Any, heading: str, form_class: type[RowForm]
) -> HttpResponseBase:
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            settled = settling.edit_row(
                row, by=me(request), version=version, values=form.values, at=timezone.now()
            )
        except Conflict as conflict:
            fresh = form_class(row=conflict.current)
            return _both(request, form, fresh, heading, row)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except ValidationError as fault:
            form.add_error(None, fault.messages[0])
        else:
            return _done(request, settled.recounted.words)
    return _form_page(request, form, heading, row)


def _add(
    request: HttpRequest, form: RowForm, model: type[ClockRule] | type[Rung], heading: str
) -> HttpResponseBase:
    if form.is_valid():
        try:
            row = model(**form.values)
            settled = settling.add_row(row, by=me(request), at=timezone.now())
        except ValidationError as fault:
            form.add_error(None, fault.messages[0])
        else:
            return _done(request, settled.recounted.words)
    return _form_page(request, form, heading, None)


def _remove(request: HttpRequest, row: ClockRule | Rung) -> HttpResponseBase:
    try:
        recounted = settling.remove_row(row, by=me(request), at=timezone.now())
    except Refused as refused:
        return _table_page(request, problem=refused.reason, status=422)
    return _done(request, recounted.words)


def _done(request: HttpRequest, words: str) -> HttpResponseBase:
    messages.success(request, f"改好了。{words}")
    return see_other(reverse("response-settings"))


def _form_page(
    request: HttpRequest, form: RowForm, heading: str, row: Any, **more: Any
) -> HttpResponse:
    status = more.pop("status", 422 if form.is_bound else 200)
    context = {"form": form, "heading": heading, "row": row, **more}
    return render(request, "casework/response/row.html", context, status=status)


def _both(
    request: HttpRequest, form: RowForm, fresh: RowForm, heading: str, row: Any
) -> HttpResponse:
    """Somebody else saved first: both, side by side, and one's own can be saved again."""
    labels = {name: form.fields[name].label for name in form.columns}
    mine = [(labels[name], form.cleaned_data[name]) for name in form.columns]
    theirs = [(labels[name], fresh.initial[name]) for name in form.columns]
    form.data = {**request.POST.dict(), "version": fresh.initial["version"]}
    return _form_page(request, form, heading, row, status=409, who="同事", mine=mine, theirs=theirs)

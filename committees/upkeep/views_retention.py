"""到期清除: what would go, and letting it go; the street's table of months."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.journal.both_texts import both_texts
from committees.people.access import me, posted_as, sent
from committees.people.models import User
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.access import get_or_post, keeps_directory
from committees.territory.models import Committee
from committees.upkeep.forms import RuleForm
from committees.upkeep.models import RetentionRule, Tombstone
from committees.upkeep.retention import Due, clear_what_is_due, stamp_of, what_is_due
from committees.upkeep.settings import EDITABLE, edit_rule
from committees.upkeep.states import What
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other

MOST_NAMED = 100
clears = posted_as(Role.DIRECTOR, Role.ADMIN)


def _committees(user: User) -> list[Committee]:
    """The administrator's run goes through all of them, a director's through the own one."""
    if user.reach.is_admin:
        return list(Committee.objects.in_street_order())
    return list(
        Committee.objects.filter(pk__in=user.reach.committees_as([Role.DIRECTOR])).in_street_order()
    )


@get_or_post
@clears
@once
def retention(request: HttpRequest) -> HttpResponseBase:
    """The dry run; its button clears exactly what stands there."""
    user, at = me(request), timezone.now()
    committees = _committees(user)
    problem = ""
    if request.method == "POST":
        shown = request.POST.get("shown", "")[:400]
        try:
            cleared = clear_what_is_due(committees, by=user, at=at, shown=shown)
        except Refused as refused:
            problem = refused.reason
        else:
            messages.success(request, f"清除了 {sum(cleared.values())} 项，留了记号。")
            return see_other(reverse("retention"))
    due = what_is_due(committees, timezone.localdate(at))
    context = {
        "due": [(one, _named(one, user)) for one in due],
        "total": sum(one.number for one in due),
        "shown": stamp_of(due),
        "problem": problem,
        "whole": user.reach.is_admin,
        "last": Tombstone.objects.filter(committee__in=committees).order_by("-on", "-pk").first(),
    }
    status = 422 if problem else 200
    return render(request, "committees/upkeep/retention.html", context, status=status)


def _named(due: Due, user: User) -> list[str]:
    """Whom it is about, for the director; the administrator reads numbers only."""
    if user.reach.is_admin or not due.number:
        return []
    people = due.rule.what in (What.DEPARTED, What.MERGED)
    path = "household__dwelling" if people else "resident__household__dwelling"
    rows: Any = due.rows.select_related(path)[:MOST_NAMED]
    found = [row if people else row.resident for row in rows]
    return [f"{person.household.dwelling.words} {person.name}" for person in found]


@keeps_directory
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    rows = RetentionRule.objects.visible_to(me(request)).order_by("order", "pk")
    return render(request, "committees/upkeep/rules.html", {"rules": rows})


@get_or_post
@keeps_directory
@once
def rule_edit(request: HttpRequest, what: str) -> HttpResponseBase:
    rule = get_object_or_404(RetentionRule.objects.visible_to(me(request)), what=what)
    form = RuleForm(sent(request), instance=rule)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            edit_rule(rule, form.values(), by=me(request), version=version)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both_texts(request, form, conflict.current)
        else:
            messages.success(request, f"改好了，“{rule}”按 {rule.months} 个月算。")
            return see_other(reverse("retention-rules"))
    return _rule_page(request, form, rule, status=422 if form.is_bound else 200)


def _rule_page(
    request: HttpRequest, form: RuleForm, rule: RetentionRule, *, status: int, **more: Any
) -> HttpResponse:
    context = {"form": form, "rule": rule, **more}
    return render(request, "committees/upkeep/rule.html", context, status=status)


def _both_texts(request: HttpRequest, form: RuleForm, current: RetentionRule) -> HttpResponse:
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    shown = both_texts(form, form.values(), current, EDITABLE)
    again = RuleForm(typed, instance=current)
    return _rule_page(request, again, current, status=409, **shown)

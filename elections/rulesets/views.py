"""设置 → 选举规则."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.journal.actions import last_hand
from committees.people.access import me, posted_as, sent
from committees.reach.states import Role
from committees.submissions.once import once
from elections.rulesets.actions import agree, change_rules, copy_rules
from elections.rulesets.forms import RuleSetForm
from elections.rulesets.models import FIELDS, RuleSet
from elections.rulesets.policies import may_agree, may_change, may_keep_rules
from elections.rulesets.words import LABELS, changes, lines, state_words, value_words
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other

reader = posted_as(Role.CLERK, Role.ADMIN, Role.STREET_LEADER)
keeper = posted_as(Role.CLERK, Role.ADMIN)


def _found(request: HttpRequest, code: str) -> RuleSet:
    rows = RuleSet.objects.visible_to(me(request))
    found: RuleSet = get_object_or_404(
        rows.select_related("based_on", "made_by", "agreed_by"), code=code
    )
    return found


@require_GET
@reader
def rule_sets(request: HttpRequest) -> HttpResponse:
    """The laws and the street's copies."""
    rows = RuleSet.objects.visible_to(me(request)).select_related("based_on", "made_by")
    sets = [(one, state_words(one)) for one in rows]
    return render(request, "elections/rulesets/list.html", {"sets": sets})


@require_GET
@reader
def rule_set(request: HttpRequest, code: str) -> HttpResponse:
    """Every parameter with its source."""
    return _page(request, _found(request, code))


def _page(
    request: HttpRequest, found: RuleSet, *, status: int = 200, why: str = ""
) -> HttpResponse:
    base = found.based_on
    context = {
        "set": found,
        "state": state_words(found),
        "sections": lines(found),
        "changes": changes(base.values(), found.values()) if base else [],
        "may_copy": bool(may_keep_rules(me(request))),
        "may_change": bool(may_change(me(request), found)),
        "agreeing": may_agree(me(request), found),
        "problem": why,
    }
    return render(request, "elections/rulesets/set.html", context, status=status)


@require_http_methods(["GET", "POST"])
@keeper
@once
def rule_set_copy(request: HttpRequest, code: str) -> HttpResponse:
    source = _found(request, code)
    form = RuleSetForm(sent(request), initial=source.values())
    if form.is_valid():
        try:
            made = copy_rules(source, by=me(request), adjusted=form.adjusted)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "抄好了。另一个人同意以后，选举就可以用这套规则。")
            return see_other(reverse("rule-set", args=[made.code]))
    return _form_page(request, form, source, None)


@require_http_methods(["GET", "POST"])
@keeper
@once
def rule_set_change(request: HttpRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    may = may_change(me(request), found)
    if not may:
        return _page(request, found, status=422, why=may.reason)
    form = RuleSetForm(sent(request), instance=found, initial={"version": found.version})
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_rules(found, by=me(request), adjusted=form.adjusted, version=version)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both_texts(request, form, conflict.current)
        else:
            messages.success(request, "改好了，要另一个人再同意一次。")
            return see_other(reverse("rule-set", args=[code]))
    return _form_page(request, form, found.based_on or found, found)


@require_POST
@reader
@once
def rule_set_agree(request: HttpRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    version = request.POST.get("version", "")
    read = int(version) if version.isascii() and version.isdigit() else 0
    try:
        agree(found, by=me(request), version=read, at=timezone.now())
    except Refused as refused:
        return _page(request, found, status=422, why=refused.reason)
    except Conflict:
        why = "您看的时候，这套规则刚改过。下面是新的，请再看一遍。"
        return _page(request, _found(request, code), status=409, why=why)
    messages.success(request, "同意了，现在可以用这套规则开始选举。")
    return see_other(reverse("rule-set", args=[code]))


def _form_page(
    request: HttpRequest,
    form: RuleSetForm,
    source: RuleSet,
    changing: RuleSet | None,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "source": source, "changing": changing, **more}
    status = 409 if "who" in more else 422 if form.is_bound else 200
    return render(request, "elections/rulesets/form.html", context, status=status)


def _both_texts(request: HttpRequest, form: RuleSetForm, current: RuleSet) -> HttpResponse:
    """Both side by side, only where they differ; saving again means: mine on top of theirs."""
    mine, theirs = form.adjusted, current.values()
    form.data = request.POST.copy()
    form.data["version"] = str(current.version)
    differing = [name for name in FIELDS if mine.values[name] != theirs[name]]
    more = {
        "who": last_hand(current),
        "theirs": [("名称", current.name), ("为什么调整", current.reason)]
        + [(LABELS[name], value_words(name, theirs[name])) for name in differing],
        "mine": [("名称", mine.name), ("为什么调整", mine.reason)]
        + [(LABELS[name], value_words(name, mine.values[name])) for name in differing],
    }
    return _form_page(request, form, current.based_on or current, current, **more)

"""设置 → 会议类别."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.people.access import me, posted_as
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from meetings.kinds.actions import add_kind, bring_back, change_rules, retire
from meetings.kinds.forms import NewKindForm, RulesForm
from meetings.kinds.models import Kind, KindRules
from meetings.kinds.querysets import rules_in_force
from meetings.kinds.words import SHOWN, changes, sentence, value_words

keeper = posted_as(Role.CLERK, Role.ADMIN)


@dataclass(frozen=True)
class Line:
    """A version of rules in words."""

    rules: KindRules

    @property
    def words(self) -> str:
        return sentence(self.rules)

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(label, value_words(name, getattr(self.rules, name))) for name, label in SHOWN]


@require_GET
@keeper
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind with the rules of today; those not used any more at the end."""
    rules = rules_in_force(timezone.localdate())
    rows = Kind.objects.visible_to(me(request))
    lines = [(kind, Line(rules[kind.key])) for kind in rows]
    return render(request, "meetings/kinds/list.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@keeper
@once
def kind_new(request: HttpRequest) -> HttpResponse:
    form = NewKindForm(request.POST or None)
    if form.is_valid() and "preview" not in request.POST:
        try:
            kind = add_kind(form.cleaned_data["name"], by=me(request), rules=form.new_rules())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"加好了，居委会现在可以召集{kind}。")
            return see_other(reverse("meeting-kinds"))
    return _page(request, form)


@require_http_methods(["GET", "POST"])
@keeper
@once
def kind(request: HttpRequest, key: str) -> HttpResponse:
    """The versions of a kind, and the form of a new one; 先看效果 says what would change."""
    found = get_object_or_404(Kind.objects.visible_to(me(request)), key=key)
    newest = found.versions.order_by("-number").first()
    first = {**newest.as_fields(), "effective_from": timezone.localdate()} if newest else {}
    form = RulesForm(request.POST or None, initial=first)
    if form.is_valid() and "preview" not in request.POST:
        try:
            change_rules(found, by=me(request), rules=form.new_rules(), today=timezone.localdate())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "改好了。已经召集的会还按原来的规则。")
            return see_other(reverse("meeting-kind", args=[key]))
    return _page(request, form, found, newest)


@require_POST
@keeper
@once
def kind_switch(request: HttpRequest, key: str) -> HttpResponse:
    """停用, or 恢复使用."""
    found = get_object_or_404(Kind.objects.visible_to(me(request)), key=key)
    if found.is_active:
        retire(found, by=me(request))
        messages.success(request, f"{found}停用了。开过的会还能看。")
    else:
        bring_back(found, by=me(request))
        messages.success(request, f"{found}恢复使用了。")
    return see_other(reverse("meeting-kinds"))


def _page(
    request: HttpRequest,
    form: RulesForm,
    kind: Kind | None = None,
    newest: KindRules | None = None,
) -> HttpResponse:
    shows = form.is_bound and form.is_valid()
    preview = KindRules(**form.new_rules().values) if shows else None
    context = {
        "form": form,
        "kind": kind,
        "versions": [Line(one) for one in kind.versions.select_related("by")] if kind else [],
        "preview": Line(preview) if preview else None,
        "changes": changes(newest.as_fields(), form.new_rules().values) if shows and newest else [],
    }
    status = 422 if form.is_bound and not ("preview" in request.POST and shows) else 200
    template = "meetings/kinds/kind.html" if kind else "meetings/kinds/new.html"
    return render(request, template, context, status=status)

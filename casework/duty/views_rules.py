"""Slots and people, the director's tables."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.duty.fields import refusal_in
from casework.duty.forms_plan import MembersForm, SlotRuleForm, SwapRuleForm
from casework.duty.models import SlotRule
from casework.duty.slots import (
    follow_street_slots,
    save_slot_rule,
    set_members,
    set_swap_approval,
    take_own_slots,
)
from casework.duty.views import director, get_or_post
from committees.people.access import home_committee, me
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@get_or_post
@director
@once
def members(request: HttpRequest) -> HttpResponseBase:
    """谁参加值班."""
    committee, today = home_committee(request), timezone.localdate()
    form = MembersForm(
        request.POST if request.method == "POST" else None, committee=committee, on=today
    )
    if form.is_valid():
        with refusal_in(form):
            set_members(committee, form.lines(), by=me(request), on=today)
            messages.success(request, "名单存好了。已经公布的值班表不变。")
            return see_other(reverse("duty-plan"))
    status = 422 if form.is_bound else 200
    return render(request, "casework/duty/members.html", {"form": form}, status=status)


@require_safe
@director
def rules(request: HttpRequest) -> HttpResponseBase:
    """班次 and 换班: the committee's own, or the street's until it takes its own."""
    return _rules_page(request, SwapRuleForm(committee=home_committee(request)))


def _rules_page(request: HttpRequest, form: SwapRuleForm, *, problem: str = "") -> HttpResponseBase:
    committee = home_committee(request)
    own = list(SlotRule.objects.visible_to(me(request)).filter(committee=committee))
    context = {
        "rules": own or list(SlotRule.objects.filter(committee=None)),
        "own": bool(own),
        "form": form,
        "problem": problem,
    }
    status = 422 if form.is_bound or problem else 200
    return render(request, "casework/duty/rules.html", context, status=status)


@require_POST
@director
@once
def rules_take(request: HttpRequest) -> HttpResponseBase:
    """改成自己的: a copy of the street's slots to change."""
    take_own_slots(home_committee(request), by=me(request))
    messages.success(request, "照街道的抄了一份，现在可以改了。")
    return see_other(reverse("duty-rules"))


@require_POST
@director
@once
def rules_follow(request: HttpRequest) -> HttpResponseBase:
    """改回照街道的: the committee's own slots go."""
    try:
        follow_street_slots(home_committee(request), by=me(request))
    except Refused as refused:
        form = SwapRuleForm(committee=home_committee(request))
        return _rules_page(request, form, problem=refused.reason)
    messages.success(request, "班次改回照街道的了。已经公布的值班表不变。")
    return see_other(reverse("duty-rules"))


@require_POST
@director
@once
def rules_swaps(request: HttpRequest) -> HttpResponseBase:
    """换班要谁同意, in this committee."""
    committee = home_committee(request)
    form = SwapRuleForm(request.POST, committee=committee)
    if form.is_valid():
        set_swap_approval(committee, form.approval, by=me(request))
        messages.success(request, "换班的规矩存好了。")
        return see_other(reverse("duty-rules"))
    return _rules_page(request, form)


@get_or_post
@director
@once
def rule_new(request: HttpRequest) -> HttpResponseBase:
    """A slot of one's own; without any yet the street's are copied first."""
    return rule_form(request, SlotRule(committee=home_committee(request)))


@get_or_post
@director
@once
def rule(request: HttpRequest, pk: int) -> HttpResponseBase:
    rows = SlotRule.objects.visible_to(me(request)).filter(committee__isnull=False)
    return rule_form(request, get_object_or_404(rows, pk=pk))


def rule_form(
    request: HttpRequest, subject: SlotRule, *, back: str = "duty-rules"
) -> HttpResponseBase:
    """The form of a slot, of a committee or of the street; `back` names the list it stands on."""
    form = SlotRuleForm(request.POST if request.method == "POST" else None, instance=subject)
    if form.is_valid():
        with refusal_in(form):
            save_slot_rule(form.instance, by=me(request))
            messages.success(request, "班次存好了。已经公布的值班表不变。")
            return see_other(reverse(back))
    status = 422 if form.is_bound else 200
    context = {"form": form, "rule": subject, "back": reverse(back), "here": request.path}
    return render(request, "casework/duty/rule.html", context, status=status)

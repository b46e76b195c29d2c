"""The street's own rules of duty: what holds wherever a committee has nothing of its own."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from casework.duty.forms_plan import SwapRuleForm
from casework.duty.models import SlotRule, SwapRule
from casework.duty.slots import set_swap_approval
from casework.duty.views import get_or_post
from casework.duty.views_rules import rule_form
from committees.people.access import me, posted_as
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.http import see_other

keeps_rules = posted_as(Role.CLERK, Role.ADMIN)
STREET_RULES = "duty-street-rules"


@get_or_post
@keeps_rules
@once
def street_rules(request: HttpRequest) -> HttpResponseBase:
    """值班规矩: the street's slots, and whose consent a swap needs."""
    form = SwapRuleForm(request.POST if request.method == "POST" else None, committee=None)
    if form.is_valid():
        set_swap_approval(None, form.approval, by=me(request))
        messages.success(request, "存好了。没有另定的居委会从现在起照这个来。")
        return see_other(reverse(STREET_RULES))
    return _street_page(request, form)


def _street_page(request: HttpRequest, form: SwapRuleForm) -> HttpResponse:
    own = Committee.objects.annotate(slots=Count("slot_rules")).filter(slots__gt=0)
    context = {
        "form": form,
        "rules": SlotRule.objects.filter(committee=None),
        "own_slots": own.in_street_order(),
        "own_swaps": SwapRule.objects.exclude(committee=None).select_related("committee"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "casework/duty/street_rules.html", context, status=status)


@get_or_post
@keeps_rules
@once
def street_rule_new(request: HttpRequest) -> HttpResponseBase:
    return rule_form(request, SlotRule(committee=None), back=STREET_RULES)


@get_or_post
@keeps_rules
@once
def street_rule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A slot of the street; those of a committee are its director's and are not found here."""
    rows = SlotRule.objects.filter(committee=None)
    return rule_form(request, get_object_or_404(rows, pk=pk), back=STREET_RULES)

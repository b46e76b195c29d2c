"""设置 → 指标: the street's thresholds and definitions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods

from committees.indicators.actions import edit_indicator
from committees.indicators.forms import IndicatorForm
from committees.indicators.models import Indicator
from committees.people.access import me, posted_as
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other

clerk = posted_as(Role.CLERK)
SHOWN = (
    ("name", "叫什么"),
    ("watch", "留意"),
    ("alarm", "需要联系帮助"),
    ("definition", "怎么算"),
)


@require_GET
@clerk
def indicators(request: HttpRequest) -> HttpResponse:
    rows = Indicator.objects.visible_to(me(request)).order_by("order", "pk")
    context = {"indicators": rows, "today": localdate()}
    return render(request, "committees/indicators/list.html", context)


@require_http_methods(["GET", "POST"])
@clerk
@once
def indicator_edit(request: HttpRequest, key: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.visible_to(me(request)), key=key)
    form = IndicatorForm(request.POST or None, instance=indicator)
    if not form.is_bound:
        return _page(request, form, indicator)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            edit_indicator(indicator, by=me(request), values=form.values(), version=version)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both_texts(request, form, conflict.current)
        else:
            messages.success(request, f"改好了，“{form.cleaned_data['name']}”从现在起这样算。")
            return see_other(reverse("indicators"))
    return _page(request, form, indicator, status=422)


def _page(
    request: HttpRequest, form: IndicatorForm, indicator: Indicator, status: int = 200
) -> HttpResponse:
    context = {"form": form, "indicator": indicator}
    return render(request, "committees/indicators/form.html", context, status=status)


def _both_texts(request: HttpRequest, form: IndicatorForm, current: Indicator) -> HttpResponse:
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    mine = form.values()
    context = {
        "form": IndicatorForm(typed, instance=current),
        "indicator": current,
        "theirs": [(words, getattr(current, name)) for name, words in SHOWN],
        "mine": [(words, mine[name]) for name, words in SHOWN],
        "conflict": True,
    }
    return render(request, "committees/indicators/form.html", context, status=409)

"""The street: sums of the 34, its funds and its limit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.aid.actions import settle
from casework.aid.figures import by_committee
from casework.aid.forms import LedgerFilter, SettleForm
from casework.aid.models import AidRule, Fund
from casework.cases.views import get_or_post
from committees.journal.actions import last_hand
from committees.people.access import me, posted_as, sent, street_staff
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from meetings.disclosure.rules import yuan_words


@require_safe
@street_staff
def street_aid(request: HttpRequest) -> HttpResponse:
    """Sums by committee and fund, in the street's order; no name, no row."""
    form = LedgerFilter(request.GET, today=timezone.localdate())
    form.is_valid()
    committees = list(Committee.objects.visible_to(me(request)).in_street_order())
    funds = list(Fund.objects.all())
    sums = by_committee(me(request), committees, form.chosen_year, funds)
    used = [fund for fund in funds if fund.enabled or sums.of_column(fund.pk)]

    def money(fen: int) -> str:
        return yuan_words(fen) if fen else ""

    table = [
        (
            committee,
            [money(sums.cells.get((committee.pk, fund.pk), 0)) for fund in used],
            money(sums.of_row(committee.pk)),
            sums.times.get(committee.pk, 0),
        )
        for committee in committees
    ]
    del form.fields["fund"]
    context = {
        "form": form,
        "year": form.chosen_year,
        "funds": used,
        "table": table,
        "foot": [money(sums.of_column(fund.pk)) for fund in used],
        "total": money(sums.total),
        "times": sums.all_times,
    }
    return render(request, "casework/aid/street.html", context)


@get_or_post
@posted_as(Role.CLERK)
@once
def aid_rule(request: HttpRequest) -> HttpResponseBase:
    """设置 → 帮扶钱物."""
    now = AidRule.current()
    form = SettleForm(sent(request), initial=_initial(now))
    if form.is_valid():
        said = form.cleaned_data
        funds = said["funds"].splitlines()
        try:
            settle(
                goods_limit=said["goods_limit"] or 0,
                funds=funds,
                by=me(request),
                version=said["version"],
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both(request, form, conflict.current)
        else:
            messages.success(request, "改好了。以前记的不变。")
            return see_other(reverse("aid-rule"))
    return _page(request, form, 422 if form.is_bound else 200)


def _initial(rule: AidRule) -> dict[str, object]:
    names = Fund.objects.filter(enabled=True).values_list("name", flat=True)
    yuan = yuan_words(rule.goods_limit).replace(",", "")
    return {"goods_limit": yuan, "funds": "\n".join(names), "version": rule.version}


def _both(request: HttpRequest, form: SettleForm, current: AidRule) -> HttpResponse:
    there, typed = _initial(current), request.POST.dict()
    labels = (("goods_limit", "超过多少元"), ("funds", "来源"))
    form.data = {**typed, "version": current.version}
    return _page(
        request,
        form,
        409,
        mine=[(words, typed[name]) for name, words in labels],
        theirs=[(words, there[name]) for name, words in labels],
        who=last_hand(current),
    )


def _page(request: HttpRequest, form: SettleForm, status: int, **more: object) -> HttpResponse:
    return render(request, "casework/aid/rule.html", {"form": form, **more}, status=status)

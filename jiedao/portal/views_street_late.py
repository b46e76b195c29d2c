"""待补记: who has not written for a while, and the reminder to them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.views.decorators.http import require_GET, require_http_methods

from committees.contact.actions import remind_directors
from committees.contact.forms import RemindForm
from committees.indicators.states import IndicatorKey
from committees.people.access import me, posted_as, street_staff
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.env import ENV
from jiedao.portal.indicators import Figures
from jiedao.portal.street_scope import asked_for

clerk = posted_as(Role.CLERK)


@require_GET
@street_staff
def street_late(request: HttpRequest) -> HttpResponse:
    """Who has not written for a while. Ticked rows lead to the text of the reminder."""
    asked = asked_for(request)
    figures = Figures(asked.scope)
    late = [
        (row, cell)
        for row in figures.rows
        for cell in row.cells
        if cell.key == IndicatorKey.UNWRITTEN and cell.level
    ]
    context = {"late": late, "now": asked.scope.now, "may_remind": me(request).reach.is_clerk}
    return render(request, "portal/street/late.html", context)


@require_http_methods(["GET", "POST"])
@clerk
@once
def street_remind(request: HttpRequest) -> HttpResponse:
    """The text first, then the sending."""
    ticked = request.POST if request.method == "POST" else request.GET
    wanted = set(ticked.getlist("to"))
    scope = asked_for(request).scope
    chosen = [committee for committee in scope.committees if committee.slug in wanted]
    if not chosen:
        messages.warning(request, "请先勾选要提醒的居委会。")
        return see_other(reverse("street-late"))
    form = RemindForm(request.POST or None, initial={"text": _reminder_text()})
    if form.is_valid():
        try:
            unreached = remind_directors(
                chosen,
                by=me(request),
                text=form.cleaned_data["text"],
                url=f"{get_script_prefix()}log/new",
                at=scope.now,
            )
        except Refused as refused:
            form.add_error("text", refused.reason)
        else:
            messages.success(request, _sent_words(len(chosen) - len(unreached)))
            if unreached:
                names = "、".join(committee.short_name for committee in unreached)
                messages.warning(request, f"{names}还没有主任账号，请打电话。")
            return see_other(reverse("street-late"))
    context = {"form": form, "chosen": chosen}
    status = 422 if form.is_bound else 200
    return render(request, "portal/street/remind.html", context, status=status)


def _reminder_text() -> str:
    phone = f"请打 {ENV.help_phone}" if ENV.help_phone else "请告诉街道"
    return f"您好，这几天没看到您居委会的新记录。有空请补记几笔，忙不过来{phone}，我们一起想办法。"


def _sent_words(n: int) -> str:
    return f"提醒发给了 {n} 位主任。" if n else "没有发出提醒。"

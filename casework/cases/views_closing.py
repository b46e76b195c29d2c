"""当场办结, the second person, and 重新办. 回访 and 办结 ask more: casework/callbacks."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.cases import closing
from casework.cases.forms_acts import ReasonForm
from casework.cases.models import Case
from casework.cases.views import get_or_post, tap
from casework.cases.views_act import Act, act_page, plain
from committees.people.access import at_work, me
from committees.submissions.once import once
from jiedao.common.forms import PortalForm


@require_POST
@at_work
@once
def settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    return tap(request, pk, closing.settle_case, "当场办结了。")


@require_POST
@at_work
@once
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    return tap(request, pk, closing.confirm_close, "已确认办结。")


@get_or_post
@at_work
@once
def send_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The second person asks for more."""

    def carry_out(case: Case, form: PortalForm) -> None:
        closing.send_back(case, by=me(request), why=form.cleaned_data["why"], at=timezone.now())

    act = Act("case-send-back", "还差一点", "退回再办", "已退回，接着办。")
    return act_page(request, pk, act, plain(ReasonForm, label="还差什么"), carry_out)


@get_or_post
@at_work
@once
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """重新办."""

    def carry_out(case: Case, form: PortalForm) -> None:
        closing.reopen(case, by=me(request), why=form.cleaned_data["why"], at=timezone.now())

    act = Act("case-reopen", "重新办", "重新办", "又在办了，期限从今天重新算。")
    return act_page(request, pk, act, plain(ReasonForm, label="为什么重新办"), carry_out)

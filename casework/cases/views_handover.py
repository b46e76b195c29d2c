"""交给别人, 接下, 退回, 收回."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.cases import handover
from casework.cases.forms_acts import HandOverForm, ReasonForm
from casework.cases.models import Case
from casework.cases.views import get_or_post, tap
from casework.cases.views_act import Act, act_page, of_case, plain
from committees.people.access import at_work, me
from committees.submissions.once import once
from jiedao.common.dates import cn_moment
from jiedao.common.forms import PortalForm


@get_or_post
@at_work
@once
def hand_over(request: HttpRequest, pk: int) -> HttpResponseBase:
    """交给别人; it stays mine until the other person accepts."""

    def carry_out(case: Case, form: PortalForm) -> str:
        said = form.cleaned_data
        to = said["to"]
        handover.hand_over(case, by=me(request), to=to, text=said["text"], at=timezone.now())
        return f"已经问{to}了。"

    now = timezone.now()
    until = cn_moment(handover.answer_due(now), now)
    hint = f"请对方在 {until} 前答复。接下之前，还是原来的人负责；到时没回答，会回到“今日”。"
    act = Act("case-handover", "交给别人", "交过去", "", hint)
    return act_page(request, pk, act, of_case(HandOverForm), carry_out)


@require_POST
@at_work
@once
def accept(request: HttpRequest, pk: int) -> HttpResponseBase:
    return tap(request, pk, handover.accept, "接下了，现在是您在办。")


@get_or_post
@at_work
@once
def decline(request: HttpRequest, pk: int) -> HttpResponseBase:
    """退回, with a reason."""

    def carry_out(case: Case, form: PortalForm) -> None:
        handover.decline(case, by=me(request), why=form.cleaned_data["why"], at=timezone.now())

    act = Act("case-decline", "退回", "退回", "已退回，原来的人接着办。")
    return act_page(request, pk, act, plain(ReasonForm, label="为什么退回"), carry_out)


@require_POST
@at_work
@once
def call_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    return tap(request, pk, handover.call_back, "收回了，还是原来的人在办。")

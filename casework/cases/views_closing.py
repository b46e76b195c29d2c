"""回访, 办结, the second person, and 重新办."""

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.cases import closing
from casework.cases.forms_acts import CloseForm, FollowUpForm, ReasonForm
from casework.cases.models import Case
from casework.cases.rules import TWO_PEOPLE
from casework.cases.views import get_or_post, tap
from casework.cases.views_act import Act, act_page, of_case, plain
from committees.people.access import at_work, me
from committees.submissions.once import once
from jiedao.common.forms import PortalForm


@get_or_post
@at_work
@once
def follow_up(request: HttpRequest, pk: int) -> HttpResponseBase:
    """回访."""

    def carry_out(case: Case, form: PortalForm) -> str:
        content = form.cleaned_data["content"] == "yes"
        closing.follow_up(
            case,
            by=me(request),
            text=form.cleaned_data["said"],
            content=content,
            at=timezone.now(),
        )
        return "回访记好了。" if content else "回访记好了，居民不满意，接着办。"

    act = Act("case-followup", "回访", "保存", "")
    return act_page(request, pk, act, plain(FollowUpForm), carry_out)


@get_or_post
@at_work
@once
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    """办结: with 回访 where it is missing; hardship asks a second person."""

    def carry_out(case: Case, form: CloseForm) -> str:
        return _finish(request, case, form)

    act = Act("case-close", "办结", "办结", "")
    return act_page(request, pk, act, of_case(CloseForm), carry_out)


def _finish(request: HttpRequest, case: Case, form: CloseForm) -> str:
    """回访, then closing or asking: all of it or nothing."""
    by, now = me(request), timezone.now()
    said = form.cleaned_data
    with transaction.atomic():
        if "content" in said:
            content = said["content"] == "yes"
            closing.follow_up(case, by=by, text=said["said"], content=content, at=now)
            if not content:
                return "回访记好了，居民不满意，接着办。"
        if case.kind in TWO_PEOPLE:
            closing.ask_to_close(case, by=by, closing=form.closing, at=now)
            return "记好了。现在请另一位主任或委员确认办结。"
        closing.close_case(case, by=by, closing=form.closing, at=now)
        return f"事项 {case} 已办结。"


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

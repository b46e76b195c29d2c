"""回访, 办结, and the list of whom to ask."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.callbacks.actions import record_callback
from casework.callbacks.forms import CallbackForm
from casework.callbacks.querysets import cases_to_call, with_day_to_ask
from casework.callbacks.rules import Heard
from casework.callbacks.states import Grade, Way
from casework.cases import closing
from casework.cases.forms_acts import CloseForm
from casework.cases.models import Case
from casework.cases.rules import needs_two
from casework.cases.shown import shown_to
from casework.cases.states import CaseState
from casework.cases.views import get_or_post
from casework.cases.views_act import Act, act_page, of_case, plain
from committees.people.access import at_work, home_committee, me
from committees.submissions.once import once
from jiedao.common.pages import keyset_page

PAGE = 30


@require_safe
@at_work
def callbacks(request: HttpRequest) -> HttpResponse:
    """要回访: what a colleague did, for this person to ask about."""
    by = me(request)
    found = with_day_to_ask(cases_to_call(by).filter(committee=home_committee(request)))
    page = keyset_page(found.for_lists(), ("due_on", "id"), request.GET.get("after"), PAGE)
    rows = [shown_to(by, case) for case in page.rows]
    return render(request, "casework/callbacks/list.html", {"page": page, "rows": rows})


@get_or_post
@at_work
@once
def follow_up(request: HttpRequest, pk: int) -> HttpResponseBase:
    """回访."""

    def carry_out(case: Case, form: CallbackForm) -> str:
        row = record_callback(case, by=me(request), heard=form.heard, at=timezone.now())
        if row.done_at is None:
            return f"记好了，没联系上，第 {row.tries} 次。换个时间再打。"
        if not row.reached:
            return f"记好了，{row.tries} 次都没联系上。"
        if row.reopened:
            return "回访记好了，居民说没办好，事项又在办了。"
        case.refresh_from_db(fields=["state"])
        if case.state == CaseState.WORKING:
            return "回访记好了，居民不满意，接着办。"
        return "回访记好了。"

    act = Act("case-followup", "回访", "保存", "", template="casework/callbacks/follow_up.html")
    return act_page(request, pk, act, plain(CallbackForm), carry_out)


@get_or_post
@at_work
@once
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    """办结: with 回访 where it is missing; grave cases ask a second person."""

    def carry_out(case: Case, form: CloseForm) -> str:
        return _finish(request, case, form)

    act = Act("case-close", "办结", "办结", "")
    return act_page(request, pk, act, of_case(CloseForm), carry_out)


def _finish(request: HttpRequest, case: Case, form: CloseForm) -> str:
    """回访, then closing or asking: all of it or nothing."""
    by, now = me(request), timezone.now()
    said = form.cleaned_data
    with transaction.atomic():
        if needs_two(case):
            closing.ask_to_close(case, by=by, closing=form.closing, at=now)
            return "记好了。现在请另一位主任或委员回访、确认办结。"
        if "content" in said:
            record_callback(case, by=by, heard=_short(said), at=now)
            if said["content"] == "no":
                return "回访记好了，居民不满意，接着办。"
        closing.close_case(case, by=by, closing=form.closing, at=now)
        return f"事项 {case} 已办结。"


def _short(said: dict[str, str]) -> Heard:
    """满意 or 不满意 on the page of closing; not content there means that work is left."""
    content = said["content"] == "yes"
    grade = Grade.GOOD if content else Grade.BAD
    return Heard(Way.SHORT, True, content, grade, said=said["said"])

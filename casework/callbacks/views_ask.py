"""The resident asks where it stands, and says whether it is solved (R20)."""

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from casework.callbacks.actions import answer_by_resident, may_answer
from casework.callbacks.forms import AnswerForm
from casework.cases.asking import NOT_FOUND, Answer, answer_about, asks_too_often, standing
from casework.cases.forms_finding import AskForm
from casework.cases.models import Case
from committees.people.access import sent
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

TOO_OFTEN = "问得太多次了，请过一刻钟再试，或者打电话问居委会。"
EXPIRED = "时间太久了，请重新写一次号码和电话后四位。"
TICKET_MINUTES = 30


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """R20: number and last four digits. Five tries a quarter of an hour; one sentence for wrong."""
    form = AskForm(sent(request), initial={"committee": request.GET.get("c", "")})
    answer, status = None, 200
    if form.is_bound:
        if asks_too_often(request):
            form.is_valid()
            form.add_error(None, TOO_OFTEN)
            status = 429
        elif form.is_valid():
            said = form.cleaned_data
            answer = standing(said["committee"], said["number"], said["tail"])
            if answer is None:
                form.add_error(None, NOT_FOUND)
        if answer is None and status == 200:
            status = 422
    return _page(request, form, answer, status)


@require_POST
@once
def answer(request: HttpRequest) -> HttpResponseBase:
    """解决了吗, 满意吗: with the ticket that number and digits gave, for half an hour."""
    case = _case_of(request.POST.get("ticket", ""))
    if case is None:
        form = AskForm(request.POST)
        form.is_valid()
        form.errors.clear()
        form.add_error(None, EXPIRED)
        return _page(request, form, None, 422)
    said = AnswerForm(request.POST)
    if said.is_valid():
        try:
            answer_by_resident(case, heard=said.heard, at=timezone.now())
        except Refused as refused:
            said.add_error(None, refused.reason)
        else:
            return _thanks(request, case)
    return _page(request, said, answer_about(case), 422, said)


def _page(
    request: HttpRequest,
    form: AskForm | AnswerForm,
    answer: Answer | None,
    status: int,
    said: AnswerForm | None = None,
) -> HttpResponse:
    asks = said
    if answer is not None and asks is None and may_answer(answer.case):
        asks = AnswerForm()
    context = {
        "form": form,
        "answer": answer,
        "asks": asks,
        "thanks": "done" in request.GET,
        "ticket": _signer().sign(str(answer.case.pk)) if answer and asks else "",
    }
    return render(request, "casework/cases/ask.html", context, status=status)


def _thanks(request: HttpRequest, case: Case) -> HttpResponseBase:
    return see_other(f"{reverse('ask')}?c={case.committee.slug}&done=1")


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="casework.ask")


def _case_of(ticket: str) -> Case | None:
    try:
        pk = _signer().unsign(ticket, max_age=TICKET_MINUTES * 60)
    except BadSignature:
        return None
    found: Case = get_object_or_404(Case.objects.kept().select_related("committee"), pk=int(pk))
    return found

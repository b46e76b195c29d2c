"""The resident asks (R20)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from casework.cases.asking import NOT_FOUND, asks_too_often, standing
from casework.cases.forms_finding import AskForm
from committees.people.access import sent

TOO_OFTEN = "问得太多次了，请过一刻钟再试，或者打电话问居委会。"


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
    context = {"form": form, "answer": answer}
    return render(request, "casework/cases/ask.html", context, status=status)

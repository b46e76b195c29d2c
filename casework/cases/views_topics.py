"""提到会上: a case becomes a topic."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.cases.models import Case
from casework.cases.topics import raise_case
from committees.people.access import at_work, me
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from meetings.agenda.forms import BodyTopicForm


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
@once
def raise_topic(request: HttpRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(me(request)), pk=pk)
    form = BodyTopicForm(request.POST or None, initial={"text": case.title})
    if form.is_valid():
        words = form.cleaned_data
        try:
            raise_case(case, by=me(request), at=timezone.now(), **words)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "提上去了，主任安排到会上以后这里能看到。")
            return see_other(reverse("case", args=[pk]))
    status = 422 if form.is_bound else 200
    return render(request, "casework/cases/raise.html", {"case": case, "form": form}, status=status)

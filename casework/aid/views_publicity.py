"""从事项写救助公示: one button from the case to a masked notice (R32)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from casework.aid.publicity import draft_publicity, first_words, running_notice
from casework.cases.forms import refusal_in
from casework.cases.models import Case
from casework.cases.views import find_case, get_or_post
from committees.notices.forms import TemplateForm
from committees.notices.notice_templates import BY_KEY
from committees.people.access import me, sent, street_staff
from committees.submissions.once import once
from jiedao.common.http import see_other

AID = BY_KEY["aid"]


@get_or_post
@street_staff
@once
def publicity(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The aid notice with what the case says, masked; it opens as a preview and waits there for
    its second person like every other. Where there is one already, that one opens."""
    case, at = find_case(request, pk), timezone.now()
    there = running_notice(case, at) if request.method != "POST" else None
    if there is not None:
        messages.info(request, "这件事项已经有一份救助公示，就是这一份。")
        return see_other(reverse("notice-preview", args=[there.pk]))
    initial, today = first_words(case, me(request)), timezone.localdate(at)
    form = TemplateForm(AID, sent(request), today=today, initial=initial)
    if form.is_valid():
        committee = form.cleaned_data["committee"]
        with refusal_in(form):
            notice = draft_publicity(case, form.draft(), committee=committee, by=me(request), at=at)
            return see_other(reverse("notice-preview", args=[notice.pk]))
    return _form_page(request, case, form)


def _form_page(request: HttpRequest, case: Case, form: TemplateForm) -> HttpResponse:
    context = {
        "template": AID,
        "form": form,
        "case": case,
        "action": reverse("case-publicity", args=[case.pk]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "committees/notices/new.html", context, status=status)

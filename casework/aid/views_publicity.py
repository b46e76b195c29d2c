"""从事项写救助公示: one button from the case to a masked notice (R32)."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from casework.aid.publicity import first_words, told_names
from casework.cases.forms import refusal_in
from casework.cases.models import Case
from casework.cases.views import find_case, get_or_post
from committees.notices.drafting import draft_notice
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
    its second person like every other."""
    case, today = find_case(request, pk), timezone.localdate()
    form = TemplateForm(AID, sent(request), today=today, initial=first_words(case, me(request)))
    if form.is_valid() and _says_no_name(form, case):
        with refusal_in(form):
            notice = draft_notice(
                form.draft(),
                kind=AID.kind,
                committee=form.cleaned_data["committee"],
                by=me(request),
                at=timezone.now(),
            )
            return see_other(reverse("notice-preview", args=[notice.pk]))
    return _form_page(request, case, form)


def _says_no_name(form: TemplateForm, case: Case) -> bool:
    words = form.cleaned_data
    if not told_names(case, (words["title"], words["body"])):
        return True
    form.add_error("body", "里面有这一家的全名或电话，请写成 张** 这样，去掉电话。")
    return False


def _form_page(request: HttpRequest, case: Case, form: TemplateForm) -> HttpResponse:
    context = {
        "template": AID,
        "form": form,
        "case": case,
        "action": reverse("case-publicity", args=[case.pk]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "committees/notices/new.html", context, status=status)

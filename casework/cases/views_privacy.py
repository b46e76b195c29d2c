"""只给指定的人看: the list, taking it back, and the way in with a reason."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.cases import privacy
from casework.cases.forms_privacy import ReadersForm, WhyOpenForm
from casework.cases.models import Case
from casework.cases.rights import may_read
from casework.cases.views import closed_door, get_or_post, tap, visible_case
from casework.cases.views_act import Act, act_page, of_case
from committees.people.access import at_work, at_work_or_street, me
from committees.submissions.once import once
from jiedao.common.http import see_other

PRIVATE = Act(
    "case-private",
    "只给指定的人看",
    "就这样",
    "好了。别人只看得到号码和期限，要看得写明原因。",
    "适合不想让左邻右舍知道的事。谁看过都会记下来，主任看得到。",
)


@get_or_post
@at_work
@once
def keep_private(request: HttpRequest, pk: int) -> HttpResponseBase:
    def carry_out(case: Case, form: ReadersForm) -> None:
        readers = form.cleaned_data["readers"]
        privacy.keep_private(case, by=me(request), readers=readers, at=timezone.now())

    return act_page(request, pk, PRIVATE, of_case(ReadersForm), carry_out)


@require_POST
@at_work
@once
def no_longer_private(request: HttpRequest, pk: int) -> HttpResponseBase:
    return tap(request, pk, privacy.no_longer_private, "改好了，居委会里的人都能看了。")


@require_POST
@at_work_or_street
@once
def break_glass(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let in with a reason; for whom it is open already there is nothing to ask for."""
    found = visible_case(request, pk)
    if may_read(me(request), found):
        return see_other(reverse("case", args=[pk]))
    form = WhyOpenForm(request.POST)
    if not form.is_valid():
        return closed_door(request, found, form, status=422)
    privacy.break_glass(found, by=me(request), why=form.cleaned_data["why"], at=timezone.now())
    return see_other(reverse("case", args=[pk]))

"""写进展, 等回复, 改期限: the work goes on."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from casework.cases import actions, planning
from casework.cases.forms_acts import DeadlineForm, ProgressForm, WaitForm
from casework.cases.models import Case
from casework.cases.states import EventKind
from casework.cases.views import get_or_post
from casework.cases.views_act import Act, act_page, of_case, plain
from committees.people.access import at_work, me
from committees.submissions.once import once
from jiedao.common.forms import PortalForm


@get_or_post
@at_work
@once
def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """写进展."""

    def carry_out(case: Case, form: PortalForm) -> None:
        said = form.cleaned_data
        actions.add_progress(
            case,
            by=me(request),
            text=said["text"],
            photos=said["photos"],
            still_waiting=bool(said.get("still_waiting")),
            kind=EventKind(said["spoken"] or EventKind.PROGRESS),
            at=timezone.now(),
        )

    act = Act("case-progress", "写进展", "保存", "记好了。")
    return act_page(request, pk, act, of_case(ProgressForm), carry_out)


@get_or_post
@at_work
@once
def wait(request: HttpRequest, pk: int) -> HttpResponseBase:
    """等回复."""

    def carry_out(case: Case, form: PortalForm) -> None:
        said = form.cleaned_data
        actions.wait_for(
            case, by=me(request), who=said["waiting_for"], text=said["text"], at=timezone.now()
        )

    act = Act("case-wait", "等回复", "保存", "记好了，在“等别人”里。")
    return act_page(request, pk, act, plain(WaitForm), carry_out)


@get_or_post
@at_work
@once
def deadline(request: HttpRequest, pk: int) -> HttpResponseBase:
    """改期限."""

    def carry_out(case: Case, form: PortalForm) -> None:
        said = form.cleaned_data
        planning.change_deadline(
            case, by=me(request), due_on=said["due_on"], why=said["why"], at=timezone.now()
        )

    act = Act("case-deadline", "改期限", "保存", "期限改好了，提醒也跟着改了。")
    return act_page(request, pk, act, plain(DeadlineForm), carry_out)

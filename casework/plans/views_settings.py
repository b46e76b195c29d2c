"""设置 → 帮扶步骤: the street's templates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework.cases.views import get_or_post
from casework.plans.actions import save_template
from casework.plans.forms import TemplateForm, lines_of
from casework.plans.models import PlanTemplate
from committees.journal.actions import last_hand
from committees.people.access import me, posted_as, sent
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other

clerk = posted_as(Role.CLERK)


@require_safe
@clerk
def templates(request: HttpRequest) -> HttpResponse:
    rows = PlanTemplate.objects.visible_to(me(request)).prefetch_related("steps")
    return render(request, "casework/plans/templates.html", {"templates": rows})


@get_or_post
@clerk
@once
def template_new(request: HttpRequest) -> HttpResponseBase:
    return _form_page(request, PlanTemplate())


@get_or_post
@clerk
@once
def template_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _form_page(
        request, get_object_or_404(PlanTemplate.objects.visible_to(me(request)), pk=pk)
    )


def _form_page(request: HttpRequest, template: PlanTemplate) -> HttpResponse:
    initial = _initial(template) if template.pk else {"version": 0}
    form = TemplateForm(sent(request), initial=initial)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = save_template(template, form.words, by=me(request), version=version)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both(request, form, conflict.current)
        else:
            messages.success(request, f"“{saved}”存好了。正在办的事项，步骤不变。")
            return see_other(reverse("plan-templates"))
    return _page(request, form, template, 422 if form.is_bound else 200)


def _initial(template: PlanTemplate) -> dict[str, object]:
    fields = ("name", "care", "source", "enabled", "version")
    return {name: getattr(template, name) for name in fields} | {"steps": lines_of(template)}


def _both(request: HttpRequest, form: TemplateForm, current: PlanTemplate) -> HttpResponse:
    typed = request.POST.dict()
    mine = [("名称", typed["name"]), ("步骤", typed["steps"])]
    theirs = [("名称", current.name), ("步骤", lines_of(current))]
    form.data = {**typed, "version": current.version}
    more = {"mine": mine, "theirs": theirs, "who": last_hand(current)}
    return _page(request, form, current, 409, **more)


def _page(
    request: HttpRequest, form: TemplateForm, template: PlanTemplate, status: int, **more: object
) -> HttpResponse:
    context = {"form": form, "template": template, **more}
    return render(request, "casework/plans/template.html", context, status=status)

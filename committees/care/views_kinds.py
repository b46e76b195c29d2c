"""设置 → 关爱类别: the street's table of kinds."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from committees.care.forms import KindForm
from committees.care.kinds import EDITABLE, add_kind, edit_kind
from committees.care.models import LabelKind
from committees.journal.both_texts import both_texts
from committees.people.access import me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post, keeps_directory
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other


@keeps_directory
@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    rows = LabelKind.objects.visible_to(me(request)).order_by("order", "pk")
    return render(request, "committees/care/kinds.html", {"kinds": rows})


@get_or_post
@keeps_directory
@once
def kind_new(request: HttpRequest) -> HttpResponseBase:
    form = KindForm(sent(request), instance=LabelKind())
    if form.is_valid():
        try:
            kind = add_kind(form.values(), by=me(request))
        except Refused as refused:
            form.add_error("name", refused.reason)
        else:
            messages.success(request, f"“{kind}”添好了。")
            return see_other(reverse("care-kinds"))
    return _page(request, form, None, status=422 if form.is_bound else 200)


@get_or_post
@keeps_directory
@once
def kind_edit(request: HttpRequest, key: str) -> HttpResponseBase:
    kind = get_object_or_404(LabelKind.objects.visible_to(me(request)), key=key)
    name = kind.name
    form = KindForm(sent(request), instance=kind)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            edit_kind(kind, form.values(), by=me(request), version=version)
        except Refused as refused:
            form.add_error("name", refused.reason)
        except Conflict as conflict:
            return _both_texts(request, form, conflict.current)
        else:
            messages.success(request, f"“{form.cleaned_data['name']}”改好了。")
            return see_other(reverse("care-kinds"))
    return _page(request, form, name, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest, form: KindForm, name: str | None, *, status: int, **more: object
) -> HttpResponse:
    context = {"form": form, "name": name, **more}
    return render(request, "committees/care/kind.html", context, status=status)


def _both_texts(request: HttpRequest, form: KindForm, current: LabelKind) -> HttpResponse:
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    shown = both_texts(form, form.values(), current, EDITABLE)
    again = KindForm(typed, instance=current)
    return _page(request, again, current.name, status=409, **shown)

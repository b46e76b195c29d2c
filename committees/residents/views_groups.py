"""居民小组: one list with their leaders, one form each."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from committees.people.access import at_work, home_committee, me, sent
from committees.residents.forms_groups import GroupForm
from committees.residents.groups import remove_group, save_group
from committees.residents.models import Dwelling, ResidentsGroup
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@at_work
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Leaders and their flats; what no group has yet."""
    committee = home_committee(request)
    rows = ResidentsGroup.objects.visible_to(me(request)).filter(committee=committee)
    rows = rows.select_related("leader").annotate(flats=Count("dwellings")).order_by("order", "pk")
    loose = Dwelling.objects.filter(committee=committee, group__isnull=True).count()
    context = {"groups": rows, "loose": loose, "committee": committee}
    return render(request, "committees/residents/groups.html", context)


@get_or_post
@at_work
@once
def group_new(request: HttpRequest) -> HttpResponseBase:
    return _write(request, home_committee(request), None)


@get_or_post
@at_work
@once
def group_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    group = _group(request, pk)
    return _write(request, group.committee, group)


def _group(request: HttpRequest, pk: int) -> ResidentsGroup:
    found = ResidentsGroup.objects.visible_to(me(request))
    found = found.select_related("committee", "leader__household__dwelling")
    group: ResidentsGroup = get_object_or_404(found, pk=pk)
    return group


def _write(
    request: HttpRequest, committee: Committee, group: ResidentsGroup | None
) -> HttpResponseBase:
    form = GroupForm(sent(request), committee=committee, group=group)
    if form.is_valid():
        values: dict[str, Any] = form.values()
        try:
            saved = save_group(group, committee, by=me(request), **values)
        except Refused as refused:
            form.add_error("name", refused.reason)
        else:
            flats = saved.dwellings.count()
            messages.success(request, f"{saved.name}记好了，共 {flats} 套。")
            return see_other(reverse("groups"))
    context = {"form": form, "group": group}
    status = 422 if form.is_bound else 200
    return render(request, "committees/residents/group.html", context, status=status)


@at_work
@require_POST
@once
def group_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    group = _group(request, pk)
    remove_group(group, by=me(request))
    messages.success(request, f"{group.name}不用了，住户资料都没有变。")
    return see_other(reverse("groups"))

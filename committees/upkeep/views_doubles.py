"""Rows that may be one person: found, put side by side, merged, taken apart again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.care.views import own_resident
from committees.people.access import at_work, home_committee, me, sent
from committees.residents.models import Resident
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.upkeep.forms import MergeForm
from committees.upkeep.merging import (
    belongings,
    doubles,
    keep_apart,
    merge,
    offer_again,
    take_apart,
)
from committees.upkeep.models import Merge, NotSame
from committees.upkeep.policies import may_merge
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.masks import mask_id, mask_phone
from jiedao.common.pages import keyset_page

COLUMNS = (
    "committee_id",
    "name",
    "pinyin",
    "born_on",
    "phone_index",
    "id_kind",
    "id_index",
    "departed_on",
    "household__dwelling__door",
)
"""Without the sealed numbers: thousands of rows are compared, none is opened."""
PAGE = 30


@at_work
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """The surest pairs first; found by blind indexes and spelling, never by an opened number."""
    user, committee = me(request), home_committee(request)
    rows = Resident.objects.visible_to(user).filter(committee=committee, merged_into__isnull=True)
    people = {
        person.pk: person for person in rows.select_related("household__dwelling").only(*COLUMNS)
    }
    apart = NotSame.objects.visible_to(user).filter(committee=committee)
    pairs = [
        {"first": people[pair.first], "second": people[pair.second], "reasons": pair.reasons}
        for pair in doubles(people.values(), apart)
    ]
    return render(request, "committees/upkeep/duplicates.html", {"pairs": pairs})


def _pair(request: HttpRequest, first: int, second: int) -> tuple[Resident, Resident]:
    if first == second:
        raise Http404
    return own_resident(request, first), own_resident(request, second)


@get_or_post
@at_work
@once
def duplicate(request: HttpRequest, first: int, second: int) -> HttpResponseBase:
    """Side by side, and which of the two stays."""
    pair = _pair(request, first, second)
    better = max(pair, key=_fullness)
    form = MergeForm(sent(request), pair=pair, initial={"keep": better.pk})
    if form.is_valid():
        kept, gone = pair if form.cleaned_data["keep"] == pair[0].pk else pair[::-1]
        try:
            row = merge(kept, gone, by=me(request), at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            undo = reverse("merge-undo", args=[row.pk])
            messages.success(request, f"合并好了，留下{kept.name}。", extra_tags=f"undo:{undo}")
            return see_other(reverse("merges"))
    context = {
        "pair": pair,
        "rows": _side_by_side(pair),
        "belongings": [belongings(person) for person in pair],
        "form": form,
        "merges": bool(may_merge(me(request), pair[0].committee_id)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "committees/upkeep/duplicate.html", context, status=status)


def _fullness(person: Resident) -> tuple[bool, bool, int, int]:
    """Who lives here, who is not merged, who says most, who was there first."""
    said = [person.phone, person.id_number, person.born_on, person.sex]
    here = person.departed_on is None
    return here, person.merged_into_id is None, sum(map(bool, said)), -person.pk


def _side_by_side(pair: tuple[Resident, Resident]) -> list[tuple[str, list[Any], bool]]:
    """(word, both values, do they differ)."""
    found = []
    for word, values in (
        ("姓名", [person.name for person in pair]),
        ("门牌", [person.household.dwelling.words for person in pair]),
        ("户主", ["是" if person.is_head else "" for person in pair]),
        ("性别", [person.get_sex_display() for person in pair]),
        ("出生日期", [person.born_on for person in pair]),
        ("电话", [mask_phone(person.phone) for person in pair]),
        ("证件", [person.get_id_kind_display() for person in pair]),
        ("证件号", [mask_id(person.id_number) for person in pair]),
        ("离开那天", [person.departed_on for person in pair]),
    ):
        if any(values):
            found.append((word, values, values[0] != values[1]))
    return found


@at_work
@require_POST
@once
def duplicate_apart(request: HttpRequest, first: int, second: int) -> HttpResponseBase:
    pair = _pair(request, first, second)
    keep_apart(*pair, by=me(request), at=timezone.now())
    undo = reverse("duplicate-again", args=[first, second])
    words = "记下了：不是同一个人，以后不再提示。"
    messages.success(request, words, extra_tags=f"undo:{undo}")
    return see_other(reverse("duplicates"))


@at_work
@require_POST
@once
def duplicate_again(request: HttpRequest, first: int, second: int) -> HttpResponseBase:
    """The wrong button was pressed: the pair is offered again."""
    offer_again(*_pair(request, first, second), by=me(request))
    messages.success(request, "撤销了，请再看一遍这两条。")
    return see_other(reverse("duplicate", args=[first, second]))


@at_work
@require_safe
def merges(request: HttpRequest) -> HttpResponse:
    user, committee = me(request), home_committee(request)
    rows = Merge.objects.visible_to(user).filter(committee=committee)
    rows = rows.select_related("kept__household__dwelling", "gone", "by", "undone_by")
    context = {
        "page": keyset_page(rows, ("-at", "-id"), request.GET.get("after"), PAGE),
        "undoes": bool(may_merge(user, committee.pk)),
    }
    return render(request, "committees/upkeep/merges.html", context)


@at_work
@require_POST
@once
def merge_undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Merge.objects.visible_to(me(request)), pk=pk)
    try:
        take_apart(row, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "分开了，和合并前一样。")
    return see_other(reverse("merges"))

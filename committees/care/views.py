"""Why one person is looked after: her page, labels, answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.care.actions import (
    end_label,
    ended_today,
    give_label,
    look_again,
    take_back,
    written_today,
)
from committees.care.consents import note_answer, withdraw
from committees.care.forms import (
    ENDINGS,
    AnswerForm,
    EndForm,
    LabelForm,
    ReviewForm,
    SameForm,
    WithdrawForm,
)
from committees.care.models import CareLabel, Consent, LabelKind
from committees.care.shown import facts_of, of_person
from committees.care.states import Answer, Care, Purpose
from committees.journal.actions import last_hand
from committees.people.access import at_work, me, sent
from committees.residents.models import Resident
from committees.submissions.once import once
from committees.territory.access import get_or_post
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other


def own_resident(request: HttpRequest, pk: int) -> Resident:
    """Somebody of a committee the reader works in; anybody else is a missing page."""
    rows = Resident.objects.visible_to(me(request)).filter(
        committee__in=me(request).reach.committee_ids
    )
    found: Resident = get_object_or_404(
        rows.select_related("household__dwelling", "committee"), pk=pk
    )
    return found


def _own_label(request: HttpRequest, pk: int) -> CareLabel:
    rows = CareLabel.objects.visible_to(me(request)).with_people()
    found: CareLabel = get_object_or_404(rows.select_related("committee"), pk=pk)
    return found


def care_of(person_pk: int) -> str:
    return reverse("resident-care", args=[person_pk])


@at_work
@require_safe
def person_care(request: HttpRequest, pk: int) -> HttpResponse:
    """Labels, answers and emergency contacts of one person."""
    person = own_resident(request, pk)
    seen = of_person(person, me(request), timezone.now())
    if seen is None:
        raise RuntimeError("own_resident lets nobody else in")
    today = timezone.localdate()
    context = {
        "person": person,
        "seen": seen,
        "today": today,
        "undoable": {
            label.pk
            for label in (*seen.labels, *seen.past)
            if ended_today(label, today) or (label.until is None and written_today(label, today))
        },
        "elsewhere": person.departed_on is not None or person.merged_into_id is not None,
    }
    return render(request, "committees/care/person.html", context)


@at_work
@require_safe
def label_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Which kind: the five of the street, each with its kinds."""
    person = own_resident(request, pk)
    there = set(person.labels.current().values_list("kind_id", flat=True))
    kinds = [
        kind for kind in LabelKind.objects.visible_to(me(request)).in_use() if kind.pk not in there
    ]
    groups = [(care.label, [kind for kind in kinds if kind.care == care.value]) for care in Care]
    context = {"person": person, "groups": [group for group in groups if group[1]]}
    return render(request, "committees/care/choose.html", context)


@get_or_post
@at_work
@once
def label_new(request: HttpRequest, pk: int, key: str) -> HttpResponseBase:
    person = own_resident(request, pk)
    kind = get_object_or_404(LabelKind.objects.visible_to(me(request)).in_use(), key=key)
    at = timezone.now()
    form = LabelForm(sent(request), kind=kind, resident=person, today=timezone.localdate(at))
    if form.is_valid():
        try:
            label = give_label(
                person, kind, form.label_words(), by=me(request), at=at, said=form.said()
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            undo = reverse("care-label-undo", args=[label.pk])
            messages.success(request, f"写好了：{person.name}，{kind}。", extra_tags=f"undo:{undo}")
            return see_other(care_of(pk))
    context = {"person": person, "kind": kind, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "committees/care/label.html", context, status=status)


@get_or_post
@at_work
@once
def label_review(request: HttpRequest, pk: int) -> HttpResponseBase:
    """核对. From the list with one tap (`same`), or here with another detail."""
    label = _own_label(request, pk)
    if "same" in request.POST:
        return _same(request, label)
    form = ReviewForm(sent(request), label=label)
    if form.is_valid():
        words = form.detail(label.ground, label.since)
        try:
            found = look_again(
                label,
                by=me(request),
                at=timezone.now(),
                version=form.cleaned_data["version"],
                words=words,
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _review_conflict(request, form, conflict.current)
        else:
            messages.success(request, _looked(found))
            return see_other(care_of(label.resident_id))
    return _review_page(request, label, form, status=422 if form.is_bound else 200)


def _same(request: HttpRequest, label: CareLabel) -> HttpResponseBase:
    form = SameForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        found = look_again(label, by=me(request), at=timezone.now(), version=version)
    except Refused as refused:
        messages.warning(request, refused.reason)
    except Conflict as conflict:
        who = last_hand(conflict.current)
        messages.warning(request, f"{who}刚才核对或者改过“{label.kind}”，请再看一眼。")
    else:
        messages.success(request, _looked(found))
    return see_other(reverse("care-review"))


def _looked(label: CareLabel) -> str:
    day = label.review_on
    return f"核对好了：{label.resident.name}。下次核对 {day.year}年{day.month}月{day.day}日。"


def _review_page(
    request: HttpRequest, label: CareLabel, form: ReviewForm, *, status: int, **more: Any
) -> HttpResponse:
    context = {"label": label, "person": label.resident, "form": form, "facts": facts_of(label)}
    return render(request, "committees/care/review_one.html", {**context, **more}, status=status)


def _review_conflict(request: HttpRequest, form: ReviewForm, current: CareLabel) -> HttpResponse:
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    mine = form.detail(current.ground, current.since)
    more = {
        "who": last_hand(current),
        "theirs": [("说明", current.detail), ("从哪里知道的", current.source)],
        "mine": [("说明", mine.words), ("从哪里知道的", mine.source)],
    }
    again = ReviewForm(typed, label=current)
    return _review_page(request, current, again, status=409, **more)


@get_or_post
@at_work
@once
def label_end(request: HttpRequest, pk: int) -> HttpResponseBase:
    label = _own_label(request, pk)
    form = EndForm(sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        values = form.cleaned_data
        try:
            end_label(label, by=me(request), on=values["on"], why=values["why"], at=timezone.now())
        except Refused as refused:
            form.add_error("on", refused.reason)
        else:
            undo = reverse("care-label-undo", args=[pk])
            messages.success(request, "记好了，以前的还看得到。", extra_tags=f"undo:{undo}")
            return see_other(care_of(label.resident_id))
    context = {
        "label": label,
        "person": label.resident,
        "form": form,
        "facts": facts_of(label),
        "phrases": ENDINGS,
    }
    status = 422 if form.is_bound else 200
    return render(request, "committees/care/end.html", context, status=status)


@at_work
@require_POST
@once
def label_undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    label = _own_label(request, pk)
    try:
        said = take_back(label, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, said)
    return see_other(care_of(label.resident_id))


# Answers


@get_or_post
@at_work
@once
def answer_new(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A consent or a refusal; the page says that a refusal never blocks help (R31)."""
    person = own_resident(request, pk)
    at = timezone.now()
    asked = request.GET.get("purpose", "")
    initial = {"purpose": asked} if asked in Purpose.values else {}
    form = AnswerForm(sent(request), resident=person, today=timezone.localdate(at), initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        answer = Answer(values["answer"])
        try:
            note_answer(
                person, Purpose(values["purpose"]), answer, form.said(), by=me(request), at=at
            )
        except Refused as refused:
            form.add_error("on", refused.reason)
        else:
            refused_words = "记下了不同意。该帮的忙照样帮。"
            messages.success(request, refused_words if answer == Answer.REFUSED else "记下了同意。")
            return see_other(care_of(pk))
    context = {"person": person, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "committees/care/answer.html", context, status=status)


@get_or_post
@at_work
@once
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    rows = Consent.objects.visible_to(me(request)).select_related(
        "resident__household__dwelling", "committee"
    )
    consent = get_object_or_404(rows, pk=pk)
    form = WithdrawForm(sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        try:
            ended = withdraw(consent, by=me(request), on=form.cleaned_data["on"], at=timezone.now())
        except Refused as refused:
            form.add_error("on", refused.reason)
        else:
            rested = f"靠它登记的 {len(ended)} 项也结束了。" if ended else ""
            messages.success(request, f"撤回记好了。{rested}该帮的忙照样帮。")
            return see_other(care_of(consent.resident_id))
    context = {"consent": consent, "person": consent.resident, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "committees/care/withdraw.html", context, status=status)

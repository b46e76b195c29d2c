"""Who holds office: the public list of members, and the settings page of one committee."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.people.access import me
from committees.people.models import Posting
from committees.submissions.once import once
from committees.terms.actions import (
    appoint_contact,
    begin_mandate,
    end_contact,
    end_mandate,
    staff_specialised,
)
from committees.terms.forms import ContactForm, LastDayForm, MandateForm, SpecialisedForm
from committees.terms.models import Mandate
from committees.terms.querysets import RANK
from committees.terms.states import SpecialisedKind
from committees.territory.access import get_or_post, keeps_directory
from committees.territory.models import Committee, PartnerBody
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

HUB = "settings-committee"


def by_rank(mandates: "QuerySet[Mandate]") -> list[Mandate]:
    """Chair first, then vice chairs and members, each by the day they began."""
    rows = mandates.select_related("person")
    return sorted(rows, key=lambda row: (RANK[row.post], row.since, row.pk))


def by_kind(committee: Committee) -> list[Any]:
    """The specialised committees that somebody is in charge of, in the order of the law."""
    order = list(SpecialisedKind.values)
    rows = committee.specialised.exclude(head=None, duty="").select_related("head")
    return sorted(rows, key=lambda row: order.index(row.kind))


@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, post and term are public by law; numbers of people are not."""
    committee = get_object_or_404(Committee, slug=slug)
    context = {
        "committee": committee,
        "mandates": by_rank(committee.mandates.on(timezone.localdate())),
        "specialised": by_kind(committee),
    }
    return render(request, "committees/terms/members.html", context)


@keeps_directory
@require_safe
def committee_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything the street keeps about one committee."""
    committee = get_object_or_404(Committee.objects.visible_to(me(request)), slug=slug)
    today = timezone.localdate()
    mandates = by_rank(committee.mandates.all())
    contacts = Posting.objects.on(today).select_related("user").order_by("since", "pk")
    context = {
        "committee": committee,
        "estates": committee.estates.annotate(
            houses=Count("buildings", distinct=True), flats=Count("buildings__dwellings")
        ),
        "bodies": committee.bodies.prefetch_related(Prefetch("contacts", queryset=contacts)),
        "specialised": by_kind(committee),
        "current": [row for row in mandates if row.until is None or row.until >= today],
        "former": [row for row in mandates if row.until is not None and row.until < today],
    }
    return render(request, "committees/terms/committee_page.html", context)


def _form_page(
    request: HttpRequest, form: Any, heading: str, committee: Committee, **context: Any
) -> HttpResponse:
    shown = {"form": form, "heading": heading, "committee": committee, **context}
    status = 422 if form.is_bound else 200
    return render(request, "committees/territory/committee_form.html", shown, status=status)


@get_or_post
@keeps_directory
@once
def mandate_new(request: HttpRequest, slug: str) -> HttpResponseBase:
    committee = get_object_or_404(Committee.objects.visible_to(me(request)), slug=slug)
    posted = request.POST if request.method == "POST" else None
    mandate = Mandate(committee=committee)
    form = MandateForm(posted, instance=mandate, day=timezone.localdate())
    if form.is_valid():
        try:
            saved = begin_mandate(form.instance, by=me(request))
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{saved.person}任{saved.get_post_display()}，记好了。")
            return see_other(reverse(HUB, args=[slug]))
    hint = "只能选本居委会现在的工作人员。登录权限在“账号”里管，这里只记任职。"
    return _form_page(request, form, "记任职", committee, hint=hint)


@get_or_post
@keeps_directory
@once
def mandate_end(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = Mandate.objects.visible_to(me(request)).select_related("committee", "person")
    mandate = get_object_or_404(found, pk=pk)
    form = LastDayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            end_mandate(mandate, by=me(request), until=form.cleaned_data["until"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request, f"{mandate.person}的离任日期记好了。登录权限请到“账号”里结束。"
            )
            return see_other(reverse(HUB, args=[mandate.committee.slug]))
    heading = f"{mandate.person}离任"
    hint = f"{mandate.get_post_display()}。这一行会留作历史，不能删掉。"
    return _form_page(request, form, heading, mandate.committee, hint=hint)


@get_or_post
@keeps_directory
@once
def specialised(request: HttpRequest, slug: str) -> HttpResponseBase:
    committee = get_object_or_404(Committee.objects.visible_to(me(request)), slug=slug)
    posted = request.POST if request.method == "POST" else None
    form = SpecialisedForm(
        posted,
        committee=committee,
        day=timezone.localdate(),
        initial=SpecialisedForm.of(committee),
    )
    if form.is_valid():
        staff_specialised(committee, form.seats(), by=me(request))
        messages.success(request, "下属委员会保存好了。")
        return see_other(reverse(HUB, args=[slug]))
    return _form_page(request, form, "下属委员会", committee)


@get_or_post
@keeps_directory
@once
def contact_new(request: HttpRequest, pk: int) -> HttpResponseBase:
    bodies = PartnerBody.objects.visible_to(me(request)).select_related("committee")
    body = get_object_or_404(bodies, pk=pk)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            appoint_contact(body, by=me(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{form.cleaned_data['name']}记好了。")
            return see_other(reverse(HUB, args=[body.committee.slug]))
    return _form_page(request, form, "添联系人", body.committee, hint=body.name)


@get_or_post
@keeps_directory
@once
def contact_end(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = Posting.objects.visible_to(me(request)).exclude(body=None)
    posting = get_object_or_404(found.select_related("committee", "user", "body"), pk=pk)
    form = LastDayForm(request.POST if request.method == "POST" else None)
    committee = posting.committee
    if form.is_valid():
        try:
            end_contact(posting, by=me(request), until=form.cleaned_data["until"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{posting.user}的结束日期记好了。")
            return see_other(reverse(HUB, args=[committee.slug]))
    heading = f"{posting.user}不再联系"
    return _form_page(request, form, heading, committee, hint=str(posting.body))

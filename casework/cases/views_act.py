"""One act, one small page: ask, carry out, go back to the case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casework.cases.forms import refusal_in
from casework.cases.models import Case
from casework.cases.shown import shown_to
from casework.cases.views import find_case, phone_once
from committees.people.access import me
from committees.submissions.drafts import draft_fields
from jiedao.common.forms import PortalForm
from jiedao.common.http import see_other


@dataclass(frozen=True)
class Act:
    """How the page of an act calls itself. `url` is the name of its address; a `template` of its
    own extends the common one."""

    url: str
    heading: str
    button: str
    done: str
    hint: str = ""
    template: str = "casework/cases/act.html"


def act_page(
    request: HttpRequest,
    pk: int,
    act: Act,
    make_form: Callable[..., PortalForm],
    carry_out: Callable[[Case, Any], str | None],
) -> HttpResponse:
    """Ask, carry out, go back to the case. `carry_out` may answer with another closing sentence."""
    found = find_case(request, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = make_form(*sent, found, initial=draft_fields(request))
    if form.is_valid():
        with refusal_in(form):
            said = carry_out(found, form)
            messages.success(request, said or act.done)
            return see_other(reverse("case", args=[pk]))
    shown = shown_to(me(request), found)
    button = getattr(form, "button", act.button)
    context = {
        "case": found,
        "shown": shown,
        "form": form,
        "act": act,
        "button": button,
        "phone": phone_once(request, found),
    }
    status = 422 if form.is_bound else 200
    return render(request, act.template, context, status=status)


def of_case(form_class: Callable[..., PortalForm]) -> Callable[..., PortalForm]:
    """Forms that know their case."""
    return lambda *sent_and_case, **more: form_class(
        *sent_and_case[:-1], case=sent_and_case[-1], **more
    )


def plain(form_class: Callable[..., PortalForm], **fixed: Any) -> Callable[..., PortalForm]:
    """Forms that need no case."""
    return lambda *sent_and_case, **more: form_class(*sent_and_case[:-1], **fixed, **more)

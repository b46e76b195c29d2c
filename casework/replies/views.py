"""答复单 to print, and 设置 → 答复用语."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.cases import reading
from casework.cases.shown import shown_to
from casework.cases.states import CaseKind
from casework.cases.views import find_case, get_or_post
from casework.replies.actions import save_text
from casework.replies.letters import letter_text
from casework.replies.models import StandardText
from casework.replies.rules import SLOTS, fits
from committees.journal.actions import last_hand
from committees.people.access import at_work, me, posted_as, sent
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.forms import PlainTextField, PortalForm
from jiedao.common.http import see_other

clerk = posted_as(Role.CLERK)


@require_safe
@at_work
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """R28: on paper, with a place for the seal; opening a hardship record is written down."""
    case = find_case(request, pk)
    reading.note_reading(case, by=me(request))
    shown = shown_to(me(request), case)
    today = timezone.localdate()
    context = {
        "case": case,
        "shown": shown,
        "text": letter_text(case, shown, today),
        "today": today,
        "hotline": case.source == "hotline",
    }
    return render(request, "casework/replies/letter.html", context)


class TextForm(PortalForm):
    text = PlainTextField(label="怎么说", rows=6, max_length=1_000)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = "、".join(f"{{{name}}}" for name in SLOTS)
        self.fields["text"].help_text = f"能自动填的有：{known}"

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        verdict = fits(text)
        if not verdict:
            raise ValidationError(verdict.reason)
        return text


@require_safe
@clerk
def texts(request: HttpRequest) -> HttpResponse:
    rows = list(StandardText.objects.visible_to(me(request)))
    groups = [(kind.label, [row for row in rows if row.kind == kind]) for kind in CaseKind]
    return render(request, "casework/replies/texts.html", {"groups": groups})


@get_or_post
@clerk
@once
def text(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(StandardText.objects.visible_to(me(request)), pk=pk)
    form = TextForm(sent(request), initial={"text": found.text, "version": found.version})
    more: dict[str, Any] = {}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            save_text(found, said["text"], by=me(request), version=said["version"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            current = conflict.current
            form.data = {**request.POST.dict(), "version": current.version}
            more = {
                "mine": [("怎么说", said["text"])],
                "theirs": [("怎么说", current.text)],
                "who": last_hand(current),
            }
            status = 409
        else:
            messages.success(request, "改好了，从现在起这样说。")
            return see_other(reverse("standard-texts"))
    context = {"form": form, "found": found, **more}
    return render(request, "casework/replies/text.html", context, status=status)

"""Forms of minutes."""

from typing import Any

from django import forms

from jiedao.common.forms import LineField, PlainTextField, PortalForm
from meetings.minutes.actions import BODY_MOST
from meetings.minutes.models import Minutes


class BodyForm(PortalForm):
    body = PlainTextField(
        label="纪要正文",
        rows=22,
        max_length=BODY_MOST,
        help_text="一段一行。“一、”开头是标题，“（一）”是小标题，“1.”是条目。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PublicForm(PortalForm):
    text = PlainTextField(label="居民看到的文字", rows=22, max_length=BODY_MOST)


class AddendumForm(PortalForm):
    text = PlainTextField(
        label="补正的内容", rows=5, max_length=4_000, help_text="写清楚原来怎么写，应该是什么。"
    )


class SignaturesForm(PortalForm):
    """A tick and a reason for every line; the fields follow the lines of these minutes."""

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(minutes.signatures.all())
        for line in self.lines:
            self.fields[f"signed-{line.pk}"] = forms.BooleanField(
                label=f"{line.name}已签", required=False, initial=line.signed_at is not None
            )
            self.fields[f"note-{line.pk}"] = LineField(
                label=f"{line.name}没签的原因", max_length=60, required=False, initial=line.note
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {"line": one, "signed": self[f"signed-{one.pk}"], "note": self[f"note-{one.pk}"]}
            for one in self.lines
        ]

    @property
    def signed(self) -> set[int]:
        return {one.pk for one in self.lines if self.cleaned_data[f"signed-{one.pk}"]}

    @property
    def notes(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data[f"note-{one.pk}"] for one in self.lines}

"""Bringing a file, and confirming what was found in it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from committees.imports.actions import LONGEST_PAPER
from committees.territory.models import Committee
from jiedao.common.forms import LineField, PortalForm


class BringForm(PortalForm):
    """The file; the street says for which committee."""

    committee = forms.ModelChoiceField(
        queryset=Committee.objects.none(),
        label="给哪个居委会",
        to_field_name="slug",
        error_messages={"invalid_choice": "请从列出的居委会里选一个。"},
    )
    file = forms.FileField(
        label="文件",
        help_text="Excel（.xlsx）或者 CSV。",
        error_messages={"empty": "这个文件是空的，请重新选一个。", "invalid": "请选一个文件。"},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, choose: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choose:
            field = self.fields["committee"]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
            field.queryset = Committee.objects.in_street_order()
        else:
            del self.fields["committee"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // 1_000_000
            raise ValidationError(f"文件太大了，最多 {most} MB，请分几次传。")
        return file


class ConfirmForm(PortalForm):
    """What to do with wrong lines, changed values and labels that rest on consent."""

    without_bad = forms.BooleanField(required=False)
    all_changes = forms.BooleanField(required=False)
    consent = forms.BooleanField(required=False)
    paper = LineField(
        label="同意书放在哪里",
        required=False,
        max_length=LONGEST_PAPER,
        help_text="勾选了要写，例如：居委会柜子 2 号盒。",
    )

    def lines(self) -> list[int]:
        """Numbers of the ticked lines; anything else that was sent is nobody's line."""
        sent = self.data.getlist("line") if hasattr(self.data, "getlist") else []
        return [int(word) for word in sent if word.isascii() and word.isdigit() and len(word) < 8]

"""Forms at the desk: take over, note later, hand over."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.duty.fields import ClockField
from jiedao.common.forms import LineField, PlainTextField, PortalForm


class TakeOverForm(PortalForm):
    why = LineField(label="为什么接替", max_length=80, help_text="例如：临时去医院")


class LateForm(PortalForm):
    """补签: when she came."""

    came = ClockField(label="几点到的", help_text="按纸上记的写，例如 8:25")


class CheckOutForm(PortalForm):
    """交班: what is left, and how the day was."""

    points = PlainTextField(
        label="没办完的事",
        required=False,
        rows=3,
        help_text="一行一件，留给下一班",
        max_length=1_000,
    )
    report = forms.ChoiceField(
        label="今天的情况",
        choices=[("", "不报"), ("quiet", "今天平安"), ("event", "有情况")],
        widget=forms.RadioSelect,
        required=False,
    )
    text = LineField(label="什么情况", max_length=200, required=False)

    def clean_points(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["points"].splitlines()]
        if any(len(line) > 200 for line in lines):
            raise ValidationError("一件事最多写 200 个字。")
        return [line for line in lines if line]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("report") == "event" and not cleaned.get("text"):
            self.add_error("text", "请写“什么情况”，例如：三号楼停电。")
        return cleaned


class PointForm(PortalForm):
    text = LineField(
        label="没办完的事", max_length=200, help_text="例如：7 号楼 301 室等物业回电话"
    )

"""Fields of the account forms: passwords, short codes, choices that end where rights do."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from jiedao.common.chinese import ascii_digits

PASSWORD_LENGTH = 200
"""Characters; argon2 would hash a megabyte as well, and take its time."""


def password_field(label: str, *, known: bool, help_text: str = "") -> forms.CharField:
    """A password the browser may fill in (`known`) or propose."""
    return forms.CharField(
        label=label,
        max_length=PASSWORD_LENGTH,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password" if known else "new-password"}
        ),
    )


class DigitsField(forms.CharField):
    """A short code of digits; full-width ones and spaces are read as well."""

    def __init__(self, *, digits: int, **kwargs: Any) -> None:
        self.digits = digits
        super().__init__(**{"max_length": 40, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            **super().widget_attrs(widget),
            "inputmode": "numeric",
            "autocomplete": ("off" if isinstance(widget, forms.PasswordInput) else "one-time-code"),
        }

    def to_python(self, value: Any) -> str:
        text = ascii_digits(super().to_python(value) or "").replace(" ", "")
        if text and not (text.isascii() and text.isdigit() and len(text) == self.digits):
            raise ValidationError(f"“{self.label}”是 {self.digits} 位数字。", code="invalid")
        return text


def offer(form: forms.Form, name: str, rows: Any, *, empty: str | None) -> None:
    """The choices of a field end where the reader's rights do."""
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset = rows
    field.empty_label = empty

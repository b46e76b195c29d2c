"""Two columns a rule set needs: a share of people, and a short list of choices."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from elections.rulesets.rules import Share

LONGEST = 16


class ShareInput(forms.CharField):
    """「超过1/2」 or 「2/3以上」, as people type it."""

    def prepare_value(self, value: Any) -> Any:
        return value.typed if isinstance(value, Share) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return Share.parse(text) if text else text
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None

    def run_validators(self, value: Any) -> None:
        super().run_validators(value.text if isinstance(value, Share) else value)


class ShareField(models.CharField):  # type: ignore[type-arg]
    """A `Share`, kept as text a person can read in a dump: 「>1/2」, 「>=2/3」."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": LONGEST, **options})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value:
            try:
                return Share.parse(value)
            except ValueError as wrong:
                raise ValidationError(str(wrong)) from None
        return value

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": ShareInput, **options})

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Share | None:
        return Share.parse(value) if value else None

    def get_prep_value(self, value: Any) -> Any:
        return value.text if isinstance(value, Share) else value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.get_prep_value(value))


class ChoicesField(models.JSONField):
    """Some of a handful of choices, in order; a tuple in Python, a list in the database."""

    def __init__(self, *args: Any, offered: Any = None, **options: Any) -> None:
        self.offered = offered
        super().__init__(*args, **options)

    def formfield(self, **options: Any) -> Any:
        """Boxes to tick; none ticked is a choice too."""
        wanted = {"label": self.verbose_name, "choices": self.offered.choices, "required": False}
        return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, **wanted)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> tuple[str, ...]:
        return tuple(super().from_db_value(value, expression, connection) or ())

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(list(value) if isinstance(value, tuple) else value)

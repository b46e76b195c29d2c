"""A copy of a rule set as the street types it."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator

from elections.rulesets.actions import Adjusted
from elections.rulesets.models import FIELDS, LONGEST_PERIOD, RuleSet
from elections.rulesets.words import sections
from jiedao.common.forms import PortalModelForm

LEFT = 4
"""So many sections stand in the left column, the timetable the last of them."""
SHARE_HINT = "写成“超过1/2”或者“2/3以上”。"


class RuleSetForm(PortalModelForm[RuleSet]):
    """Every parameter, grouped as on the page of a set. `version` is that of the page."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = RuleSet
        fields = ["name", "reason", *FIELDS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "请写“为什么调整”。"
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField) and not field.widget.is_hidden:
                field.max_value = LONGEST_PERIOD
                field.validators.append(MaxValueValidator(LONGEST_PERIOD))
        for name, share in self.fields.items():
            if type(share).__name__ == "ShareInput":
                self.fields[name].help_text = SHARE_HINT

    @property
    def columns(self) -> list[list[tuple[str, list[forms.BoundField]]]]:
        """The sections in two columns of about the same length."""
        groups = [(heading, [self[name] for name in names]) for heading, names in sections()]
        return [groups[:LEFT], groups[LEFT:]]

    @property
    def adjusted(self) -> Adjusted:
        said = self.cleaned_data
        values = {
            name: tuple(said[name]) if isinstance(said[name], list) else said[name]
            for name in FIELDS
        }
        return Adjusted(said["name"], said["reason"], values)

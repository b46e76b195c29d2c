"""The form of one indicator."""

from typing import Any

from django import forms

from committees.indicators.models import Indicator
from jiedao.common.forms import PlainTextField, PortalModelForm


class IndicatorForm(PortalModelForm[Indicator]):
    definition = PlainTextField(label="怎么算", rows=6, max_length=1_000)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Indicator
        fields = ["name", "definition", "watch", "alarm", "judged_from", "order", "enabled"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        unit, compares = self.instance.unit, self.instance.compares
        for name in ("watch", "alarm"):
            self.fields[name].label = f"{compares}多少{unit}算“{self.fields[name].label}”"
        words = self.instance.judged_from_words
        if words:
            self.fields["judged_from"].label = words
        else:
            del self.fields["judged_from"]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

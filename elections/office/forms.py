"""Entry of the hand-over list, ends of offices and courses."""

from typing import Any

from django import forms

from committees.territory.forms import OneLineField
from elections.office.contents import HINTS, PHYSICAL
from elections.office.models import Handover, HandoverLine
from jiedao.common.forms import PortalForm


class ThingsForm(PortalForm):
    """One line for each thing in the cupboard; the hidden one says what the page showed before."""

    witness = OneLineField(label="监交人", max_length=50, required=False, help_text="谁在场看着")

    def __init__(
        self, *args: Any, handover: Handover, lines: list[HandoverLine], **kwargs: Any
    ) -> None:
        self.now = {line.kind: line.words for line in lines if line.kind in PHYSICAL}
        shown = {"witness": handover.witness, **self.now}
        shown |= {f"was_{kind}": words for kind, words in self.now.items()}
        super().__init__(*args, initial=shown, **kwargs)
        for kind in PHYSICAL:
            self.fields[kind] = OneLineField(
                label=kind.label, max_length=200, required=False, help_text=HINTS[kind]
            )
            self.fields[f"was_{kind}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, strip=False
            )
        self.order_fields([*PHYSICAL, "witness"])
        self.prepare()

    def clean(self) -> dict[str, Any]:
        """Somebody else's words are never written over unseen."""
        cleaned = super().clean() or self.cleaned_data
        for kind, words in self.now.items():
            mine, was = cleaned.get(kind, ""), cleaned.get(f"was_{kind}", "")
            if words not in (was, mine):
                self.add_error(kind, f"刚才有人写了：{words or '（空）'}。看一下再保存。")
                self.data = self.data.copy()
                self.data[f"was_{kind}"] = words
        return cleaned

    @property
    def words(self) -> dict[str, str]:
        return {kind: self.cleaned_data[kind] for kind in PHYSICAL}

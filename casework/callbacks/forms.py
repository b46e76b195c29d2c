"""回访: a short form for the office, a shorter one for the resident herself."""

from typing import Any

from django import forms

from casework.callbacks.rules import Heard, complete
from casework.callbacks.states import WAYS_OF_OFFICE, Grade, Reason, Way
from jiedao.common.forms import PlainTextField, PortalForm

SOLVED = [("yes", "解决了"), ("no", "没解决")]
GRADES = [(str(grade.value), grade.label) for grade in sorted(Grade, reverse=True)]
NOT_REACHED = "none"


class AnswerForm(PortalForm):
    """What a resident answers. In the office the same fields follow the question how it went."""

    solved = forms.ChoiceField(label="解决了吗", choices=SOLVED, widget=forms.RadioSelect)
    grade = forms.ChoiceField(label="满意吗", choices=GRADES, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label="哪里不满意",
        choices=[("", "没有不满意"), *Reason.choices],
        required=False,
        help_text="没解决，或者不满意的，请选一个",
    )
    said = PlainTextField(label="想说的话", rows=3, max_length=1_000, required=False)
    way = Way.OWN

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        verdict = complete(self.heard)
        if not verdict and not self.errors:
            self.add_error("reason", verdict.reason)
        return data

    @property
    def heard(self) -> Heard:
        data = self.cleaned_data
        solved, grade = data.get("solved"), data.get("grade")
        return Heard(
            way=self.way,
            solved={"yes": True, "no": False}.get(solved or ""),
            grade=int(grade) if grade else None,
            reason=data.get("reason", ""),
            said=data.get("said", ""),
        )


class CallbackForm(AnswerForm):
    """By phone, at the desk, at the door; or nobody was reached."""

    how = forms.ChoiceField(
        label="怎么问的",
        choices=[*((way.value, way.label) for way in WAYS_OF_OFFICE), (NOT_REACHED, "没联系上")],
        widget=forms.RadioSelect,
        initial=Way.PHONE.value,
        help_text="没联系上的，下面不用填；三次没联系上，就按没联系上算",
    )
    field_order = ("how", "solved", "grade", "reason", "said")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said"].label = "居民怎么说"
        if self.data.get("how") == NOT_REACHED:
            self.fields["solved"].required = self.fields["grade"].required = False

    @property
    def heard(self) -> Heard:
        how = self.cleaned_data.get("how", Way.PHONE)
        if how == NOT_REACHED:
            return Heard(way=Way.PHONE, reached=False, said=self.cleaned_data.get("said", ""))
        return Heard(**{**vars(super().heard), "way": how})

"""Entry of the hand-over list, ends of offices and courses."""

from datetime import date
from typing import Any, ClassVar, cast

from django import forms

from committees.people.models import User
from committees.terms.models import Mandate
from committees.territory.forms import OneLineField
from elections.office.contents import HINTS, PHYSICAL
from elections.office.models import Course, Handover, HandoverLine, OfficeEnd
from elections.office.states import EndKind
from jiedao.common.forms import DayField, PortalForm, PortalModelForm, UploadField


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
                self.data = {**self._typed(), f"was_{kind}": words}
        return cleaned

    def _typed(self) -> dict[str, Any]:
        return {name: self.data.get(name, "") for name in self.fields}

    @property
    def words(self) -> dict[str, str]:
        return {kind: self.cleaned_data[kind] for kind in PHYSICAL}


class MandateField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Mandate) -> str:
        return f"{obj.committee.short_name} {obj.get_post_display()} {obj.person}"


ENDS_WRITTEN = (EndKind.RESIGNED, EndKind.TERMINATED, EndKind.RECALLED, EndKind.DIED, EndKind.MOVED)
"""A term that is over ends by the next election, not by a paper."""


class EndForm(PortalForm):
    mandate = MandateField(
        queryset=Mandate.objects.none(),
        label="谁离任",
        empty_label="请选",
        error_messages={"invalid_choice": "所选的人不属于本居委会。"},
    )
    kind = forms.ChoiceField(
        label="怎么结束",
        choices=[(one.value, one.label) for one in ENDS_WRITTEN],
        widget=forms.RadioSelect,
    )
    reason = OneLineField(label="说明", max_length=200, help_text="一句话，例如 因身体原因辞职")
    paper = UploadField(
        label="材料（照片或者 PDF）", help_text="辞职书、罢免结果、终止决定或者死亡证明"
    )
    told_street_on = DayField(label="哪天报街道", quick=("今天", "昨天"))
    effective_on = DayField(label="任职到哪天（含当天）", quick=("今天", "昨天"))

    def __init__(self, *args: Any, by: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Mandate.objects.reaching(today).select_related("committee", "person")
        if not by.reach.whole_street:
            rows = rows.filter(committee__in=by.reach.elected_in)
        field = cast("forms.ModelChoiceField[Mandate]", self.fields["mandate"])
        field.queryset = rows.order_by("committee__order", "since", "pk")

    def end(self) -> OfficeEnd:
        known = self.cleaned_data
        mandate = known["mandate"]
        names = ("kind", "reason", "told_street_on", "effective_on")
        fields = {name: known[name] for name in names}
        return OfficeEnd(committee=mandate.committee, mandate=mandate, **fields)


class TurnDownForm(PortalForm):
    why = OneLineField(label="为什么退回", max_length=200)


class CourseForm(PortalModelForm[Course]):
    title = OneLineField(label="讲什么", max_length=60)
    held_on = DayField(label="哪天", quick=("今天", "明天"))
    place = OneLineField(label="地点", max_length=60, required=False)
    reading = OneLineField(label="要读的材料", max_length=200, required=False)

    class Meta:
        model = Course
        fields = ("title", "level", "held_on", "place", "reading", "required")
        widgets: ClassVar = {"level": forms.RadioSelect}

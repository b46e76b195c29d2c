"""Entry for upkeep: what should read otherwise, why not, which row stays, how long."""

from typing import Any

from django import forms

from committees.residents.models import Resident
from committees.residents.states import IdKind, Kinship, Sex
from committees.upkeep.models import RetentionRule
from committees.upkeep.settings import EDITABLE
from committees.upkeep.states import Origin
from jiedao.common.forms import (
    DayField,
    IdNumberField,
    LineField,
    PhoneField,
    PortalForm,
    PortalModelForm,
    TidyCharField,
)
from jiedao.common.masks import mask_id, mask_phone

BIGGEST = 2_000_000_000


class ChangeForm(PortalForm):
    """Numbers are never put into the form: an empty field leaves them as they are."""

    name = TidyCharField(label="姓名", max_length=50)
    sex = forms.ChoiceField(label="性别", choices=[("", "还不知道"), *Sex.choices], required=False)
    born_on = DayField(label="出生日期", required=False, quick=())
    phone = PhoneField(label="新的电话", required=False)
    id_kind = forms.ChoiceField(label="证件", choices=IdKind.choices)
    id_number = TidyCharField(label="新的证件号", max_length=40, required=False)
    kinship = forms.ChoiceField(
        label="与户主关系", choices=[("", "不写"), *Kinship.choices], required=False
    )
    why = LineField(label="为什么改", max_length=120, help_text="例如：看过户口本，原来写错了")
    origin = forms.ChoiceField(label="谁说的", choices=Origin.choices, widget=forms.RadioSelect)
    asked_by = TidyCharField(label="来说的人", max_length=60, required=False)

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        self.resident = resident
        names = ("name", "sex", "born_on", "id_kind", "kinship")
        shown = {name: getattr(resident, name) for name in names} | {"origin": Origin.OFFICE}
        super().__init__(*args, **{"initial": shown, **kwargs})
        if resident.phone:
            hint = f"现在是 {mask_phone(resident.phone)}。不改就空着"
            self.fields["phone"].help_text = hint
        if resident.id_number:
            hint = f"现在是 {mask_id(resident.id_number)}。不改就空着"
            self.fields["id_number"].help_text = hint
        if resident.is_head:
            del self.fields["kinship"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("id_number") and values.get("id_kind") == IdKind.IDENTITY:
            try:
                values["id_number"] = IdNumberField().clean(values["id_number"])
            except forms.ValidationError as wrong:
                self.add_error("id_number", wrong)
        return values

    def wanted(self) -> dict[str, Any]:
        """What `propose` takes; an empty number is none that is asked for."""
        values = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("why", "origin", "asked_by")
        }
        for number in ("phone", "id_number"):
            values[number] = values[number] or getattr(self.resident, number)
        return values


class ApproveForm(forms.Form):
    version = forms.IntegerField(max_value=BIGGEST, min_value=0)


class DeclineForm(PortalForm):
    answer = LineField(label="为什么不改", max_length=120)


class MergeForm(PortalForm):
    keep = forms.TypedChoiceField(label="留下哪一条", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, pair: tuple[Resident, Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep: Any = self.fields["keep"]
        keep.choices = [(row.pk, f"第{place}条") for row, place in zip(pair, "一二", strict=True)]


class RuleForm(PortalModelForm[RetentionRule]):
    version = forms.IntegerField(
        required=False, max_value=BIGGEST, min_value=0, widget=forms.HiddenInput
    )

    class Meta:
        model = RetentionRule
        fields = list(EDITABLE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

"""Asking for an export."""

from typing import Any

from django import forms

from committees.exports.states import Kind
from committees.territory.models import Building, Committee
from jiedao.common.forms import LineField, PortalForm


class AskForm(PortalForm):
    kind = forms.ChoiceField(label="导出什么", choices=Kind, initial=Kind.PEOPLE)
    building = forms.ModelChoiceField(
        queryset=Building.objects.none(),
        label="哪一栋",
        required=False,
        empty_label="全部楼栋",
        error_messages={"invalid_choice": "所选楼栋不属于本居委会。"},
    )
    why = LineField(
        label="做什么用",
        max_length=200,
        help_text="写明给谁、做什么，例如：给楼组长核对独居老人名单。",
    )
    whole = forms.BooleanField(
        label="要完整的证件号和电话（要另一位同意）",
        required=False,
        help_text="不勾选，号码都隐去中间几位。",
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["building"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        buildings = Building.objects.filter(estate__committee=committee)
        field.queryset = buildings.select_related("estate").order_by("order", "pk")

"""Looking for cases: the filters of the lists, and the two numbers a resident asks with."""

from typing import Any

from django import forms

from casework.cases.states import CaseKind
from committees.territory.models import Building, Committee
from jiedao.common.forms import (
    LineField,
    PortalForm,
    TidyCharField,
)


class CaseFilter(PortalForm):
    """Filters of the list; every one lives in the query string."""

    q = LineField(label="找事项", required=False, max_length=60)
    kind = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部"), *CaseKind.choices]
    )
    building = forms.ModelChoiceField(
        Building.objects.none(),
        label="楼栋",
        required=False,
        empty_label="全部",
        error_messages={"invalid_choice": "这一栋不属于本居委会。"},
    )
    due = forms.ChoiceField(
        label="期限",
        required=False,
        choices=[("", "全部"), ("late", "超期"), ("soon", "3 天内到期")],
    )

    def __init__(self, *args: Any, buildings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].queryset = buildings  # type: ignore[attr-defined]


class StreetCaseFilter(PortalForm):
    """What the street's list can be narrowed to."""

    due = forms.ChoiceField(
        label="期限",
        required=False,
        choices=[("", "全部在办"), ("open", "全部在办"), ("late", "超期"), ("soon", "3 天内到期")],
    )
    c = forms.ModelChoiceField(
        Committee.objects.none(),
        label="居委会",
        required=False,
        empty_label="全部",
        to_field_name="slug",
        error_messages={"invalid_choice": "没有这个居委会。"},
    )

    def __init__(self, *args: Any, committees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["c"].queryset = committees  # type: ignore[attr-defined]


class AskForm(PortalForm):
    """R20: number and last four digits. Nothing else is asked, nothing is guessed."""

    committee = forms.ModelChoiceField(
        Committee.objects.none(),
        label="哪个居委会",
        to_field_name="slug",
        empty_label="请选",
        error_messages={"invalid_choice": "请选“哪个居委会”。"},
    )
    number = TidyCharField(label="事项号", max_length=12, help_text="例如 26-31")
    tail = TidyCharField(label="电话后四位", max_length=8, help_text="登记时留的电话")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = Committee.objects.in_street_order()  # type: ignore[attr-defined]
        self.fields["tail"].widget.attrs.update(inputmode="numeric", autocomplete="off")
        self.fields["number"].widget.attrs.update(autocomplete="off")

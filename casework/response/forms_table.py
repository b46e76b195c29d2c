"""The street's table: levels, rules, rungs, and the test bench."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.cases.rules import MOST_DAYS
from casework.cases.states import CaseKind, Urgency
from casework.clocks.states import Clock, Level, Unit
from casework.response.models import ClockLevel, ClockRule
from casework.response.states import MOST_AMOUNT, Rank
from committees.care.states import Care
from jiedao.common.forms import PortalForm

ANY = ("", "都算")
AMOUNT_ERRORS = {
    "required": "请写一个数，例如 5。",
    "invalid": "请写一个数，例如 5。",
    "min_value": "不能小于 0。",
    "max_value": f"最多 {MOST_AMOUNT}。",
}


def _amount(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_AMOUNT,
        help_text=help_text,
        error_messages=AMOUNT_ERRORS,
    )


class RowForm(PortalForm):
    """A form of one row of a table, with the version the page showed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    columns: tuple[str, ...] = ()

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        if row is not None:
            shown = {name: getattr(row, name) for name in (*self.columns, "version")}
            kwargs["initial"] = {**shown, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}


class LevelForm(RowForm):
    """Four limits."""

    columns = tuple(f"{clock.value}_{part}" for clock in Clock for part in ("amount", "unit"))

    def __init__(self, *args: Any, row: ClockLevel, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        for clock in Clock:
            zero = "0 个工作日就是当天下班前" if clock == Clock.ACCEPT else ""
            self.fields[f"{clock.value}_amount"] = _amount(f"{clock.label}：多少", zero)
            self.fields[f"{clock.value}_unit"] = forms.ChoiceField(
                label=f"{clock.label}：单位", choices=Unit.choices
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("solve_unit") == Unit.DAYS and (data.get("solve_amount") or 0) > MOST_DAYS:
            self.add_error("solve_amount", f"办好最多 {MOST_DAYS} 个工作日。")
        return data


class RuleForm(RowForm):
    """Kind × care × urgency → level."""

    columns = ("kind", "care", "urgency", "level", "solve_days")
    kind = forms.ChoiceField(label="类别", choices=[ANY, *CaseKind.choices], required=False)
    care = forms.ChoiceField(label="帮扶类别", choices=[ANY, *Care.choices], required=False)
    urgency = forms.ChoiceField(label="急不急", choices=[ANY, *Urgency.choices], required=False)
    level = forms.TypedChoiceField(label="几级", choices=Level.choices, coerce=int)
    solve_days = forms.IntegerField(
        label="几个工作日办好",
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text="不写就照这一级的",
        error_messages={
            "invalid": "请写一个数，例如 3。",
            "min_value": "至少 1 个工作日。",
            "max_value": f"最多 {MOST_DAYS} 个工作日。",
        },
    )

    def __init__(self, *args: Any, row: ClockRule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is not None and row.fits_everything:
            for name in ("kind", "care", "urgency"):
                self.fields[name].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("care") and data.get("kind") not in ("", CaseKind.HARDSHIP):
            raise ValidationError("只有困难事项才分帮扶类别。")
        return data


class RungForm(RowForm):
    """After this clock was due, so much later, who hears of it."""

    columns = ("level", "clock", "rank", "amount", "unit")
    level = forms.TypedChoiceField(label="几级事项", choices=Level.choices, coerce=int)
    clock = forms.ChoiceField(label="哪个期限", choices=Clock.choices)
    rank = forms.TypedChoiceField(label="告诉谁", choices=Rank.choices, coerce=int)
    amount = _amount("过了多久", "0 就是一到期就告诉")
    unit = forms.ChoiceField(label="单位", choices=Unit.choices)


class TryForm(PortalForm):
    """试一试: a case that is not written anywhere."""

    kind = forms.ChoiceField(label="类别", choices=CaseKind.choices)
    care = forms.ChoiceField(
        label="帮扶类别", choices=[("", "没有"), *Care.choices], required=False
    )
    urgency = forms.ChoiceField(label="急不急", choices=Urgency.choices)
    harm = forms.BooleanField(label="可能有孩子受到伤害", required=False)

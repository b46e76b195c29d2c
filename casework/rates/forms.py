"""Which months, which kind, which committee."""

from datetime import date
from typing import Any

from django import forms

from casework.cases.states import CaseKind
from casework.rates.rules import Span, last_months, month_key, month_span
from committees.territory.models import Committee
from jiedao.common.dates import cn_month
from jiedao.common.forms import PortalForm

WHAT = (("response", "响应"), ("solved", "解决"), ("content", "满意"))


class RatesFilter(PortalForm):
    """It lives in the address; anything that is no choice means everything."""

    month = forms.ChoiceField(label="哪个月", required=False)
    kind = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部"), *CaseKind.choices]
    )
    c = forms.ModelChoiceField(
        Committee.objects.none(),
        label="居委会",
        required=False,
        empty_label="全部",
        to_field_name="slug",
        error_messages={"invalid_choice": "没有这个居委会。"},
    )

    def __init__(self, *args: Any, today: date, committees: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = last_months(today)
        months = [(month_key(day), cn_month(day)) for day in self.whole.months]
        self.fields["month"].choices = [("", "近 12 个月"), *months]  # type: ignore[attr-defined]
        if committees is None:
            del self.fields["c"]
        else:
            self.fields["c"].queryset = committees  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def span(self) -> Span:
        month = self.cleaned_data.get("month")
        return month_span(date.fromisoformat(f"{month}-01")) if month else self.whole

    @property
    def chosen_kind(self) -> str:
        return self.cleaned_data.get("kind") or ""

    @property
    def committee(self) -> Committee | None:
        return self.cleaned_data.get("c")

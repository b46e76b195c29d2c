"""The filters of the street's pages. Every one lives in the address."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from jiedao.common.forms import LineField, PortalForm
from jiedao.portal.periods import recent_months

QUERY_MOST = 40


class FilterForm(PortalForm):
    """时间, 片区, 找居委会. Without zones on the street there is no second field."""

    period = forms.ChoiceField(label="时间", required=False)
    zone = forms.ChoiceField(label="片区", required=False)
    q = LineField(label="找居委会", required=False, max_length=QUERY_MOST)

    def __init__(self, *args: Any, zones: Iterable[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months, places = recent_months(today), list(zones)
        periods: Any = self.fields["period"]
        periods.choices = [(month.key, month.label) for month in months]
        self.fields["q"].widget.attrs["placeholder"] = "名字或拼音，例如 bgyc"
        if places:
            zone: Any = self.fields["zone"]
            zone.choices = [("", "全部片区"), *((place, place) for place in places)]
        else:
            del self.fields["zone"]

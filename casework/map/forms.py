"""Why a map with needs is printed, and where a building stands."""

from typing import Any
from unicodedata import normalize

from django import forms
from django.http import QueryDict

from casework.map.actions import LONGEST_REASON
from casework.map.models import BuildingPlace
from casework.map.rules import two_numbers
from jiedao.common.forms import PlainTextField, PortalForm, PortalModelForm

DECIMALS = 6


class PrintReasonForm(PortalForm):
    reason = PlainTextField(
        label="为什么要打印",
        rows=2,
        max_length=LONGEST_REASON,
        help_text="例如：停水时上门送水。这句话和您的名字会记下来",
        error_messages={"required": "请写“为什么要打印”，例如：停水时上门送水。"},
    )


class DegreesField(forms.DecimalField):
    """A number of degrees, kept to the sixth decimal however many a map program shows."""

    widget = forms.TextInput

    def __init__(self, *, most: int, example: str, **kwargs: Any) -> None:
        wrong = f"请写 -{most} 到 {most} 之间的数字，{example}。"
        super().__init__(
            min_value=-most,
            max_value=most,
            help_text=example,
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        text = normalize("NFKC", value) if isinstance(value, str) else value
        degrees = super().to_python(text)
        if degrees is None or not degrees.is_finite():
            return degrees
        return round(degrees, DECIMALS)


class PlaceForm(PortalModelForm[BuildingPlace]):
    """Two numbers, as a map program shows them; both may be pasted into one box."""

    lat = DegreesField(label="纬度", most=90, example="例如 31.404512")
    lng = DegreesField(label="经度", most=180, example="例如 121.489023")

    class Meta:
        model = BuildingPlace
        fields = ("lat", "lng")

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            lat, lng = two_numbers(data.get("lat", ""), data.get("lng", ""))
            data = data.copy()
            data["lat"], data["lng"] = lat, lng
        super().__init__(data, *args, **kwargs)

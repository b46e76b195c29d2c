"""Why a map with needs is printed, and where a building stands."""

from django import forms

from casework.map.actions import LONGEST_REASON
from casework.map.models import BuildingPlace
from jiedao.common.forms import PlainTextField, PortalForm, PortalModelForm


class PrintReasonForm(PortalForm):
    reason = PlainTextField(
        label="为什么要打印",
        rows=2,
        max_length=LONGEST_REASON,
        help_text="例如：停水时上门送水。这句话和您的名字会记下来",
        error_messages={"required": "请写“为什么要打印”，例如：停水时上门送水。"},
    )


class PlaceForm(PortalModelForm[BuildingPlace]):
    """Two numbers, as a map program shows them."""

    class Meta:
        model = BuildingPlace
        fields = ("lat", "lng")
        widgets = {
            name: forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
            for name in ("lat", "lng")
        }
        help_texts = {"lat": "例如 31.404512", "lng": "例如 121.489023"}
        error_messages = {
            "lat": {"invalid": "请写数字，例如 31.404512。", "required": "请写“纬度”。"},
            "lng": {"invalid": "请写数字，例如 121.489023。", "required": "请写“经度”。"},
        }

"""No form of the portal lets a line end, a tab or a bell into a text of one line."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms

from committees.care.models import LabelKind
from jiedao.common.forms import (
    LineField,
    PlainTextField,
    PortalModelForm,
    TidyCharField,
    form_field,
)

APPS = ("committees", "casework", "meetings", "elections", "jiedao")
READ_OTHERWISE = {
    "SignInForm.phone",
    "SetPasswordForm.phone",
    "CodeForm.code",
    "PersonForm.id_number",
    "ResidentForm.id_number",
    "NewResidentForm.id_number",
}
"""Numbers: whatever else stands in them is refused, or taken out, by their own reader."""


def _modules() -> Iterator[str]:
    for app in APPS:
        for module in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if module.name.rpartition(".")[2].startswith("forms"):
                yield module.name


def _forms() -> set[type[forms.BaseForm]]:
    return {
        thing
        for name in _modules()
        for thing in vars(importlib.import_module(name)).values()
        if isinstance(thing, type) and issubclass(thing, forms.BaseForm)
    }


def test_every_form_reads_a_text_of_one_line_as_one_line():
    plain = {
        f"{form.__name__}.{name}"
        for form in _forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if type(field) is forms.CharField
        and isinstance(field.widget, forms.TextInput)
        and not field.widget.is_hidden
    }

    assert plain == READ_OTHERWISE


@pytest.mark.parametrize("field", [LineField, TidyCharField])
def test_line_ends_tabs_bells_and_zero_widths_do_not_get_into_a_line(field: type[forms.Field]):
    assert field().clean("楼道\r\n灯\t不亮\x07\x1b[31m\u200b") == "楼道 灯 不亮[31m"


def test_prose_keeps_its_lines_and_loses_the_bell():
    assert PlainTextField().clean("第一行\r第二行\x07\x0b\n\t空一格") == "第一行\n第二行\n\t空一格"


class _KindForm(PortalModelForm[LabelKind]):
    class Meta:
        model = LabelKind
        fields = ("name", "source")
        widgets = {"source": forms.Textarea}


def test_a_column_of_short_text_is_a_line_unless_the_form_shows_several():
    assert isinstance(_KindForm.base_fields["name"], LineField)
    assert type(_KindForm.base_fields["source"]) is forms.CharField
    assert form_field(LabelKind._meta.get_field("name"), widget=forms.Textarea()) is not None

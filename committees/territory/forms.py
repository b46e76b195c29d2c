"""Entry for the directory. What an entry means is in `rules` and `actions`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from committees.territory.models import Committee, Estate, PartnerBody, Street
from committees.territory.rules import MOST_HOUSEHOLDS, clean_office_phone, one_line
from committees.territory.tables import MOST_BYTES
from jiedao.common.forms import (
    LineField,
    PlainTextField,
    PortalForm,
    PortalModelForm,
    TidyCharField,
)

MOST_ORDER = 999
BIGGEST = 2_000_000_000
"""The largest version number a page may carry; the column is a 32-bit integer."""


class FindForm(forms.Form):
    """小区名、路名、拼音或者首字母."""

    q = TidyCharField(label="小区名或路名", required=False, max_length=40, label_suffix="")


class OneLineField(LineField):
    """An address, hours, a duty: a line whose digits become plain."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return one_line(text) if text else text


class OfficePhoneField(TidyCharField):
    """A number as it is printed, extension and all."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "电话", "required": False, "max_length": 40, **kwargs})
        self.widget.attrs.update(inputmode="tel", autocomplete="off")

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if not text:
            return text
        try:
            return clean_office_phone(text)
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="phone") from None


class CommitteeForm(PortalForm):
    """The directory entry of one committee."""

    name = TidyCharField(label="名称", max_length=40)
    short_name = TidyCharField(label="简称", max_length=40, help_text="表格和手机上用")
    address = OneLineField(label="地址", max_length=120, required=False)
    phone = OfficePhoneField()
    hours = OneLineField(
        label="办公时间",
        max_length=80,
        required=False,
        help_text="例如 工作日 8:30–11:30，13:30–17:00",
    )
    households = forms.IntegerField(
        label="户数", min_value=0, max_value=MOST_HOUSEHOLDS, required=False
    )
    zone = TidyCharField(label="片区", max_length=20, required=False)
    order = forms.IntegerField(label="街道顺序", min_value=1, max_value=MOST_ORDER)
    version = forms.IntegerField(max_value=BIGGEST, widget=forms.HiddenInput)

    @staticmethod
    def of(committee: Committee) -> dict[str, Any]:
        """What the page shows before anybody types."""
        return {name: getattr(committee, name) for name in CommitteeForm.base_fields}

    def facts(self) -> list[tuple[str, Any]]:
        """(label, value) of everything typed, for the page with both texts."""
        return self.facts_of(self.cleaned_data)

    @classmethod
    def facts_of(cls, values: dict[str, Any]) -> list[tuple[str, Any]]:
        return [
            (str(field.label), values[name])
            for name, field in cls.base_fields.items()
            if name != "version"
        ]


class EstateForm(PortalModelForm[Estate]):
    name = TidyCharField(label="小区名", max_length=40)
    address = OneLineField(
        label="地址", max_length=120, required=False, help_text="例如 友谊路 12 弄"
    )

    class Meta:
        model = Estate
        fields = ("name", "address")


class BodyForm(PortalModelForm[PartnerBody]):
    name = TidyCharField(label="名称", max_length=60)
    phone = OfficePhoneField()
    night_phone = OfficePhoneField(label="夜间电话", help_text="急事用，24 小时有人接的号码")

    class Meta:
        model = PartnerBody
        fields = ("kind", "name", "phone", "night_phone")


class ImportForm(PortalForm):
    """A file, or the lines of one that was looked at already."""

    file = forms.FileField(label="CSV 文件", required=False)
    table = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file = values.get("file")
        if file is None and not values.get("table") and not self.errors:
            raise ValidationError("请选一个文件。")
        if file is not None and file.size > MOST_BYTES:
            raise ValidationError(f"文件太大了，最多 {MOST_BYTES // 1_000_000} MB。")
        return values

    def content(self) -> bytes:
        file = self.cleaned_data.get("file")
        return file.read() if file else str(self.cleaned_data["table"]).encode()


class NamedNumbersField(PlainTextField):
    """One line each: a name and its number. The cleaned value is a list of pairs."""

    def __init__(self, *, name_length: int, number_required: bool, **kwargs: Any) -> None:
        self.name_length, self.number_required = name_length, number_required
        super().__init__(**{"required": False, "rows": 6, **kwargs})

    def clean(self, value: Any) -> list[tuple[str, str]]:
        text = super().clean(value) or ""
        lines = [line for line in text.splitlines() if line.strip()]
        pairs = [self._pair(number, line) for number, line in enumerate(lines, 1)]
        names = [name for name, _ in pairs]
        for name in names:
            if names.count(name) > 1:
                raise ValidationError(f"“{name}”写了两次。")
        return pairs

    def _pair(self, number: int, line: str) -> tuple[str, str]:
        name, _, phone = " ".join(line.split()).partition(" ")
        if len(name) > self.name_length:
            raise ValidationError(f"第 {number} 行的名称太长，最多 {self.name_length} 个字。")
        if not phone and self.number_required:
            raise ValidationError(f"第 {number} 行少了电话，例如：供水热线 021-0000 0000。")
        try:
            return name, clean_office_phone(phone) if phone else ""
        except ValueError:
            raise ValidationError(f"第 {number} 行的电话没看懂：“{phone}”。") from None


def lines_of(pairs: Any) -> str:
    return "\n".join(f"{name} {phone}".strip() for name, phone in pairs)


class StreetForm(PortalForm):
    """The street's own page. `shown` is what the page showed, to notice a second saver."""

    address = OneLineField(label="街道地址", max_length=120, required=False)
    phone = OfficePhoneField(label="总值班电话")
    departments = NamedNumbersField(
        label="科室",
        name_length=40,
        number_required=False,
        help_text="一行一个，名称后面空一格写电话。例如：社区科 021-0000 0000",
    )
    numbers = NamedNumbersField(
        label="夜间和急事电话",
        name_length=30,
        number_required=True,
        help_text="下班以后居民看得到。例如：供水热线 021-0000 0000",
    )
    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @staticmethod
    def of(street: Street) -> dict[str, Any]:
        return {
            "address": street.address,
            "phone": street.phone,
            "departments": lines_of(street.departments.values_list("name", "phone")),
            "numbers": lines_of(street.numbers.values_list("name", "phone")),
        }

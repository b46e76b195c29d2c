"""Entry for the register and for houses."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from committees.residents.models import Resident
from committees.residents.rules import (
    NUMBERED,
    Disagrees,
    Door,
    Facts,
    read_door,
    read_id_number,
    settled,
)
from committees.residents.states import IdKind, Kinship, Sex
from committees.territory.models import Building, Committee
from committees.territory.rules import building_numbers
from jiedao.common.forms import DayField, PhoneField, PortalForm, TidyCharField
from jiedao.common.masks import mask_id, mask_phone

MOST_FLOORS = 100
MOST_PER_FLOOR = 40
BIGGEST = 2_000_000_000


OLDEST = 130
"""Years; a birth before that is a slip of the pen."""

if TYPE_CHECKING:
    _Form = PortalForm
else:
    _Form = object


class LayOutForm(PortalForm):
    """「1–12 号楼，6 层，每层 4 户」."""

    numbers = TidyCharField(label="哪几号楼", max_length=200, help_text="例如 1-12，或者 1、3、5-8")
    floors = forms.IntegerField(label="几层", min_value=1, max_value=MOST_FLOORS, initial=6)
    per_floor = forms.IntegerField(
        label="每层几户",
        min_value=0,
        max_value=MOST_PER_FLOOR,
        initial=4,
        help_text="室号按 101、102 这样排。不一样的写 0，登记住户时再添",
    )

    def clean_numbers(self) -> list[str]:
        try:
            return building_numbers(self.cleaned_data["numbers"])
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


class FindHouseholdForm(forms.Form):
    q = TidyCharField(label="楼号-室号、姓名、首字母或电话尾号", required=False, max_length=40)


class HouseholdFilterForm(FindHouseholdForm):
    """`own` false: the street finds by door only, in one of several committees."""

    c = forms.ChoiceField(label="居委会", required=False)
    field_order = ("c", "q")

    def __init__(self, data: Any, *, committees: Sequence[Committee], own: bool) -> None:
        super().__init__(data)
        if len(committees) > 1:
            choices = [(one.slug, one.short_name) for one in committees]
            cast(forms.ChoiceField, self.fields["c"]).choices = choices
        else:
            del self.fields["c"]
        if not own:
            self.fields["q"].label = "楼号-室号"


class DoorFields(_Form):
    """「3-502」, and which estate where several have such a number. Cleans to `building`."""

    committee: Committee

    def add_door(self, committee: Committee) -> None:
        self.committee = committee
        self.fields["door"] = TidyCharField(
            label="门牌", max_length=30, help_text="例如 3-502，或者 3号楼502"
        )
        estates = committee.estates.order_by("order", "pk")
        if len(estates) > 1:
            self.fields["estate"] = forms.ModelChoiceField(
                estates,
                label="哪个小区",
                required=False,
                empty_label="请选",
                error_messages={"invalid_choice": "所选的小区不属于本居委会。"},
            )

    def clean_door(self) -> Door:
        try:
            return read_door(self.cleaned_data["door"])
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None

    def find_building(self, values: dict[str, Any]) -> None:
        """Put the building of the door into `values`, or say what is missing."""
        door: Door | None = values.get("door")
        if not door:
            return
        found = Building.objects.filter(estate__committee=self.committee, number=door.building)
        if estate := values.get("estate"):
            found = found.filter(estate=estate)
        buildings = list(found.select_related("estate__committee")[:2])
        if not buildings:
            self.add_error("door", f"还没有 {door.building} 号楼，请打街道电话补上楼栋。")
        elif len(buildings) > 1:
            self.add_error("estate", f"几个小区都有 {door.building} 号楼，请选一个。")
        else:
            values["building"] = buildings[0]

    def find_dwelling(self, values: dict[str, Any]) -> None:
        """Put the flat of the door into `values`; one nobody laid out is refused."""
        self.find_building(values)
        if "building" not in values:
            return
        values["dwelling"] = values["building"].dwellings.filter(room=values["door"].room).first()
        if values["dwelling"] is None:
            self.add_error("door", f"{values['door']} 还没有登记过，请先登记那一户。")


class PersonForm(PortalForm):
    """Everything that is written down of a person."""

    name = TidyCharField(label="姓名", max_length=50)
    phone = PhoneField(label="电话", required=False)
    kinship = forms.ChoiceField(
        label="与户主关系", required=False, choices=[("", "还没写"), *Kinship.choices]
    )
    id_kind = forms.ChoiceField(
        label="证件",
        required=False,
        choices=IdKind.choices,
        initial=IdKind.UNKNOWN,
        help_text="婴儿、没有证件的人选“没有证件”",
    )
    id_number = forms.CharField(
        label="证件号",
        required=False,
        max_length=40,
        help_text="写了身份证号，出生日期和性别会自己填上",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    born_on = DayField(label="出生日期", required=False, quick=(), help_text="例如 1948-3-12")
    sex = forms.ChoiceField(label="性别", required=False, choices=[("", "还没写"), *Sex.choices])

    kept_number = ""
    """The number that is in the register already and never put into the form."""

    def clean_born_on(self) -> date | None:
        day: date | None = self.cleaned_data["born_on"]
        if day is not None:
            self._check_birth(day, "出生日期")
        return day

    def _check_birth(self, day: date, label: str) -> None:
        today = timezone.localdate()
        if day > today:
            raise ValidationError(f"{label}不能在今天以后。")
        if today.year - day.year > OLDEST:
            raise ValidationError(f"{label}是 {day.year} 年，请看看年份对不对。")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["id_kind"] = values.get("id_kind") or IdKind.UNKNOWN
        typed = values.get("id_number", "")
        if typed and values["id_kind"] == IdKind.UNKNOWN:
            values["id_kind"] = IdKind.IDENTITY
        if typed and values["id_kind"] != IdKind.NONE:
            try:
                values["id_number"] = read_id_number(values["id_kind"], typed)
            except ValueError as wrong:
                self.add_error("id_number", str(wrong))
                return values
        elif not typed and values["id_kind"] not in (IdKind.UNKNOWN, IdKind.NONE):
            values["id_number"] = self.kept_number
        if not self.errors:
            self._settle(values)
        return values

    def _settle(self, values: dict[str, Any]) -> None:
        try:
            facts = settled(self.read_facts(values))
            if facts.born_on and facts.id_kind in NUMBERED:
                self._check_birth(facts.born_on, "证件号里的出生日期")
        except Disagrees as wrong:
            self.add_error(wrong.field, wrong.reason)
        except ValidationError as wrong:
            self.add_error("id_number", wrong)

    def read_facts(self, values: dict[str, Any]) -> Facts:
        return Facts(
            name=values["name"],
            phone=values.get("phone") or "",
            kinship=values.get("kinship") or "",
            sex=values.get("sex") or "",
            born_on=values.get("born_on"),
            id_kind=values["id_kind"],
            id_number=values.get("id_number") or "",
        )

    @property
    def facts(self) -> Facts:
        return self.read_facts(self.cleaned_data)


class ResidentForm(PersonForm):
    """The numbers kept are never put into the form: an empty field leaves them as they are."""

    no_phone = forms.BooleanField(label="没有电话了", required=False)
    is_head = forms.BooleanField(label="是户主", required=False)
    version = forms.IntegerField(max_value=BIGGEST, widget=forms.HiddenInput)

    field_order = (
        "name", "phone", "no_phone", "is_head", "kinship", "id_kind", "id_number", "born_on", "sex",
    )  # fmt: skip
    kept = ("name", "is_head", "kinship", "id_kind", "born_on", "sex", "version")

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        self.resident = resident
        shown = {name: getattr(resident, name) for name in self.kept}
        super().__init__(*args, **{"initial": shown, **kwargs})
        self.fields["phone"].label = "新的电话"
        self.kept_number = resident.id_number
        if resident.phone:
            hint = f"现在是 {mask_phone(resident.phone)}。不换就空着"
            self.fields["phone"].help_text = hint
        else:
            del self.fields["no_phone"]
        if resident.id_number:
            hint = f"现在是 {mask_id(resident.id_number)}。不换就空着"
            self.fields["id_number"].help_text = hint

    def read_facts(self, values: dict[str, Any]) -> Facts:
        """A birth date that came from the old number does not speak against a new one."""
        kept = self.resident
        if kept.id_number and kept.id_kind in NUMBERED and values["id_number"] != kept.id_number:
            values = {
                **values,
                "born_on": values["born_on"] if "born_on" in self.changed_data else None,
                "sex": values["sex"] if "sex" in self.changed_data else "",
            }
        phone = "" if values.get("no_phone") else values.get("phone") or kept.phone
        return super().read_facts({**values, "phone": phone})

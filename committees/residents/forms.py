"""Entry for the register and for houses."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from committees.residents.models import Resident
from committees.residents.rules import Door, read_door
from committees.territory.models import Building, Committee, Estate
from committees.territory.rules import building_numbers
from jiedao.common.forms import DayField, PhoneField, PortalForm, TidyCharField
from jiedao.common.masks import mask_phone

PEOPLE_ON_FORM, PEOPLE_SHOWN = 6, 2
MOST_FLOORS = 100
MOST_PER_FLOOR = 40
BIGGEST = 2_000_000_000


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
    q = TidyCharField(label="楼号-室号、姓名或首字母", required=False, max_length=40)


class HouseholdForm(PortalForm):
    """A door and up to six people; the first is the head."""

    door = TidyCharField(label="门牌", max_length=30, help_text="例如 3-502，或者 3号楼502")
    estate = forms.ModelChoiceField(
        Estate.objects.none(),
        label="哪个小区",
        required=False,
        empty_label="请选",
        error_messages={"invalid_choice": "所选的小区不属于本居委会。"},
    )
    since = DayField(label="入住日期", required=False, quick=("今天",))
    another = forms.BooleanField(label="这里住着两户，这是另外一户", required=False)

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        self.committee = committee
        super().__init__(*args, **kwargs)
        estates = committee.estates.order_by("order", "pk")
        estate: Any = self.fields["estate"]
        estate.queryset = estates
        if len(estates) < 2:
            del self.fields["estate"]
        for place in range(1, PEOPLE_ON_FORM + 1):
            first = place == 1
            self.fields[f"name_{place}"] = TidyCharField(
                label="户主姓名" if first else f"第 {place} 位姓名", max_length=50, required=first
            )
            self.fields[f"phone_{place}"] = PhoneField(
                label="户主电话" if first else f"第 {place} 位电话", required=False
            )
        self.order_fields(["door", "estate", *self.person_fields(), "since", "another"])
        self.prepare()

    @staticmethod
    def person_fields() -> list[str]:
        places = range(1, PEOPLE_ON_FORM + 1)
        return [f"{kind}_{place}" for place in places for kind in ("name", "phone")]

    def first_fields(self) -> list[forms.BoundField]:
        """The door and two people: most households."""
        folded = {field.name for field in self.folded_fields()}
        return [field for field in self.visible_fields() if field.name not in folded]

    def folded_fields(self) -> list[forms.BoundField]:
        """Those after the second person."""
        return [self[name] for name in self.person_fields()[2 * PEOPLE_SHOWN :]]

    @property
    def opens(self) -> bool:
        """Something stands in the folded part."""
        return any(field.errors or field.value() for field in self.folded_fields())

    def clean_door(self) -> Door:
        try:
            return read_door(self.cleaned_data["door"])
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for place in range(2, PEOPLE_ON_FORM + 1):
            if values.get(f"phone_{place}") and not values.get(f"name_{place}"):
                self.add_error(f"name_{place}", "写了电话，请把姓名也写上。")
        if "door" in values:
            self._find_building(values)
        return values

    def _find_building(self, values: dict[str, Any]) -> None:
        door: Door = values["door"]
        found = Building.objects.filter(estate__committee=self.committee, number=door.building)
        if estate := values.get("estate"):
            found = found.filter(estate=estate)
        buildings = list(found[:2])
        if not buildings:
            self.add_error("door", f"还没有 {door.building} 号楼，请打街道电话补上楼栋。")
        elif len(buildings) > 1:
            self.add_error("estate", f"几个小区都有 {door.building} 号楼，请选一个。")
        else:
            values["building"] = buildings[0]

    def people(self) -> list[tuple[str, str]]:
        values = self.cleaned_data
        pairs = [
            (values[f"name_{place}"], values[f"phone_{place}"] or "")
            for place in range(1, PEOPLE_ON_FORM + 1)
        ]
        return [pair for pair in pairs if pair[0]]


class NewResidentForm(PortalForm):
    name = TidyCharField(label="姓名", max_length=50)
    phone = PhoneField(label="电话", required=False)


class ResidentForm(PortalForm):
    """The number kept is never put into the form: an empty field leaves it as it is."""

    name = TidyCharField(label="姓名", max_length=50)
    phone = PhoneField(label="新的电话", required=False)
    no_phone = forms.BooleanField(label="没有电话了", required=False)
    is_head = forms.BooleanField(label="是户主", required=False)
    version = forms.IntegerField(max_value=BIGGEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        self.resident = resident
        shown = {name: getattr(resident, name) for name in ("name", "is_head", "version")}
        super().__init__(*args, **{"initial": shown, **kwargs})
        if resident.phone:
            hint = f"现在是 {mask_phone(resident.phone)}。不换就空着"
            self.fields["phone"].help_text = hint
        else:
            del self.fields["no_phone"]

    def values(self) -> dict[str, Any]:
        """What `edit_resident` takes."""
        values = dict(self.cleaned_data)
        if values.pop("no_phone", False):
            return {**values, "phone": ""}
        return {**values, "phone": values["phone"] or self.resident.phone}


class MoveOutForm(PortalForm):
    until = DayField(label="搬走那天", quick=("今天", "昨天"))

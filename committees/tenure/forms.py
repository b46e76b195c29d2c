"""Entry for coming, moving and leaving, hukou and ownership."""

from typing import Any

from django import forms
from django.utils import timezone

from committees.residents.forms import DoorFields, PersonForm
from committees.residents.models import Household, Resident
from committees.residents.naming import SomebodyField, somebody
from committees.residents.rules import Facts
from committees.residents.states import Departure
from committees.tenure.states import HukouPlace
from committees.territory.models import Committee
from jiedao.common.chinese import room_key
from jiedao.common.forms import DayField, PhoneField, PortalForm, RowsField, TidyCharField

PEOPLE_ON_FORM, PEOPLE_SHOWN = 6, 2
PAST = ("今天", "昨天")


class HouseholdForm(DoorFields, PortalForm):
    """A door and up to six people; the first is the head."""

    since = DayField(label="入住日期", required=False, quick=("今天",))
    another = forms.BooleanField(label="这里住着两户，这是另外一户", required=False)

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_door(committee)
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

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for place in range(2, PEOPLE_ON_FORM + 1):
            if values.get(f"phone_{place}") and not values.get(f"name_{place}"):
                self.add_error(f"name_{place}", "写了电话，请把姓名也写上。")
        self.find_building(values)
        return values

    def people(self) -> list[Facts]:
        values = self.cleaned_data
        written = [
            Facts(name=values[f"name_{place}"], phone=values[f"phone_{place}"] or "")
            for place in range(1, PEOPLE_ON_FORM + 1)
        ]
        return [one for one in written if one.name]


class NewResidentForm(PersonForm):
    since = DayField(label="从哪天起住在这里", required=False, quick=PAST)


class MoveOutForm(PortalForm):
    until = DayField(label="搬走那天", quick=PAST)


class DepartForm(PortalForm):
    """How and when somebody left; who is head then, when it was she."""

    how = forms.ChoiceField(label="怎么离开的", choices=Departure, widget=forms.RadioSelect)
    last_day = DayField(label="哪一天", quick=PAST)
    heir = forms.ModelChoiceField(
        Resident.objects.none(),
        label="谁做户主",
        required=False,
        empty_label=None,
        error_messages={"invalid_choice": "新户主要从还住在这一户的人里选。"},
    )

    def __init__(self, *args: Any, others: Any, heir: int | None, **kwargs: Any) -> None:
        """`others`: who may be head next; `heir`: who is proposed. None of them for a member."""
        super().__init__(*args, **{"initial": {"heir": heir}, **kwargs})
        field: Any = self.fields["heir"]
        field.queryset = others
        if heir is None:
            del self.fields["heir"]


class MoveForm(DoorFields, PortalForm):
    """To which door, from which day, with whom."""

    together = RowsField(
        Resident.objects.none(),
        label="一起搬的人",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "一起搬的人要是现在同住的人。"},
    )
    since = DayField(label="从哪天起住在那里", quick=PAST)
    another = forms.BooleanField(label="那里已有人家，单独成一户", required=False)
    whose = forms.ModelChoiceField(
        Household.objects.none(),
        label="和哪一户住",
        required=False,
        empty_label="请选",
        error_messages={"invalid_choice": "请从住在那里的人家里选。"},
    )

    def __init__(self, *args: Any, committee: Committee, beside: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_door(committee)
        together: Any = self.fields["together"]
        together.queryset = beside
        if not beside:
            del self.fields["together"]
        self.fields["door"].label = "搬到哪里"
        self.order_fields(["door", "estate", "since", "together", "another", "whose"])
        self._offer_homes()
        self.prepare()

    def _offer_homes(self) -> None:
        """Only where several families live at the door: then one of them has to be named."""
        field: Any = self.fields["whose"]
        field.label_from_instance = _head_of
        found = Household.objects.filter(committee=self.committee)
        typed = str(self.data.get("door", ""))[:30] if self.is_bound else ""
        door = room_key(typed)
        living = found.living_here(timezone.localdate()).filter(dwelling__door=door)
        field.queryset = living.with_people()
        if door is None or living.count() < SEVERAL:
            del self.fields["whose"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.find_building(values)
        if "building" in values and "since" in values:
            self._choose_home(values)
        return values

    def _choose_home(self, values: dict[str, Any]) -> None:
        """The household to join, or none when they are one of their own."""
        living = Household.objects.filter(
            dwelling__building=values["building"], dwelling__room=values["door"].room
        ).living_here(timezone.localdate())
        homes = list(living.filter(until__isnull=True)[:2])
        values["join"] = None
        if values.get("another") or not homes:
            return
        if len(homes) == 1:
            values["join"] = homes[0]
        elif values.get("whose"):
            values["join"] = values["whose"]
        else:
            self.add_error(
                "whose" if "whose" in self.fields else "door", "那里住着几户，请选一户。"
            )


SEVERAL = 2


def _head_of(household: Household) -> str:
    names = [one.name for one in household.residents.all()]
    return f"{names[0]}家" if names else "还没有登记人的一户"


class HukouForm(DoorFields, PortalForm):
    """Where the hukou is: a door of this committee, or a place in words."""

    place = forms.ChoiceField(label="户籍在哪里", choices=HukouPlace, widget=forms.RadioSelect)
    address = TidyCharField(label="户籍地址", required=False, max_length=120)
    since = DayField(label="从哪天起", required=False, quick=PAST)

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_door(committee)
        self.fields["door"].required = False
        self.fields["door"].label = "在本居委会的门牌"
        self.fields["address"].help_text = "户籍在别处时写"
        self.order_fields(["place", "door", "estate", "address", "since"])
        self.prepare()

    def clean_door(self) -> Any:
        return super().clean_door() if self.cleaned_data["door"] else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("place") == HukouPlace.HERE and "door" in values:
            if not values["door"]:
                self.add_error("door", "请写户籍在哪个门牌，例如 3-502。")
            self.find_dwelling(values)
        return values


class OwnsForm(DoorFields, PortalForm):
    """A flat of this committee that a person of the register owns."""

    since = DayField(label="从哪天起", required=False, quick=())

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_door(committee)
        self.fields["door"].label = "名下的房屋"
        self.order_fields(["door", "estate", "since"])
        self.prepare()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.find_dwelling(values)
        return values


class OwnerForm(PortalForm):
    owner = SomebodyField(label="产权人")
    since = DayField(label="从哪天起", required=False, quick=())

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        self.committee = committee
        super().__init__(*args, **kwargs)

    def clean_owner(self) -> Resident | str:
        return somebody(self.committee, self.cleaned_data["owner"])


class EndForm(PortalForm):
    until = DayField(label="到哪天", quick=PAST)

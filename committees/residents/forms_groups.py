"""Entry for a residents' group."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from committees.residents.models import Dwelling, Resident, ResidentsGroup
from committees.residents.naming import SomebodyField, somebody, words_of
from committees.residents.rules import read_door
from committees.territory.models import Building, Committee
from jiedao.common.forms import PhoneField, PortalForm, RowsField, TidyCharField
from jiedao.common.masks import mask_phone

MOST_DOORS = 200
BETWEEN = re.compile(r"[\s,，、;；]+")


class GroupForm(PortalForm):
    """「第一居民小组」: who leads it, whole buildings, and single flats of others."""

    name = TidyCharField(label="居民小组", max_length=20, help_text="例如 第一居民小组")
    leader = SomebodyField(label="楼组长", required=False)
    phone = PhoneField(label="楼组长电话", required=False)
    buildings = RowsField(
        Building.objects.none(),
        label="整栋楼",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "所选的楼不属于本居委会。"},
    )
    doors = forms.CharField(
        label="另外几套",
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": "3"}),
        help_text="只管一栋楼里的几套时写门牌，例如 3-101、3-102",
    )

    def __init__(
        self, *args: Any, committee: Committee, group: ResidentsGroup | None, **kwargs: Any
    ) -> None:
        self.committee, self.group = committee, group
        first = _first(group) if group else {}
        super().__init__(*args, **{"initial": first, **kwargs})
        buildings: Any = self.fields["buildings"]
        rows = Building.objects.filter(estate__committee=committee)
        buildings.queryset = rows.select_related("estate").order_by("order", "pk")
        if group and group.leader_phone:
            self.fields["phone"].help_text = f"现在是 {mask_phone(group.leader_phone)}。不换就空着"

    def clean_leader(self) -> Resident | str:
        return somebody(self.committee, self.cleaned_data["leader"] or "")

    def clean_doors(self) -> list[Dwelling]:
        words = [word for word in BETWEEN.split(self.cleaned_data["doors"]) if word]
        if len(words) > MOST_DOORS:
            raise ValidationError(f"一次最多写 {MOST_DOORS} 套，请改成整栋楼。")
        doors = [self._door(word) for word in words]
        found = Dwelling.objects.filter(committee=self.committee, door__in=doors)
        known = {flat.door for flat in found}
        missing = [door for door in doors if door not in known]
        if missing:
            raise ValidationError(f"还没有登记过 {'、'.join(missing[:5])}。")
        return list(found)

    @staticmethod
    def _door(word: str) -> str:
        try:
            return str(read_door(word))
        except ValueError:
            raise ValidationError(f"没看懂“{word[:20]}”，请写成楼号-室号，例如 3-101。") from None

    def values(self) -> dict[str, Any]:
        """What `save_group` takes."""
        typed = self.cleaned_data
        same = self.group and typed["leader"] and "leader" not in self.changed_data
        kept = self.group.leader_phone if self.group and same else ""
        return {
            "name": typed["name"],
            "leader": typed["leader"],
            "phone": typed["phone"] or kept,
            "buildings": typed["buildings"],
            "flats": typed["doors"],
        }


def _first(group: ResidentsGroup) -> dict[str, Any]:
    """The group as it stands: a building whose flats are all in it is ticked."""
    flats = list(group.dwellings.all())
    mine: dict[int, list[Dwelling]] = {}
    for flat in flats:
        mine.setdefault(flat.building_id, []).append(flat)
    others = Dwelling.objects.filter(building__in=mine).exclude(group=group)
    mixed = set(others.values_list("building_id", flat=True))
    loose = [flat.door for flat in flats if flat.building_id in mixed]
    return {
        "name": group.name,
        "leader": words_of(group.leader, group.leader_name),
        "buildings": [pk for pk in mine if pk not in mixed],
        "doors": "、".join(loose),
    }

"""Filters of the plan and of the sheet; every one lives in the query string."""

from typing import Any

from django import forms

from casework.visits.rules import LONG, WEEK
from committees.care.models import LabelKind
from committees.residents.models import ResidentsGroup
from committees.territory.models import Building, Committee
from jiedao.common.forms import PortalForm

DUE, SOON, UNSEEN = "due", "soon", "long"
SHOWN = ((DUE, "该去的"), (SOON, f"{WEEK} 天内"), (UNSEEN, f"{LONG} 天没走访"))
URGENT, ROUTE = "urgent", "route"


class KindField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """「独居老人 · 30 天」."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} · {obj.visit_days} 天"


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """「第一小组 王桂珍」: who knows everybody there."""

    def label_from_instance(self, obj: Any) -> str:
        leader = obj.leader.name if obj.leader else obj.leader_name
        return f"{obj.name} {leader}".strip()


class PlanFilter(PortalForm):
    show = forms.ChoiceField(choices=SHOWN, required=False, widget=forms.HiddenInput)
    kind = KindField(LabelKind.objects.none(), label="关爱类别", required=False, empty_label="全部")
    building = forms.ModelChoiceField(
        Building.objects.none(),
        label="哪栋楼",
        required=False,
        empty_label="全部",
        error_messages={"invalid_choice": "这栋楼不属于本居委会，请重选。"},
    )
    group = GroupField(
        ResidentsGroup.objects.none(),
        label="谁负责",
        required=False,
        empty_label="全部",
        error_messages={"invalid_choice": "这个小组不属于本居委会，请重选。"},
    )
    order = forms.ChoiceField(
        label="怎么排", required=False, choices=[(URGENT, "先急后缓"), (ROUTE, "按楼走")]
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        planned = LabelKind.objects.filter(enabled=True, visit_days__isnull=False)
        groups = ResidentsGroup.objects.filter(committee=committee).select_related("leader")
        buildings = Building.objects.filter(estate__committee=committee)
        self.fields["kind"].queryset = planned  # type: ignore[attr-defined]
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["building"].queryset = buildings.order_by("order", "pk")  # type: ignore[attr-defined]


class SheetFilter(PortalForm):
    """What the paper shows: a building or all of them, old people or everybody looked after."""

    building = forms.ModelChoiceField(
        Building.objects.none(),
        label="哪栋楼",
        required=False,
        empty_label="全部",
        error_messages={"invalid_choice": "这栋楼不属于本居委会，请重选。"},
    )
    who = forms.ChoiceField(
        label="哪些人", required=False, choices=[("elder", "重点老人"), ("all", "全部关爱对象")]
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        buildings = Building.objects.filter(estate__committee=committee)
        self.fields["building"].queryset = buildings.order_by("order", "pk")  # type: ignore[attr-defined]

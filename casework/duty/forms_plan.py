"""Forms of the director's planning: slots, and who takes part."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.duty.approvals import own_approval, street_approval
from casework.duty.fields import ClockField, colleagues
from casework.duty.models import RotaMember, SlotRule
from casework.duty.slots import MemberLine
from casework.duty.states import Slot, SwapApproval
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.forms import PortalForm, PortalModelForm


class SlotRuleForm(PortalModelForm[SlotRule]):
    """A slot: when, on which days, how many people."""

    starts = ClockField(label="几点开始", help_text="例如 8:30")
    ends = ClockField(
        label="几点结束", help_text="不晚于开始的，算到第二天，例如夜间 20:00 到 8:00"
    )

    class Meta:
        model = SlotRule
        fields = [
            "slot",
            "starts",
            "ends",
            "on_workdays",
            "on_weekends",
            "on_festivals",
            "people",
            "with_lead",
            "age_limit_applies",
            "enabled",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].widget.attrs |= {"min": 1, "max": 4}
        slot = self.fields["slot"]
        slot.choices = [("", "请选班次"), *Slot.choices]  # type: ignore[attr-defined]
        slot.error_messages["required"] = "请选“班次”。"

    def clean_people(self) -> int:
        people: int = self.cleaned_data["people"]
        if not 1 <= people <= 4:
            raise ValidationError("“几个人”写 1 到 4。")
        return people

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("on_workdays", "on_weekends", "on_festivals")):
            self.add_error("on_workdays", "请至少勾一种日子：工作日、双休日、节假日。")
        same = SlotRule.objects.filter(
            committee=self.instance.committee,
            slot=cleaned.get("slot"),
            starts=cleaned.get("starts"),
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("starts", "已经有同一个班次、同一个时间的了。")
        return cleaned


FOLLOW = "street"


class SwapRuleForm(PortalForm):
    """换班要谁同意; a committee may also follow the street."""

    choice = forms.ChoiceField(
        label="换班要谁同意",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "请选“换班要谁同意”。"),
    )

    def __init__(self, *args: Any, committee: Committee | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, street = self.fields["choice"], street_approval()
        if committee is None:
            field.choices = SwapApproval.choices  # type: ignore[attr-defined]
            field.initial = street.value
        else:
            follow = (FOLLOW, f"照街道的（{street.label}）")
            field.choices = [follow, *SwapApproval.choices]  # type: ignore[attr-defined]
            field.initial = own_approval(committee) or FOLLOW

    @property
    def approval(self) -> SwapApproval | None:
        chosen = self.cleaned_data["choice"]
        return None if chosen == FOLLOW else SwapApproval(chosen)


@dataclass(frozen=True)
class MemberRow:
    """A person of the committee with the fields of her line."""

    person: User
    takes_part: Any
    order: Any
    flags: list[Any]


FLAGS = (
    ("no_nights", "不排夜间"),
    ("may_lead", "可以带班"),
    ("spared", "年纪大，照顾"),
)


class MembersForm(PortalForm):
    """Who takes part, in which order, and what to respect. One line a person."""

    def __init__(self, *args: Any, committee: Committee, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(colleagues(committee, on))
        rows = {row.person_id: row for row in RotaMember.objects.filter(committee=committee)}
        for position, person in enumerate(self.people, 1):
            row = rows.get(person.pk)
            inside = row is not None and (row.until is None or row.until >= on)
            self._add_line(person, row if inside else None, position)

    def _add_line(self, person: User, row: RotaMember | None, position: int) -> None:
        key = person.pk
        self.fields[f"in-{key}"] = forms.BooleanField(
            label="参加值班", required=False, initial=row is not None
        )
        self.fields[f"order-{key}"] = forms.IntegerField(
            label=f"{person.name}轮到的顺序",
            min_value=1,
            max_value=99,
            required=False,
            initial=(row.order if row else 0) or position,
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value"), "顺序写 1 到 99 的数字。"
            ),
        )
        for name, label in FLAGS:
            self.fields[f"{name}-{key}"] = forms.BooleanField(
                label=label, required=False, initial=bool(row and getattr(row, name))
            )

    @property
    def rows(self) -> list[MemberRow]:
        return [
            MemberRow(
                person,
                self[f"in-{person.pk}"],
                self[f"order-{person.pk}"],
                [self[f"{name}-{person.pk}"] for name, _ in FLAGS],
            )
            for person in self.people
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"in-{person.pk}") for person in self.people):
            self.add_error(None, "至少要有一个人参加值班。")
        return cleaned

    def lines(self) -> list[MemberLine]:
        data = self.cleaned_data
        return [
            MemberLine(
                person=person,
                order=data.get(f"order-{person.pk}") or position,
                **{name: data[f"{name}-{person.pk}"] for name, _ in FLAGS},
            )
            for position, person in enumerate(self.people, 1)
            if data[f"in-{person.pk}"]
        ]

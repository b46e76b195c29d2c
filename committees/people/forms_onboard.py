"""The form that brings a whole committee in on one page (R19)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from committees.people.forms import NAME_LENGTH
from committees.reach.states import Role
from committees.territory.models import Committee, PartnerBody
from jiedao.common.forms import DayField, PhoneField, PortalForm, TidyCharField


@dataclass(frozen=True)
class Places:
    """How many lines the page offers for a role, and what they are called."""

    role: Role
    count: int
    label: str
    has_body: bool = False


PLACES = (
    Places(Role.DIRECTOR, 1, "主任"),
    Places(Role.MEMBER, 8, "委员"),
    Places(Role.BRANCH, 1, "居民区党组织", has_body=True),
    Places(Role.STATION, 2, "社区工作站", has_body=True),
    Places(Role.OWNERS, 1, "业委会联系人", has_body=True),
    Places(Role.PROPERTY, 1, "物业联系人", has_body=True),
)


@dataclass(frozen=True)
class Line:
    """The fields of one person on the page."""

    role: Role
    label: str
    name: Any
    phone: Any
    body: Any


class OnboardForm(PortalForm):
    """Names and numbers of everybody, in the order of the notice board. Empty lines are left."""

    since = DayField(label="从哪天起", quick=("今天", "下周一"))

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee = committee
        self.bodies = {body.kind: body for body in committee.bodies.order_by("-pk")}
        for place in PLACES:
            for number in range(1, place.count + 1):
                self._add_line(place, number)
        self.prepare()

    def _add_line(self, place: Places, number: int) -> None:
        label = place.label if place.count == 1 else f"{place.label} {number}"
        stem = f"{place.role}-{number}"
        self.fields[f"{stem}-name"] = TidyCharField(
            label=f"{label}姓名", max_length=NAME_LENGTH, required=False
        )
        self.fields[f"{stem}-phone"] = PhoneField(label=f"{label}手机号", required=False)
        if place.has_body and number == 1:
            known: PartnerBody | None = self.bodies.get(place.role.value)
            self.fields[f"{place.role}-body"] = TidyCharField(
                label=f"{place.role.label}名称",
                max_length=60,
                required=False,
                initial=known.name if known else "",
            )

    def lines(self) -> Iterator[Line]:
        """The page's lines, as bound fields."""
        for place in PLACES:
            for number in range(1, place.count + 1):
                stem = f"{place.role}-{number}"
                body = self[f"{place.role}-body"] if place.has_body and number == 1 else None
                label = place.label if place.count == 1 else f"{place.label} {number}"
                yield Line(place.role, label, self[f"{stem}-name"], self[f"{stem}-phone"], body)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        filled = 0
        for line in self.lines():
            filled += self._check(line, values)
        if not filled and not self.errors:
            raise ValidationError("请至少写一位的姓名和手机号。", code="empty")
        return values

    def _check(self, line: Line, values: dict[str, Any]) -> int:
        name, phone = values.get(line.name.name), values.get(line.phone.name)
        if name and not phone and line.phone.name not in self.errors:
            self.add_error(line.phone.name, f"请写“{line.phone.label}”。")
        if phone and not name and line.name.name not in self.errors:
            self.add_error(line.name.name, f"请写“{line.name.label}”。")
        body = line.body
        if body is not None and name and not values.get(body.name) and body.name not in self.errors:
            self.add_error(body.name, f"请写“{body.label}”。")
        return int(bool(name and phone))

    def people(self) -> Iterator[tuple[Role, str, str, str]]:
        """(role, name, phone, name of the body or "") of every filled line."""
        for line in self.lines():
            name = self.cleaned_data.get(line.name.name)
            if name:
                body = self.cleaned_data.get(f"{line.role}-body", "")
                yield line.role, name, self.cleaned_data[line.phone.name], body

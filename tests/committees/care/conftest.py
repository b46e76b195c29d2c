"""People of East who are looked after."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from committees.care.actions import LabelWords, give_label
from committees.care.consents import Said
from committees.care.models import CareLabel, LabelKind
from committees.care.states import Ground
from committees.residents.models import Resident
from tests.casework.homes import move_in
from tests.cast import Cast

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
LONG_AGO = date(2024, 3, 1)
Person = Callable[..., Resident]
Label = Callable[..., CareLabel]


def kind_of(key: str) -> LabelKind:
    kind: LabelKind = LabelKind.objects.get(key=key)
    return kind


@pytest.fixture
def person(cast: Cast) -> Person:
    """`person("刘桂芳", "3-502", born_on=…)`: somebody who lives in East."""

    def come(name: str = "刘桂芳", door: str = "3-502", **values: Any) -> Resident:
        committee = values.pop("committee", cast.east)
        resident: Resident = move_in(committee, door, name).residents.get()
        for field, value in values.items():
            setattr(resident, field, value)
        resident.save()
        return resident

    return come


@pytest.fixture
def label(cast: Cast, person: Person) -> Label:
    """`label(resident, "aged")`: agreed to, unless it is granted by a body."""

    def give(resident: Resident | None = None, key: str = "lives-alone", **more: Any) -> CareLabel:
        kind = kind_of(key)
        ground = more.pop("ground", Ground.DUTY if kind.legal else Ground.CONSENT)
        at = more.pop("at", NOW)
        words = LabelWords(
            ground=ground,
            since=more.pop("since", LONG_AGO),
            source="街道认定",
            disability="limbs" if kind.detail == "disability" else "",
            grade=2 if kind.detail == "disability" else None,
            words="坐轮椅" if kind.detail == "words" else "",
        )
        said = more.pop("said", Said("本人", timezone.localdate(at)))
        return give_label(resident or person(), kind, words, by=cast.east_member, at=at, said=said)

    return give

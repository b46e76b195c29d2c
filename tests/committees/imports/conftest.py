"""An estate with two buildings, and sheets to bring."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.utils import timezone
from stdnum.iso7064 import mod_11_2

from committees.imports.actions import bring, confirm
from committees.imports.models import Batch
from committees.residents.actions import put_in_order
from committees.residents.models import Household, Resident
from committees.residents.rules import read_door
from committees.territory.models import Building, Estate
from jiedao.common.sheets import workbook
from tests.cast import Cast

HEAD = (
    "小区 楼号 室号 姓名 与户主关系 性别 出生日期 证件类型 证件号 电话 "
    "户籍 户籍地址 关爱类别 监护人 备注"
).split()
Row = dict[str, Any]


def id_number(order: int, born: str = "19560101", place: str = "990101") -> str:
    """A number nobody has: its place code 990101 does not exist."""
    body = f"{place}{born}{order:03d}"
    return body + str(mod_11_2.calc_check_digit(body))


def sheet(*rows: Row, head: Sequence[str] = HEAD) -> bytes:
    return workbook("住户", head, [[row.get(word, "") for word in head] for row in rows])


def row(name: str, door: str = "3-502", **more: Any) -> Row:
    building, _, room = door.partition("-")
    return {"楼号": building, "室号": room, "姓名": name, **more}


@pytest.fixture
def estate(cast: Cast) -> Estate:
    """东苑小区 with buildings 3 and 5 of six floors; West has its own building 3."""
    for committee in (cast.west, cast.east):
        estate = Estate.objects.create(committee=committee, name=f"{committee.short_name}小区")
        for number in ("3", "5"):
            Building.objects.create(estate=estate, number=number, floors=6)
        put_in_order(committee)
    return estate


@pytest.fixture
def bring_rows(cast: Cast, estate: Estate) -> Callable[..., Batch]:
    """Bring a workbook of these rows as East's director."""

    def bring_them(*rows: Row, by: Any = None, name: str = "住户.xlsx") -> Batch:
        batch = bring(
            cast.east, sheet(*rows), name=name, by=by or cast.east_director, at=timezone.now()
        )
        batch.refresh_from_db()
        return batch

    return bring_them


@pytest.fixture
def write_rows(cast: Cast, bring_rows: Callable[..., Batch]) -> Callable[..., Batch]:
    """Bring and confirm."""

    def write_them(*rows: Row, **choices: Any) -> Batch:
        batch = bring_rows(*rows)
        batch = confirm(batch, by=cast.east_director, at=timezone.now(), **choices)
        batch.refresh_from_db()
        return batch

    return write_them


def someone(cast: Cast, estate: Estate, name: str, door: str = "3-502", **more: Any) -> Resident:
    """Registered by hand before any sheet came."""
    at = read_door(door)
    building = estate.buildings.get(number=at.building)
    flat, _ = building.dwellings.get_or_create(
        room=at.room, defaults={"committee": cast.east, "floor": at.floor, "door": door}
    )
    home = flat.households.first() or Household.objects.create(committee=cast.east, dwelling=flat)
    return Resident.objects.create(committee=cast.east, household=home, name=name, **more)

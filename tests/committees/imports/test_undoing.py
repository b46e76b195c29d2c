"""A batch taken back within seven days, except for whom it was used since."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.doors.actions import keep_up
from casework.doors.models import DoorRecord
from casework.log.models import LogEntry
from committees.care.models import CareLabel, Consent, EmergencyContact, LabelKind
from committees.imports.actions import bring, confirm
from committees.imports.models import Batch
from committees.imports.undoing import undo, uses_of
from committees.residents.actions import edit_resident
from committees.residents.models import Dwelling, Household, Resident
from committees.residents.rules import Facts
from committees.tenure.models import Hukou, Residence
from committees.territory.models import Building, Estate
from jiedao.common.errors import Refused
from tests.cast import Cast
from tests.committees.imports.conftest import id_number, row, sheet, someone

pytestmark = pytest.mark.django_db
Bring = Callable[..., Batch]


def two_homes() -> list[dict[str, str]]:
    return [
        row("张文娟", 与户主关系="户主", 证件号=id_number(2), 户籍="人户一致", 关爱类别="低保"),
        row("李建国", 与户主关系="配偶"),
        row("王小妹", "5-101", 与户主关系="户主", 关爱类别="独居老人"),
    ]


def everything() -> list[int]:
    models = (Resident, Household, Dwelling, Residence, Hukou, CareLabel, Consent)
    return [model._default_manager.count() for model in models]


def test_what_nobody_used_goes_without_a_trace(cast: Cast, write_rows: Bring):
    batch = write_rows(*two_homes(), consent=True, paper="柜子")
    assert everything() == [3, 2, 2, 3, 1, 2, 1]

    assert undo(batch, by=cast.east_member, at=timezone.now()) == (3, 0)

    assert everything() == [0] * 7


def test_it_can_be_brought_again_afterwards(cast: Cast, write_rows: Bring):
    undo(write_rows(*two_homes()), by=cast.east_director, at=timezone.now())

    assert write_rows(*two_homes()).written == 3


def test_a_contact_an_edit_or_a_label_by_hand_keeps_the_person_and_says_so(
    cast: Cast, write_rows: Bring
):
    batch = write_rows(
        *two_homes(), row("赵四", "5-201"), row("孙六", "5-301"), row("钱七", "5-401")
    )
    by_name = {one.name: one for one in Resident.objects.all()}
    EmergencyContact.objects.create(
        committee=cast.east, resident=by_name["王小妹"], name="邻居", kinship="邻居",
        phone="021-00000001",
    )  # fmt: skip
    edit_resident(
        by_name["赵四"],
        by=cast.east_member,
        version=1,
        facts=Facts("赵四", "021-00000002"),
        is_head=False,
    )
    CareLabel.objects.create(
        committee=cast.east, resident=by_name["孙六"], kind=LabelKind.objects.get(name="低保"),
        since=date(2026, 11, 1), review_on=date(2027, 11, 1), ground="duty",
        noted_by=cast.east_member,
    )  # fmt: skip

    why = {
        Resident.objects.get(pk=pk).name: words for pk, words in uses_of(batch).residents.items()
    }
    assert why == {"王小妹": {"紧急联系人"}, "赵四": {"后来改过"}, "孙六": {"关爱情况"}}

    assert undo(batch, by=cast.east_director, at=timezone.now()) == (3, 3)
    assert sorted(Resident.objects.values_list("name", flat=True)) == ["孙六", "王小妹", "赵四"]
    assert Household.objects.count() == Dwelling.objects.count() == 3


def test_somebody_written_into_the_household_by_hand_keeps_the_household(
    cast: Cast, estate: Estate, write_rows: Bring
):
    batch = write_rows(*two_homes())
    someone(cast, estate, "后来的", "5-101")

    assert undo(batch, by=cast.east_director, at=timezone.now()) == (2, 1)
    assert sorted(Resident.objects.values_list("name", flat=True)) == ["后来的", "王小妹"]


def test_a_log_entry_keeps_everybody_of_the_household(cast: Cast, write_rows: Bring):
    batch = write_rows(*two_homes())
    LogEntry.objects.create(
        committee=cast.east,
        kind="home",
        text="在家",
        author=cast.east_member,
        happened_on=timezone.localdate(),
        household=Household.objects.get(dwelling__door="3-502"),
    )

    why = uses_of(batch).residents
    assert {words for of_one in why.values() for words in of_one} == {"记录"}
    assert undo(batch, by=cast.east_director, at=timezone.now()) == (1, 2)


def test_a_household_that_was_there_before_stays(cast: Cast, estate: Estate, write_rows: Bring):
    before = someone(cast, estate, "早就在", "3-502")
    batch = write_rows(*two_homes())

    undo(batch, by=cast.east_director, at=timezone.now())

    assert list(Resident.objects.all()) == [before]
    assert Household.objects.get() == before.household


def test_a_changed_row_says_again_what_it_said_before(
    cast: Cast, estate: Estate, bring_rows: Bring
):
    known = someone(cast, estate, "张文娟", phone="021-00000001", born_on=date(1956, 1, 1))
    batch = bring_rows(row("张文娟", 证件号=id_number(2), 电话="021-0000 0009", 户籍="外省市"))
    confirm(batch, by=cast.east_director, at=timezone.now(), lines=[2])
    known.refresh_from_db()
    assert (known.phone, known.id_number, known.hukous.count()) == ("021-00000009", id_number(2), 1)

    undo(batch, by=cast.east_director, at=timezone.now())

    known.refresh_from_db()
    assert (known.phone, known.id_number, known.id_index) == ("021-00000001", "", "")
    assert (known.born_on, known.hukous.count()) == (date(1956, 1, 1), 0)


def test_after_seven_days_it_is_too_late(cast: Cast, write_rows: Bring):
    batch = write_rows(*two_homes())

    with pytest.raises(Refused, match="超过 7 天"):
        undo(batch, by=cast.east_director, at=timezone.now() + timedelta(days=7))
    assert Resident.objects.count() == 3


def test_a_batch_of_which_everybody_was_used_is_not_undone(
    cast: Cast, estate: Estate, write_rows: Bring
):
    batch = write_rows(row("张文娟"))
    edit_resident(
        Resident.objects.get(),
        by=cast.east_member,
        version=1,
        facts=Facts("张文娟"),
        is_head=True,
    )

    with pytest.raises(Refused, match="都用过了"):
        undo(batch, by=cast.east_director, at=timezone.now())


def test_the_streets_setup_takes_its_buildings_back_too(cast: Cast, estate: Estate):
    batch = bring(
        cast.west, sheet(row("张文娟", "9-1102", 小区="新小区")), name="a.xlsx", by=cast.clerk,
        at=timezone.now(),
    )  # fmt: skip
    confirm(batch, by=cast.clerk, at=timezone.now())
    assert Building.objects.filter(number="9").exists()

    undo(batch, by=cast.clerk, at=timezone.now())

    assert not Building.objects.filter(number="9").exists()
    assert not Estate.objects.filter(name="新小区").exists()


# The plan of visits follows the labels of a sheet


def one_looked_after() -> list[dict[str, str]]:
    return [
        row("张文娟", 与户主关系="户主", 出生日期="1940-01-01", 关爱类别="低保"),
        row("王小妹", "5-101", 与户主关系="户主"),
    ]


def test_imported_labels_set_the_next_visit_at_once(write_rows: Bring):
    write_rows(*one_looked_after())

    door = DoorRecord.objects.get()
    assert door.household.dwelling.door == "3-502"
    assert door.visit_days == 90
    assert door.next_visit_on is not None


def test_a_planned_visit_keeps_nobody_and_goes_with_the_batch(cast: Cast, write_rows: Bring):
    batch = write_rows(*one_looked_after())
    keep_up(cast.east, on=timezone.localdate())

    assert not uses_of(batch).residents
    assert undo(batch, by=cast.east_director, at=timezone.now()) == (2, 0)
    assert not DoorRecord.objects.exists()
    assert not Household.objects.exists()


def test_a_door_somebody_stood_at_keeps_the_household(cast: Cast, write_rows: Bring):
    batch = write_rows(*one_looked_after())
    DoorRecord.objects.update(last_tried_on=timezone.localdate())

    assert undo(batch, by=cast.east_director, at=timezone.now()) == (1, 1)
    assert Household.objects.get().dwelling.door == "3-502"

"""A sheet becomes households, once, and all of it or nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from committees.care.models import CareLabel, Consent
from committees.imports.actions import BroughtBefore, bring, confirm
from committees.imports.models import Batch, BatchRow, Made
from committees.imports.persons import Person
from committees.imports.register import Judged, Register
from committees.imports.states import State
from committees.residents.models import Dwelling, Household, Resident
from committees.tenure.models import Hukou, Residence
from committees.territory.models import Estate
from committees.upkeep.retention import clear_person
from jiedao.common.errors import Refused
from tests.cast import Cast
from tests.committees.imports.conftest import id_number, row, sheet, someone
from tests.conftest import Entrance

pytestmark = pytest.mark.django_db
Bring = Callable[..., Batch]


def a_family() -> list[dict[str, str]]:
    return [
        row(
            "张文娟", 与户主关系="户主", 证件号=id_number(2), 电话="021-0000 0001", 户籍="人户一致"
        ),
        row("李建国", 与户主关系="配偶", 性别="男", 出生日期="1954-03-13", 备注="耳朵不好"),
        row("王小妹", "5-101", 与户主关系="户主", 户籍="外省市", 户籍地址="安徽省某县"),
    ]


def test_a_family_stands_in_the_register_with_where_it_lives_and_where_its_hukou_is(
    write_rows: Bring,
):
    batch = write_rows(*a_family())

    assert (batch.state, batch.written) == (State.DONE, 3)
    wife = Resident.objects.get(name="张文娟")
    assert (wife.is_head, wife.sex, str(wife.born_on)) == (True, "female", "1956-01-01")
    assert (wife.phone, wife.pinyin, wife.id_kind) == ("021-00000001", "zhangwenjuan", "identity")
    assert [one.name for one in wife.household.residents.all()] == ["张文娟", "李建国"]
    assert wife.residences.get().household == wife.household
    assert wife.hukous.get().dwelling == wife.household.dwelling
    assert Hukou.objects.get(resident__name="王小妹").address == "安徽省某县"
    assert Made.objects.get(resident__name="李建国").note == "耳朵不好"


def test_every_present_person_lives_where_her_open_residence_is(write_rows: Bring):
    write_rows(*a_family())

    for one in Resident.objects.present():
        assert Residence.objects.current().get(resident=one).household_id == one.household_id


def test_the_same_file_is_not_written_twice(cast: Cast, estate: Estate):
    content, at = sheet(*a_family()), timezone.now()
    written = bring(cast.east, content, name="住户.xlsx", by=cast.east_director, at=at)
    confirm(written, by=cast.east_director, at=at)

    with pytest.raises(BroughtBefore) as before:
        bring(cast.east, content, name="再来.xlsx", by=cast.east_member, at=at)

    assert before.value.batch == written
    assert Resident.objects.count() == 3


def test_the_same_people_in_another_file_are_known_by_number_or_by_door_name_and_birth_date(
    write_rows: Bring, bring_rows: Bring
):
    write_rows(*a_family())

    again = bring_rows(*reversed(a_family()))

    assert (again.fresh, again.changed, again.same) == (0, 0, 3)


def test_a_changed_value_is_shown_and_written_only_when_it_was_chosen(
    cast: Cast, write_rows: Bring, bring_rows: Bring
):
    write_rows(*a_family())
    other = row("张文娟", 证件号=id_number(2), 电话="021-0000 0009")

    batch = bring_rows(other, row("新来的", "5-201"))
    assert (batch.changed, batch.fresh) == (1, 1)
    confirm(batch, by=cast.east_director, at=timezone.now())
    assert Resident.objects.get(name="张文娟").phone == "021-00000001"

    batch = bring_rows(other)
    confirm(batch, by=cast.east_director, at=timezone.now(), lines=[2])
    assert Resident.objects.get(name="张文娟").phone == "021-00000009"
    assert Resident.objects.count() == 4


def test_somebody_registered_by_hand_gets_her_number_from_the_sheet(
    cast: Cast, estate: Estate, bring_rows: Bring
):
    known = someone(cast, estate, "张文娟")

    batch = bring_rows(row("张文娟", 证件号=id_number(2)))
    assert batch.changed == 1
    confirm(batch, by=cast.east_director, at=timezone.now(), all_changes=True)

    known.refresh_from_db()
    assert (known.id_number, known.version) == (id_number(2), 2)
    assert Resident.objects.count() == 1


def test_wrong_lines_stop_the_batch_unless_somebody_leaves_them_out(cast: Cast, bring_rows: Bring):
    batch = bring_rows(*a_family(), row("无门牌", ""))
    assert (batch.fresh, batch.bad) == (3, 1)

    with pytest.raises(Refused, match="1 行有问题"):
        confirm(batch, by=cast.east_director, at=timezone.now())
    assert Resident.objects.count() == 0

    confirm(batch, by=cast.east_director, at=timezone.now(), without_bad=True)
    assert Resident.objects.count() == 3


def test_a_register_that_changed_in_between_is_looked_at_again_and_nothing_is_written(
    cast: Cast, estate: Estate, bring_rows: Bring
):
    batch = bring_rows(*a_family())
    someone(cast, estate, "张文娟", id_kind="identity", id_number=id_number(2))

    confirm(batch, by=cast.east_director, at=timezone.now())

    batch.refresh_from_db()
    assert (batch.state, Resident.objects.count()) == (State.READING, 1)
    assert "重新核对" in batch.reason


def test_a_granted_label_needs_no_consent_and_another_one_does(write_rows: Bring):
    write_rows(row("张文娟", 关爱类别="低保、独居老人"), consent=True, paper="柜子 2 号盒")

    granted, seen = CareLabel.objects.order_by("-ground")
    assert (granted.kind.name, granted.ground, granted.consent) == ("低保", "duty", None)
    assert (seen.kind.name, seen.ground) == ("独居老人", "consent")
    assert Consent.objects.get() == seen.consent


def test_without_consent_the_person_is_written_and_the_label_is_not(write_rows: Bring):
    write_rows(row("张文娟", 关爱类别="低保、独居老人"))

    assert [label.kind.name for label in CareLabel.objects.all()] == ["低保"]


def test_a_childs_label_needs_the_guardian(bring_rows: Bring, write_rows: Bring):
    child = row("小明", 出生日期="2016-05-13", 关爱类别="困境儿童")
    assert bring_rows(child).bad == 1

    write_rows({**child, "监护人": "张文娟"}, consent=True, paper="柜子 2 号盒")

    label = CareLabel.objects.get()
    assert (label.ground, label.consent.given_by, label.consent.purpose) == (
        "guardian", "张文娟", "child",
    )  # fmt: skip


def test_lines_of_a_written_batch_are_gone_and_the_wrong_ones_stay(write_rows: Bring):
    batch = write_rows(*a_family(), row("无门牌", ""), without_bad=True)

    assert [one.number for one in BatchRow.objects.filter(batch=batch)] == [5]


def test_the_street_makes_buildings_at_setup_and_nobody_else_does(
    cast: Cast, estate: Estate, bring_rows: Bring
):
    rows = [row("张文娟", "9-1102"), row("李建国", "9-101")]
    assert bring_rows(*rows).bad == 2

    batch = bring(cast.west, sheet(*rows), name="西.xlsx", by=cast.clerk, at=timezone.now())
    confirm(batch, by=cast.clerk, at=timezone.now())

    flat = Dwelling.objects.get(door="9-1102")
    assert (flat.building.floors, flat.committee) == (11, cast.west)
    assert Household.objects.filter(committee=cast.west).count() == 2


def test_the_street_brings_nothing_once_the_committee_has_a_register_of_its_own(
    cast: Cast, estate: Estate
):
    someone(cast, estate, "张文娟")

    with pytest.raises(Refused, match="已经有自己登记的住户"):
        bring(cast.east, sheet(row("李建国")), name="x.xlsx", by=cast.clerk, at=timezone.now())


def test_somebody_who_left_is_not_written_a_second_time(
    cast: Cast, estate: Estate, bring_rows: Bring
):
    someone(
        cast,
        estate,
        "张文娟",
        id_kind="identity",
        id_number=id_number(2),
        departed_on=date(2026, 1, 1),
        departure="moved",
    )

    batch = bring_rows(row("张文娟", "5-101", 证件号=id_number(2)))

    assert batch.bad == 1


def test_a_number_that_somebody_else_writes_down_at_this_moment_stops_the_whole_batch(
    cast: Cast, estate: Estate, bring_rows: Bring, monkeypatch: pytest.MonkeyPatch
):
    batch = bring_rows(*a_family())
    judged = Register.judge

    def and_meanwhile(register: Register, person: Person, *rest: Any) -> Judged:
        found = judged(register, person, *rest)
        if person.name == "王小妹":
            someone(cast, estate, "同号的", id_kind="identity", id_number=id_number(2))
        return found

    monkeypatch.setattr(Register, "judge", and_meanwhile)
    confirm(batch, by=cast.east_director, at=timezone.now())

    batch.refresh_from_db()
    assert (batch.state, Resident.objects.count()) == (State.READING, 0)


def test_the_remark_of_the_sheet_stands_on_the_person_s_page(
    cast: Cast, enter: Entrance, write_rows: Bring
):
    write_rows(*a_family())
    him, her = (Resident.objects.get(name=name) for name in ("李建国", "张文娟"))

    page = enter(cast.east_member).get(f"/residents/{him.pk}/").content.decode()
    hers = enter(cast.east_member).get(f"/residents/{her.pk}/").content.decode()
    street = enter(cast.clerk).get(f"/residents/{him.pk}/").content.decode()
    assert "导入时的备注" in page
    assert "耳朵不好" in page
    assert "导入时的备注" not in hers
    assert "耳朵不好" not in street


def test_the_remark_goes_when_time_clears_the_person(cast: Cast, write_rows: Bring):
    write_rows(*a_family())
    him = Resident.objects.get(name="李建国")
    clear_person(him)
    assert Made.objects.get(resident=him).note == ""

"""The roll by rule, from the register: complete, repeatable, and never against a hand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.journal.models import AuditEntry
from committees.residents.states import Departure
from elections.electorate.building import Built, build_roll
from elections.electorate.models import Freeze, Voter
from jiedao.common.errors import Refused
from meetings.representatives.models import Seat
from tests.elections.electorate.people import a_resident
from tests.elections.makers import an_election

pytestmark = pytest.mark.django_db
ID = "310113195601010021"


def reasons(election):
    rows = Voter.objects.filter(election=election)
    return {voter.name: (voter.listed, voter.why) for voter in rows}


def test_every_resident_is_in_or_out_with_the_reason(cast):
    a_resident(cast.east, "张文娟", group="第 2 组", phone="10000000012", id_number=ID)
    a_resident(cast.east, "张小宝", born_on=date(2020, 1, 1))
    a_resident(cast.east, "李外地", "4-101", hukou="elsewhere")
    away = a_resident(cast.east, "陈远", "4-102")
    type(away).objects.filter(pk=away.pk).update(departed_on="2026-01-01", departure="moved")
    dead = a_resident(cast.east, "孙故", "4-103")
    type(dead).objects.filter(pk=dead.pk).update(departed_on="2026-01-01", departure="died")
    a_resident(cast.west, "吴西")
    election = an_election(cast.east)

    built = build_roll(election, by=cast.east_director)

    assert built == Built(listed=1, out=3, added=4, changed=0, kept=0)
    assert reasons(election) == {
        "张文娟": (True, "户籍在本社区并居住"),
        "张小宝": (False, "2020年1月1日出生，选举日不满 18 周岁"),
        "李外地": (False, "户籍不在本社区，经常居住的由本人申请才登记"),
        "陈远": (False, "户籍在本社区、不住在这里，本人表示参加才登记"),
    }
    line = Voter.objects.get(name="张文娟")
    assert (line.group, line.door, line.initials) == ("第 2 组", "3-502", "zwj")
    assert line.id_index == line.resident.id_index
    assert line.phone_tail == line.resident.phone_tail
    assert AuditEntry.objects.get(act="roll.build").object_label == "在名单上 1 人，不在 3 人"


def test_a_second_run_changes_nothing(cast):
    a_resident(cast.east, "张文娟")
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)
    before = Voter.objects.values_list("pk", "version").get()

    built = build_roll(election, by=cast.east_director)

    assert (built.added, built.changed) == (0, 0)
    assert Voter.objects.values_list("pk", "version").get() == before


def test_a_run_follows_the_register(cast):
    moved = a_resident(cast.east, "张文娟")
    corrected = a_resident(cast.east, "李敏", "4-101", born_on=None)
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)
    type(moved).objects.filter(pk=moved.pk).update(
        departed_on="2026-01-01", departure=Departure.DIED
    )
    corrected.born_on = date(1960, 1, 1)
    corrected.save()

    built = build_roll(election, by=cast.east_director)

    assert built.changed == 2
    assert reasons(election) == {
        "张文娟": (False, "住户登记里没有这个人了"),
        "李敏": (True, "户籍在本社区并居住"),
    }


def test_what_a_hand_decided_stays(cast):
    a_resident(cast.east, "李外地", hukou="elsewhere")
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)
    Voter.objects.update(listed=True, by_hand=True, why="本人申请", ground="habitual")

    built = build_roll(election, by=cast.east_director)

    assert (built.listed, built.changed, built.kept) == (1, 0, 1)
    assert reasons(election) == {"李外地": (True, "本人申请")}


def test_somebody_added_by_hand_is_met_again_when_the_register_learns_of_her(cast):
    election = an_election(cast.east)
    Voter.objects.create(
        election=election, name="张文娟", id_index="x" * 32, by_hand=True, why="补"
    )
    resident = a_resident(cast.east, "张文娟")
    type(resident).objects.filter(pk=resident.pk).update(id_index="x" * 32)

    build_roll(election, by=cast.east_director)

    voter = Voter.objects.get()
    assert (voter.resident_id, voter.why, voter.listed) == (resident.pk, "补", True)


def test_of_two_residents_with_one_paper_the_second_is_off_with_the_reason(cast):
    a_resident(cast.east, "张文娟", id_kind="identity", id_number=ID)
    a_resident(cast.east, "张文鹃", "4-101", id_kind="permit", id_number=ID)
    election = an_election(cast.east)

    build_roll(election, by=cast.east_director)

    assert reasons(election)["张文鹃"] == (
        False,
        "证件号和名单上的张文娟一样，请核对是不是同一个人",
    )


def test_in_household_mode_one_line_a_household_is_listed(cast):
    a_resident(cast.east, "张大伯", born_on=date(1940, 1, 1))
    a_resident(cast.east, "张文娟", is_head=True)
    a_resident(cast.east, "李敏", "4-101")
    election = an_election(cast.east, mode="household")

    built = build_roll(election, by=cast.east_director)

    assert built.listed == 2
    assert reasons(election) == {
        "张大伯": (False, "每户一位代表，这一户是张文娟"),
        "张文娟": (True, "户籍在本社区并居住"),
        "李敏": (True, "户籍在本社区并居住"),
    }


def test_in_household_mode_whom_a_hand_chose_speaks_for_the_household(cast):
    a_resident(cast.east, "张大伯")
    a_resident(cast.east, "张文娟", is_head=True)
    election = an_election(cast.east, mode="household")
    build_roll(election, by=cast.east_director)
    Voter.objects.filter(name="张大伯").update(listed=True, by_hand=True, why="本户推选")

    built = build_roll(election, by=cast.east_director)

    assert built.listed == 1
    assert reasons(election)["张文娟"] == (False, "每户一位代表，这一户是张大伯")


def test_in_representative_mode_the_roster_of_polling_day_is_the_roll(cast):
    a_resident(cast.east, "张文娟")
    for name, until in (("李敏", None), ("赵离", date(2025, 1, 1))):
        Seat.objects.create(
            committee=cast.east,
            board="representative",
            group="第 1 组",
            name=name,
            since=date(2024, 1, 1),
            until=until,
        )
    election = an_election(cast.east, mode="representative")

    first = build_roll(election, by=cast.east_director)
    second = build_roll(election, by=cast.east_director)

    assert reasons(election) == {"李敏": (True, "在居民代表名册上")}
    assert (first.added, second.added, second.changed) == (1, 0, 0)


def test_a_roll_costs_the_same_few_queries_whoever_is_on_it(cast):
    build_roll(an_election(cast.east, rehearsal=True), by=cast.east_director)
    counts = []
    for people in (1, 3):
        for number in range(people):
            a_resident(cast.east, f"张{'一二三'[number]}", f"{people}-10{number}")
        election = an_election(cast.east, rehearsal=True)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            build_roll(election, by=cast.east_director)
        counts.append(len(queries))

    assert counts == [13, 13]


@pytest.mark.parametrize("confirmed", [None, "2026-11-23T08:00:00Z"])
def test_a_frozen_roll_is_not_built_again(cast, confirmed):
    election = an_election(cast.east, stage="roll")
    Freeze.objects.create(
        election=election,
        entitled=0,
        digest="0" * 64,
        made_by=cast.east_director,
        confirmed_by=cast.east_member if confirmed else None,
        confirmed_at=confirmed,
    )

    with pytest.raises(Refused, match="冻结"):
        build_roll(election, by=cast.east_director)


@pytest.mark.parametrize("who", ["west_director", "clerk", "east_branch", "east_station"])
def test_only_the_committees_own_keepers_build_it(cast, who):
    with pytest.raises(Refused, match="选举委员会和居委会"):
        build_roll(an_election(cast.east), by=getattr(cast, who))


def test_from_polling_day_on_the_roll_is_what_it_is(cast):
    with pytest.raises(Refused, match="现在是“投票”"):
        build_roll(an_election(cast.east, stage="polling"), by=cast.east_director)

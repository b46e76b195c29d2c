"""What a hand does to the roll: with a reason, in the change list, never behind the rule's back."""

from datetime import date

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from elections.electorate.building import build_roll
from elections.electorate.hand import (
    Because,
    Person,
    add_voter,
    correct_voter,
    list_voter,
    strike_voter,
)
from elections.electorate.models import Freeze, RollChange, Voter
from jiedao.common.errors import Conflict, Refused
from tests.elections.electorate.people import GROWN, a_resident
from tests.elections.makers import an_election

pytestmark = pytest.mark.django_db
BECAUSE = Because("本人申请", "申请书 3 号")
ID = "310113195601010021"


@pytest.fixture
def hand(cast):
    """Keywords of every act."""
    return {"by": cast.east_director, "at": timezone.now()}


def test_somebody_the_register_lacks_is_added_with_reason_and_paper(cast, hand):
    election = an_election(cast.east)
    person = Person("李外", GROWN, "4-101", "第 1 组", "10000000012", ID)

    voter = add_voter(election, person, "habitual", BECAUSE, **hand)

    voter.refresh_from_db()
    assert (voter.listed, voter.by_hand, voter.why) == (True, True, "本人申请")
    assert (voter.pinyin, voter.group, bool(voter.id_index)) == ("liwai", "第 1 组", True)
    assert RollChange.objects.get().get_hand_display() == "补上"
    assert AuditEntry.objects.get(act="roll.add").by == cast.east_director


MINOR = Person("李小", date(2015, 1, 1))


@pytest.mark.parametrize(
    ("person", "ground", "reason"),
    [
        (MINOR, "lives", "2015年1月1日出生，选举日不满 18 周岁。"),
        (Person("李某"), "lives", "出生日期没有登记，不知道满没满 18 周岁。"),
        (Person("李某", GROWN), "representative", "这次不由居民代表选举，请另选一个依据。"),
        (Person("张文娟", GROWN, "3-502"), "lives", "张文娟（3-502）已经在名单上了。"),
    ],
)
def test_nobody_is_added_against_the_rules(cast, hand, person, ground, reason):
    a_resident(cast.east, "张文娟")
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)

    with pytest.raises(Refused) as refused:
        add_voter(election, person, ground, BECAUSE, **hand)

    assert refused.value.reason == reason
    assert Voter.objects.count() == 1


def test_who_has_a_line_that_is_off_the_roll_is_listed_there(cast, hand):
    a_resident(cast.east, "李外", hukou="city")
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)
    with pytest.raises(Refused, match="请打开那一行补进名单"):
        add_voter(election, Person("李外", GROWN, "3-502"), "habitual", BECAUSE, **hand)

    voter = list_voter(Voter.objects.get(), "habitual", BECAUSE, version=1, **hand)

    assert (voter.listed, voter.ground, voter.version) == (True, "habitual", 2)


def test_two_of_one_name_at_one_door_are_two_people_when_their_birthdays_differ(cast, hand):
    a_resident(cast.east, "张文娟")
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)

    add_voter(election, Person("张文娟", date(1999, 1, 1), "3-502"), "lives", BECAUSE, **hand)

    assert Voter.objects.on_roll().count() == 2


def test_who_is_struck_keeps_her_line_and_the_reason(cast, hand):
    a_resident(cast.east, "张文娟")
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)

    voter = strike_voter(Voter.objects.get(), Because("在西苑登记", "电话核对"), version=1, **hand)
    build_roll(election, by=cast.east_director)

    voter.refresh_from_db()
    assert (voter.listed, voter.ground, voter.why) == (False, "", "在西苑登记")
    with pytest.raises(Refused, match="已经不在名单上"):
        strike_voter(voter, BECAUSE, version=2, **hand)


def test_a_correction_says_what_stood_there(cast, hand):
    a_resident(cast.east, "张文娟", group="第 2 组")
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)

    person = Person("张文鹃", GROWN, "3-502", "第 2 组")
    correct_voter(Voter.objects.get(), person, Because("写错了字"), version=1, **hand)

    voter = Voter.objects.get()
    assert (voter.name, voter.initials, voter.listed, voter.by_hand) == (
        "张文鹃",
        "zwj",
        True,
        True,
    )
    assert RollChange.objects.get().was == "第 2 组 张文娟 3-502"


def test_a_birthday_that_makes_a_minor_of_a_voter_is_refused(cast, hand):
    a_resident(cast.east, "张文娟")
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)

    with pytest.raises(Refused, match="不满 18 周岁"):
        correct_voter(
            Voter.objects.get(), Person("张文娟", date(2015, 1, 1)), BECAUSE, version=1, **hand
        )


def test_one_paper_belongs_to_one_line(cast, hand):
    election = an_election(cast.east)
    add_voter(election, Person("李甲", GROWN, id_number=ID), "lives", BECAUSE, **hand)
    other = add_voter(election, Person("李乙", GROWN), "lives", BECAUSE, **hand)

    with pytest.raises(Refused, match="这个证件号是名单上李甲的"):
        correct_voter(other, Person("李乙", GROWN, id_number=ID), BECAUSE, version=1, **hand)


def test_of_two_who_change_a_line_at_once_the_second_reads_both_texts(cast, hand):
    a_resident(cast.east, "张文娟")
    election = an_election(cast.east)
    build_roll(election, by=cast.east_director)
    voter = Voter.objects.get()
    correct_voter(voter, Person("张文鹃", GROWN), Because("错字"), version=1, **hand)

    with pytest.raises(Conflict):
        strike_voter(voter, BECAUSE, version=1, **hand)


def test_a_household_has_one_speaker_whoever_is_listed_last(cast, hand):
    a_resident(cast.east, "张大伯")
    a_resident(cast.east, "张文娟", is_head=True)
    election = an_election(cast.east, mode="household")
    build_roll(election, by=cast.east_director)

    list_voter(Voter.objects.get(name="张大伯"), "lives", Because("本户推选"), version=1, **hand)

    assert [voter.name for voter in Voter.objects.on_roll()] == ["张大伯"]
    assert Voter.objects.get(name="张文娟").why == "每户一位代表，这一户是张大伯"
    assert [change.hand for change in RollChange.objects.order_by("pk")] == ["strike", "add"]


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_frozen_roll_takes_no_hand(cast, hand, confirmed):
    a_resident(cast.east, "张文娟")
    election = an_election(cast.east, stage="roll")
    build_roll(election, by=cast.east_director)
    voter = Voter.objects.get()
    Freeze.objects.create(
        election=election,
        entitled=1,
        digest="0" * 64,
        made_by=cast.east_director,
        confirmed_by=cast.east_member if confirmed else None,
        confirmed_at=timezone.now() if confirmed else None,
    )
    acts = [
        lambda: add_voter(election, Person("李", GROWN), "lives", BECAUSE, **hand),
        lambda: strike_voter(voter, BECAUSE, version=1, **hand),
        lambda: correct_voter(voter, Person("李", GROWN), BECAUSE, version=1, **hand),
    ]

    for act in acts:
        with pytest.raises(Refused, match="冻结"):
            act()
    assert Voter.objects.get().version == 1


@pytest.mark.parametrize("who", ["west_director", "clerk", "leader", "east_branch"])
def test_nobody_else_writes_on_the_roll(cast, hand, who):
    election = an_election(cast.east)
    hand["by"] = getattr(cast, who)

    with pytest.raises(Refused, match="选举委员会和居委会"):
        add_voter(election, Person("李", GROWN), "lives", BECAUSE, **hand)

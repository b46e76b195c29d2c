"""照规则改回: what a hand decided is taken back, and the register speaks again."""

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
from elections.electorate.models import Freeze, Objection, RollBatch, RollChange, Voter
from elections.electorate.ruling import back_to_rule
from jiedao.common.errors import Conflict, Refused
from meetings.representatives.models import Seat
from tests.elections.electorate.people import GROWN, a_home, a_resident
from tests.elections.makers import an_election

pytestmark = pytest.mark.django_db
BECAUSE = Because("听说搬走了", "邻居说")


@pytest.fixture
def hand(cast):
    return {"by": cast.east_director, "at": timezone.now()}


@pytest.fixture
def election(cast):
    a_resident(cast.east, "张文娟")
    a_resident(cast.east, "李外", "4-101", hukou="city")
    return an_election(cast.east)


def line(name):
    return Voter.objects.select_related("election").get(name=name)


def back(name, hand, why="弄错了", **more):
    voter = line(name)
    return back_to_rule(voter, why, version=more.get("version", voter.version), **hand)


def test_who_was_struck_by_hand_stands_there_again_as_the_rule_says(cast, election, hand):
    build_roll(election, **hand)
    strike_voter(line("张文娟"), BECAUSE, version=1, **hand)

    back("张文娟", hand)

    voter = line("张文娟")
    assert (voter.listed, voter.ground, voter.by_hand) == (True, "lives", False)
    assert (voter.why, voter.evidence) == ("户籍在本社区并居住", "")
    last = RollChange.objects.last()
    assert (last.hand, last.why) == ("add", "照规则改回：弄错了")
    assert AuditEntry.objects.get(act="roll.back-to-rule").by == cast.east_director


def test_who_was_listed_by_hand_is_off_again_with_the_reason_of_the_rule(election, hand):
    build_roll(election, **hand)
    list_voter(line("李外"), "habitual", BECAUSE, version=1, **hand)

    back("李外", hand)

    voter = line("李外")
    assert (voter.listed, voter.ground, voter.by_hand) == (False, "", False)
    assert voter.why == "户籍不在本社区，经常居住的由本人申请才登记"
    assert RollChange.objects.last().hand == "strike"


def test_a_corrected_line_says_again_what_the_register_says(election, hand):
    build_roll(election, **hand)
    correct_voter(line("张文娟"), Person("张文涓", GROWN, "3-502"), BECAUSE, version=1, **hand)

    back("张文涓", hand)

    assert line("张文娟").version == 3
    last = RollChange.objects.last()
    assert (last.hand, last.was) == ("correct", "张文涓 3-502")


def test_from_then_on_a_run_follows_the_register(cast, election, hand):
    build_roll(election, **hand)
    strike_voter(line("张文娟"), BECAUSE, version=1, **hand)
    back("张文娟", hand)
    line("张文娟").resident.__class__.objects.filter(name="张文娟").update(born_on=date(2015, 1, 1))

    build_roll(election, **hand)

    assert line("张文娟").why == "2015年1月1日出生，选举日不满 18 周岁"


@pytest.mark.parametrize("name", ["张文娟", "李外"])
def test_a_line_of_the_rule_is_not_taken_back(election, hand, name):
    build_roll(election, **hand)

    with pytest.raises(Refused, match="本来就是照规则的"):
        back(name, hand)


def test_for_somebody_the_register_does_not_know_there_is_no_rule(election, hand):
    add_voter(election, Person("王某", GROWN, "9-901"), "habitual", BECAUSE, **hand)

    with pytest.raises(Refused, match="住户登记里没有王某"):
        back("王某", hand)

    assert line("王某").by_hand


def test_a_line_of_a_file_has_no_rule(cast, election, hand):
    build_roll(election, **hand)
    batch = RollBatch.objects.create(election=election, name="表.xlsx", made_by=cast.east_director)
    Voter.objects.filter(name="张文娟").update(batch=batch)
    with pytest.raises(Refused, match="导入的行没有规则"):
        back("张文娟", hand)

    Voter.objects.filter(name="张文娟").update(by_hand=True)
    with pytest.raises(Refused, match="导入的行没有规则"):
        back("张文娟", hand)


def test_what_an_objection_decided_stays(election, hand):
    build_roll(election, **hand)
    objection = Objection.objects.create(
        election=election,
        voter=line("张文娟"),
        asks="strike",
        about="张文娟",
        words="不住这里",
        filed_by="邻居",
        filed_on=GROWN,
        due_on=GROWN,
    )
    strike_voter(line("张文娟"), Because("查实", "户口簿", objection), version=1, **hand)

    with pytest.raises(Refused, match="有申诉的决定"):
        back("张文娟", hand)


def test_it_says_why_and_waits_for_an_open_roll(cast, election, hand):
    build_roll(election, **hand)
    strike_voter(line("张文娟"), BECAUSE, version=1, **hand)
    with pytest.raises(Refused, match="请写为什么"):
        back("张文娟", hand, why="  ")
    with pytest.raises(Conflict):
        back("张文娟", hand, version=1)
    Freeze.objects.create(
        election=election, number=1, entitled=1, digest="0" * 64, made_by=cast.east_director
    )
    with pytest.raises(Refused, match="等另一个人确认冻结"):
        back("张文娟", hand)


# One a household


def test_with_her_come_those_who_stepped_back_for_her(cast, hand):
    home = a_home(cast.east, "3-502")
    head = a_resident(cast.east, "张家主", is_head=True)
    wife = a_resident(cast.east, "李家妻")
    assert {head.household, wife.household} == {home}
    a_resident(cast.east, "张家女", born_on=date(2015, 1, 1))
    a_resident(cast.east, "别家", "4-101")
    election = an_election(cast.east, mode="household")
    build_roll(election, **hand)
    list_voter(line("李家妻"), "lives", Because("她来投", "委托书"), version=1, **hand)
    assert line("张家主").why == "每户一位代表，这一户是李家妻"

    back("李家妻", hand)

    one, other = line("张家主"), line("李家妻")
    assert (one.listed, one.by_hand) == (True, False)
    assert (other.listed, other.by_hand) == (False, False)
    assert other.why == "每户一位代表，这一户是张家主"
    assert line("别家").version == line("张家女").version == 1
    hands = dict(RollChange.objects.order_by("pk").values_list("voter__name", "hand"))
    assert hands == {"李家妻": "strike", "张家主": "add"}


def test_a_representative_struck_by_hand_comes_back_from_the_roster(cast, hand):
    Seat.objects.create(
        committee=cast.east, board="representative", group="第一小组", name="代一", since=GROWN
    )
    election = an_election(cast.east, mode="representative")
    build_roll(election, **hand)
    strike_voter(line("代一"), BECAUSE, version=1, **hand)

    back("代一", hand)

    assert (line("代一").listed, line("代一").ground) == (True, "representative")


# The page


def test_the_line_offers_it_where_a_hand_decided(cast, election, hand, enter):
    build_roll(election, **hand)
    voter, desk = line("张文娟"), enter(cast.east_director)
    page = f"/e/{election.key}/roll/{voter.pk}/"
    assert f"{page}rule/" not in desk.get(page).content.decode()
    strike_voter(voter, BECAUSE, version=1, **hand)
    assert f"{page}rule/" in desk.get(page).content.decode()

    assert desk.post(f"{page}rule/", {"version": 2, "why": ""}).status_code == 422
    old = desk.post(f"{page}rule/", {"version": 1, "why": "弄错了"})
    assert (old.status_code, "照规则" in old.content.decode()) == (409, True)
    assert desk.post(f"{page}rule/", {"version": 2, "why": "弄错了"}).status_code == 303

    assert line("张文娟").listed

"""冻结: two people, a digest anybody can compute, a reason for every later version."""

import hashlib
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from elections.electorate.building import build_roll
from elections.electorate.canonical import canonical_roll, digest_of
from elections.electorate.freezing import (
    CHANGED,
    blockers,
    confirm_freeze,
    freeze_of,
    make_freeze,
    reopen_roll,
    roll_text,
    withdraw_freeze,
)
from elections.electorate.hand import Because, Person, add_voter
from elections.electorate.models import Freeze, Objection, Voter
from elections.timetable.models import Election, Step
from jiedao.common.errors import Refused
from tests.elections.electorate.people import GROWN, a_resident, hang
from tests.elections.makers import an_election

pytestmark = pytest.mark.django_db
ID = "310113195601010021"


def hung(cast, committee=None, **more):
    """A roll with one voter that hung long enough ago for objections to be over."""
    committee = committee or cast.east
    director = cast.east_director if committee == cast.east else cast.west_director
    more.setdefault("name", "张文娟")
    a_resident(committee, more.pop("name"), group="第 2 组", **more)
    election = an_election(committee)
    build_roll(election, by=director)
    Election.objects.filter(pk=election.pk).update(stage="roll")
    hang(election)
    election.refresh_from_db()
    return election


def test_the_text_is_that_of_the_paper_and_its_digest_a_plain_sha256():
    polling = date(2026, 12, 20)
    people = [("第 2 组", "张文娟"), ("", "李敏"), ("第 1 组", "王桂珍")]

    text = canonical_roll("东苑居委会", polling, people)

    assert text == (
        "选民名单\n东苑居委会\n2026-12-20\n3\n未分组\t李敏\n第 1 组\t王桂珍\n第 2 组\t张文娟\n"
    )
    assert digest_of(text) == hashlib.sha256(text.encode()).hexdigest()
    assert canonical_roll("东苑居委会", polling, reversed(people)) == text


@pytest.mark.parametrize(
    "people",
    [
        [("第 2 组", "张文娟"), ("第 2 组", "张文娟")],
        [("第 1 组", "张文娟")],
        [("第 2 组", "张文鹃")],
        [],
    ],
)
def test_whatever_the_paper_says_otherwise_changes_the_digest(people):
    polling = date(2026, 12, 20)
    one = digest_of(canonical_roll("东苑居委会", polling, [("第 2 组", "张文娟")]))

    assert digest_of(canonical_roll("东苑居委会", polling, people)) != one


def test_one_makes_it_and_another_confirms_it(cast):
    election, now, today = hung(cast), timezone.now(), timezone.localdate()

    made = make_freeze(election, by=cast.east_director, at=now, today=today)
    assert freeze_of(election) is None
    with pytest.raises(Refused, match="要请另一个人确认"):
        confirm_freeze(made, by=cast.east_director, at=now, today=today)
    confirm_freeze(made, by=cast.east_member, at=now, today=today)

    frozen = freeze_of(election)
    assert (frozen.number, frozen.entitled) == (1, 1)
    assert frozen.digest == digest_of(roll_text(election))
    assert Step.objects.get(election=election, code="freeze").done_on == today
    with pytest.raises(Refused, match="已经冻结"):
        confirm_freeze(made, by=cast.east_member, at=now, today=today)
    with pytest.raises(Refused, match="不能撤回"):
        withdraw_freeze(made, by=cast.east_member)


def test_before_it_is_confirmed_it_may_be_taken_back(cast):
    election, now, today = hung(cast), timezone.now(), timezone.localdate()
    made = make_freeze(election, by=cast.east_director, at=now, today=today)

    withdraw_freeze(made, by=cast.east_member)

    assert not Freeze.objects.exists()
    add_voter(election, Person("李", GROWN), "lives", Because("漏"), by=cast.east_member, at=now)


def test_a_later_version_says_why_and_has_its_own_digest(cast):
    election, now, today = hung(cast), timezone.now(), timezone.localdate()
    first = make_freeze(election, by=cast.east_director, at=now, today=today)
    first = confirm_freeze(first, by=cast.east_member, at=now, today=today)

    reopen_roll(first, why="漏了李敏", by=cast.east_director, at=now)
    add_voter(election, Person("李敏", GROWN), "lives", Because("漏"), by=cast.east_member, at=now)
    second = make_freeze(election, by=cast.east_director, at=now, today=today)
    second = confirm_freeze(second, by=cast.east_member, at=now, today=today)

    assert (second.number, second.entitled, second.why) == (2, 2, "漏了李敏")
    assert second.digest != first.digest
    assert freeze_of(election) == second


def test_from_polling_day_on_nobody_opens_it_again(cast):
    election, now, today = hung(cast), timezone.now(), timezone.localdate()
    made = make_freeze(election, by=cast.east_director, at=now, today=today)
    made = confirm_freeze(made, by=cast.east_member, at=now, today=today)
    Election.objects.update(stage="polling")

    with pytest.raises(Refused, match="现在是“投票”"):
        reopen_roll(made, why="晚了", by=cast.east_director, at=now)


def words(election):
    return [one.words for one in blockers(election, timezone.localdate())]


def test_everything_in_the_way_is_named(cast):
    election = an_election(cast.east)
    assert words(election) == ["名单还没有公布。", "名单上还没有人。"]

    ready = hung(cast, cast.west)
    assert words(ready) == []
    today = timezone.localdate()
    Step.objects.filter(election=ready, code="roll").update(done_on=today)
    Objection.objects.create(
        election=ready,
        asks="add",
        about="李",
        words="漏",
        filed_by="李",
        filed_on=today,
        due_on=today,
    )

    until, objection = words(ready)
    assert until.startswith("申诉可以提到")
    assert objection == "还有 1 条申诉没有决定。"
    with pytest.raises(Refused, match="还有 1 条申诉没有决定"):
        make_freeze(ready, by=cast.west_director, at=timezone.now(), today=today)


def test_somebody_on_two_rolls_blocks_both_until_one_side_strikes_her(cast):
    east = hung(cast, id_number=ID)
    west = hung(cast, cast.west, name="张文鹃", id_number=ID)

    assert words(east) == words(west) == ["有 1 人也在别的居委会的名单上，要有一边去掉。"]
    Voter.objects.filter(election=west).update(listed=False)
    assert words(east) == []


def test_a_rehearsal_makes_nobody_a_voter_elsewhere(cast):
    east = hung(cast, id_number=ID)
    west = hung(cast, cast.west, id_number=ID)
    Election.objects.filter(pk=west.pk).update(rehearsal=True)

    assert words(east) == []


postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="the guard is a trigger of PostgreSQL"
)


@postgresql
@pytest.mark.parametrize("waits", [True, False])
def test_the_database_refuses_whatever_forgets_to_ask(cast, waits):
    election, now, today = hung(cast), timezone.now(), timezone.localdate()
    made = make_freeze(election, by=cast.east_director, at=now, today=today)
    if not waits:
        confirm_freeze(made, by=cast.east_member, at=now, today=today)
    voters = Voter.objects.filter(election=election)
    acts = [
        lambda: voters.update(listed=False),
        lambda: voters.delete(),
        lambda: Voter.objects.create(election=election, name="李"),
    ]

    for act in acts:
        with pytest.raises(DatabaseError, match="is frozen"), transaction.atomic():
            act()


def test_a_roll_that_changed_behind_the_portal_is_not_confirmed(cast):
    election, now, today = hung(cast), timezone.now(), timezone.localdate()
    made = make_freeze(election, by=cast.east_director, at=now, today=today)
    Freeze.objects.filter(pk=made.pk).update(digest="f" * 64)

    with pytest.raises(Refused) as refused:
        confirm_freeze(made, by=cast.east_member, at=now, today=today)
    assert refused.value.reason == CHANGED

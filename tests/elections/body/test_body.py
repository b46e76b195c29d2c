"""The election body: chosen, left, moved up; and the people of polling day with their postings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.people.models import Posting
from committees.reach.states import Role
from elections.body.actions import (
    Chosen,
    Nominated,
    choose,
    leave,
    leave_when_nominated,
    make_head,
)
from elections.body.models import BodyMember, Official
from elections.body.officials import Appointment, appoint, release
from elections.body.postings import Account
from elections.body.querysets import serving
from elections.body.rules import may_serve, next_in_line, size_fits
from elections.rulesets.rules import LAW_2025
from elections.timetable.moving import call_off
from jiedao.common.errors import Refused
from tests.elections.makers import a_body, an_election

TODAY = timezone.localdate()
HEAD = Account(Role.ELECTION_HEAD, name="卫平安", phone="10000000201")


@pytest.fixture
def election(cast):
    return an_election(cast.east)


def names(election) -> list[str]:
    return [one.name for one in serving(election).order_by("rank")]


@pytest.mark.parametrize(("members", "fits"), [(6, False), (7, True), (9, True), (10, False)])
def test_a_body_has_seven_to_nine_members(members, fits):
    assert bool(size_fits(LAW_2025, members)) is fits


def test_nobody_in_line_means_nobody_moves_up():
    assert next_in_line([]) is None


def test_a_member_is_written_down_in_the_order_of_the_choice(cast, election):
    for name in ("卫一", "卫二"):
        choose(election, Chosen(name), by=cast.east_director, on=TODAY)

    assert names(election) == ["卫一", "卫二"]
    assert AuditEntry.objects.filter(act="body.choose").count() == 2


@pytest.mark.parametrize("who", ["clerk", "west_director", "east_owners", "admin"])
def test_only_the_committees_own_people_write_it(cast, election, who):
    with pytest.raises(Refused, match="由本居委会来做"):
        choose(election, Chosen("卫一"), by=getattr(cast, who), on=TODAY)


def test_one_more_than_the_rule_set_allows_is_a_reserve(cast, election):
    a_body(election, 9)

    with pytest.raises(Refused, match="最多 9 人，请写成候补"):
        choose(election, Chosen("卫十"), by=cast.east_director, on=TODAY)
    member, _ = choose(election, Chosen("卫十", reserve=True), by=cast.east_director, on=TODAY)
    assert member.reserve


def test_nobody_stands_there_twice(cast, election):
    a_body(election)

    with pytest.raises(Refused, match="已经在名单里"):
        choose(election, Chosen("选委3"), by=cast.east_director, on=TODAY)


def test_the_head_comes_with_an_account_that_lives_as_long_as_the_election(cast, election):
    head, code = choose(
        election, Chosen("卫平安", post="head", account=HEAD), by=cast.east_director, on=TODAY
    )

    assert len(code) == 6
    assert head.posting.role == Role.ELECTION_HEAD
    assert head.user.reach.in_elections == {cast.east.pk}
    assert not head.user.reach.committee_ids

    call_off(election, by=cast.clerk, why="换个时间", on=TODAY + timedelta(days=1))

    assert Posting.objects.get(pk=head.posting.pk).until == TODAY


def test_there_is_one_head(cast, election):
    a_body(election)

    with pytest.raises(Refused, match="已经有主任：选委1"):
        choose(election, Chosen("卫平安", post="head"), by=cast.east_director, on=TODAY)


def test_another_head_makes_the_first_one_a_member_again(cast, election):
    first, _ = choose(
        election, Chosen("卫平安", post="head", account=HEAD), by=cast.east_director, on=TODAY
    )
    second, _ = choose(election, Chosen("卫二"), by=cast.east_director, on=TODAY)
    account = Account(Role.ELECTION_HEAD, name="卫二", phone="10000000202")

    later = TODAY + timedelta(days=3)
    make_head(second, account, by=cast.east_director, on=later)

    first.refresh_from_db()
    assert first.post == "member"
    assert first.posting.until == later - timedelta(days=1)


def test_a_member_cannot_open_accounts(cast, election):
    with pytest.raises(Refused, match="由居委会主任或者选举委员会主任"):
        choose(election, Chosen("卫平安", post="head", account=HEAD), by=cast.east_member, on=TODAY)


def test_who_leaves_keeps_the_row_and_the_next_in_line_takes_the_place(cast, election):
    members = a_body(election, 7, reserves=2)

    change = leave(members[3], why="resigned", by=cast.east_director, on=TODAY)

    assert [one.name for one in change.moved_up] == ["选委8"]
    gone = BodyMember.objects.get(pk=members[3].pk)
    assert (gone.left_on, gone.left_why) == (TODAY, "resigned")
    assert BodyMember.objects.get(name="选委8").took_over_from == gone
    assert AuditEntry.objects.filter(act="body.move-up").count() == 1


def test_a_reserve_who_leaves_is_followed_by_nobody(cast, election):
    members = a_body(election, 7, reserves=2)

    assert leave(members[7], why="resigned", by=cast.east_director, on=TODAY).moved_up == ()


def test_nobody_leaves_twice(cast, election):
    member = a_body(election)[2]
    leave(member, why="resigned", by=cast.east_director, on=TODAY)

    with pytest.raises(Refused, match="已经离开"):
        leave(member, why="resigned", by=cast.east_director, on=TODAY)


def test_who_is_nominated_leaves_and_so_do_her_near_kin(cast, election):
    members = a_body(election, 7, reserves=2)

    leave_when_nominated(
        election, Nominated("选委2", kin=[members[4]]), by=cast.east_director, on=TODAY
    )

    why = dict(BodyMember.objects.exclude(left_why="").values_list("name", "left_why"))
    assert why == {"选委2": "nominated", "选委5": "kin_nominated"}
    assert {"选委8", "选委9"} <= set(names(election))


def test_under_the_older_law_kin_stay(cast):
    election = an_election(cast.east, rules="law_2018")
    members = a_body(election)

    change = leave_when_nominated(
        election, Nominated("别人", kin=[members[4]]), by=cast.east_director, on=TODAY
    )

    assert change is None
    assert "选委5" in names(election)


# The people of polling day


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({}, True),
        ({"name": "郑候选"}, False),
        ({"name": "郑候选", "is_somebody_else": True}, True),
        ({"no_kin": False}, False),
    ],
)
def test_a_candidate_and_her_near_kin_do_not_work_on_polling_day(changes, allowed):
    said = {"name": "任监票", "is_somebody_else": False, "no_kin": True, **changes}
    name = said.pop("name")

    assert bool(may_serve(name, candidates=["郑候选"], **said)) is allowed


@pytest.mark.parametrize(
    ("duty", "role"),
    [
        ("scrutineer", Role.SCRUTINEER),
        ("teller", Role.TELLER),
        ("issuer", Role.ISSUER),
        ("caller", None),
    ],
)
def test_work_in_the_portal_comes_with_a_posting(cast, election, duty, role):
    account = Account(role, name="任一", phone="10000000203") if role else None
    appointment = Appointment(duty, "任一", account, no_kin=True)

    official, code = appoint(election, appointment, by=cast.east_director, on=TODAY)

    assert bool(code) is bool(role)
    assert (official.posting.role if official.posting else None) == role


def test_somebody_with_an_account_keeps_it(cast, election):
    account = Account(Role.TELLER, person=cast.east_station)

    official, code = appoint(
        election,
        Appointment("teller", "顾小琴", account, no_kin=True),
        by=cast.east_director,
        on=TODAY,
    )

    assert (official.user, code) == (cast.east_station, "")


def test_one_person_does_one_thing_with_an_account(cast, election):
    account = Account(Role.TELLER, person=cast.east_station)
    appoint(
        election,
        Appointment("teller", "顾小琴", account, no_kin=True),
        by=cast.east_director,
        on=TODAY,
    )
    issuer = Account(Role.ISSUER, person=cast.east_station)

    with pytest.raises(Refused, match="一个人只做一样"):
        appoint(
            election,
            Appointment("issuer", "顾小琴", issuer, no_kin=True),
            by=cast.east_director,
            on=TODAY,
        )


def test_there_is_one_chief_scrutineer(cast, election):
    Official.objects.create(election=election, duty="scrutineer", name="任一", since=TODAY)

    with pytest.raises(Refused, match="总监票人只有一位"):
        appoint(
            election,
            Appointment("scrutineer", "任二", no_kin=True),
            by=cast.east_director,
            on=TODAY,
        )


def test_a_known_number_says_neither_whose_nor_where(cast, election):
    account = Account(Role.TELLER, name="任一", phone=cast.west_member.phone)

    with pytest.raises(Refused) as refused:
        appoint(
            election, Appointment("teller", "任一", account, no_kin=True),
            by=cast.east_director, on=TODAY,
        )  # fmt: skip
    assert cast.west_member.name not in refused.value.reason


def test_who_is_let_go_loses_the_posting(cast, election):
    account = Account(Role.TELLER, name="任一", phone="10000000204")
    official, _ = appoint(
        election, Appointment("teller", "任一", account, no_kin=True),
        by=cast.east_director, on=TODAY,
    )  # fmt: skip

    later = TODAY + timedelta(days=2)
    release(official, by=cast.east_director, on=later)

    official.refresh_from_db()
    assert official.posting.until == later - timedelta(days=1)
    with pytest.raises(Refused, match="已经不做"):
        release(official, by=cast.east_director, on=later)

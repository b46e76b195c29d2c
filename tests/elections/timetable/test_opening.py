"""The street opens an election: its round, contests and dates come with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.terms.models import Mandate
from elections.rulesets.models import RuleSet
from elections.timetable.actions import Asked, Opening, open_election
from elections.timetable.models import Election
from jiedao.common.errors import Refused
from tests.elections.makers import LONG_ENOUGH, SEATS, an_election

NOW = timezone.now()
TODAY = timezone.localdate()


def an_opening(**changes):
    values = {
        "polling_on": TODAY + LONG_ENOUGH,
        "rule_set": RuleSet.objects.get(code="law_2025"),
        "term_number": 8,
        "seats": SEATS,
        **changes,
    }
    return Opening(**values)


def test_an_election_comes_with_a_round_its_contests_and_all_its_steps(cast):
    election = open_election(cast.east, an_opening(), by=cast.clerk, at=NOW)

    first = election.rounds.get()
    contests = [(contest.post, contest.seats) for contest in first.contests.all()]
    assert contests == [("chair", 1), ("vice_chair", 1), ("member", 3)]
    assert election.steps.count() == 19
    assert election.steps.get(code="polling").due_on == election.polling_on
    assert str(election) == "东苑居委会 第 8 届换届选举"


def test_its_rule_set_is_sealed_and_the_journal_knows(cast):
    election = open_election(cast.east, an_opening(), by=cast.clerk, at=NOW)

    assert election.rule_set.__class__.objects.get(code="law_2025").sealed_at is not None
    assert AuditEntry.objects.get(act="election.begin").committee == cast.east


def test_a_copy_of_the_rules_needs_its_second_person_first(cast):
    law = RuleSet.objects.get(code="law_2025")
    copy = RuleSet.objects.create(
        code="street-1",
        name="本街道",
        based_on=law,
        reason="指导组通知",
        made_by=cast.clerk,
        **law.values(),
    )

    with pytest.raises(Refused, match="另一个人同意"):
        open_election(cast.east, an_opening(rule_set=copy), by=cast.clerk, at=NOW)


@pytest.mark.parametrize("who", ["east_director", "east_branch", "admin", "auditor", "stranger"])
def test_nobody_but_the_street_opens_one(cast, who):
    with pytest.raises(Refused, match="由街道开启"):
        open_election(cast.east, an_opening(), by=getattr(cast, who), at=NOW)

    assert not Election.objects.exists()


@pytest.mark.parametrize("ahead", [timedelta(days=-1), timedelta(days=400)])
def test_polling_day_lies_within_a_year(cast, ahead):
    with pytest.raises(Refused, match="一年以内"):
        open_election(cast.east, an_opening(polling_on=TODAY + ahead), by=cast.clerk, at=NOW)


@pytest.mark.parametrize(("members", "fine"), [(1, False), (3, True), (7, True), (8, False)])
def test_a_term_fills_five_to_nine_seats(cast, members, fine):
    seats = {"chair": 1, "vice_chair": 1, "member": members}
    opening = an_opening(seats=seats)
    if fine:
        assert open_election(cast.east, opening, by=cast.clerk, at=NOW).pk
        return
    with pytest.raises(Refused, match="5 到 9 人"):
        open_election(cast.east, opening, by=cast.clerk, at=NOW)


def test_a_by_election_may_fill_one_seat(cast):
    election = open_election(
        cast.east,
        an_opening(kind="by_election", seats={"member": 1}, basis="申请 1 号"),
        by=cast.clerk,
        at=NOW,
    )

    assert election.rounds.get().contests.get().seats == 1


def test_one_at_a_time_but_a_rehearsal_beside_it(cast):
    an_election(cast.east)

    with pytest.raises(Refused, match="已经有一次选举在进行"):
        open_election(cast.east, an_opening(), by=cast.clerk, at=NOW)
    rehearsal = open_election(cast.east, an_opening(rehearsal=True), by=cast.clerk, at=NOW)
    assert str(rehearsal).endswith("（演练）")


def a_recall(mandate, **changes):
    polling = TODAY + timedelta(days=25)
    asked = {"signed": 240, "base": 1_200, "reason": "三年没有参加会议", "received_on": TODAY}
    petition = Asked(**{**asked, **changes})
    return an_opening(
        kind="recall",
        recalls=mandate,
        seats={},
        basis="罢免要求 1 号",
        petition=petition,
        polling_on=polling,
    )


@pytest.fixture
def mandate(cast):
    return Mandate.objects.create(
        committee=cast.east, person=cast.east_director, post="chair", since=TODAY
    )


def test_a_recall_asks_about_one_mandate_and_names_nobody(cast, mandate):
    election = open_election(cast.east, a_recall(mandate), by=cast.clerk, at=NOW)

    first = election.rounds.get()
    assert (first.kind, first.contests.get().post) == ("recall", "chair")
    assert not election.steps.filter(code="candidates").exists()
    assert (election.petition.signed, election.petition.base) == (240, 1_200)


def test_a_recall_is_about_somebody_of_this_committee(cast, mandate):
    with pytest.raises(Refused, match="请选罢免谁"):
        open_election(cast.west, a_recall(mandate), by=cast.clerk, at=NOW)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"signed": 239}, "至少 240 人，现在 239 人"),
        ({"signed": 19, "base": 60, "by_representatives": True}, "至少 20 人，现在 19 人"),
        ({"received_on": TODAY - timedelta(days=6)}, "30 天以内要表决"),
        ({"signed": 1_201}, "不能多于总人数"),
    ],
)
def test_a_petition_is_large_enough_and_voted_on_in_time(cast, mandate, changes, words):
    with pytest.raises(Refused, match=words):
        open_election(cast.east, a_recall(mandate, **changes), by=cast.clerk, at=NOW)


def test_a_third_of_the_representatives_may_ask_as_well(cast, mandate):
    asked = a_recall(mandate, signed=20, base=60, by_representatives=True)

    assert open_election(cast.east, asked, by=cast.clerk, at=NOW).petition.by_representatives


@pytest.mark.parametrize("kind", ["by_election", "recall"])
def test_a_by_election_and_a_recall_name_what_they_rest_on(cast, kind):
    with pytest.raises(Refused, match="请写依据"):
        open_election(cast.east, an_opening(kind=kind), by=cast.clerk, at=NOW)

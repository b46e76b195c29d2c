"""From a nomination on paper to the formal list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from elections.body.models import BodyMember
from elections.candidates.actions import (
    Proposal,
    answer,
    nominate,
    present,
    review,
    tie,
    untie,
    withdraw,
)
from elections.candidates.listing import settle_list, settle_order
from elections.candidates.models import Candidate, KinTie, OnBallot
from elections.electorate.models import Voter
from elections.timetable.models import Contest, Election, Step
from elections.timetable.moving import retime
from jiedao.common.errors import Conflict, Refused
from tests.elections.makers import a_body, a_candidate, a_voter, an_election, voters

TODAY = timezone.localdate()


@pytest.fixture
def election(cast):
    return an_election(cast.east, stage="nomination")


def propose(cast, election, name="钱进", post="member", **more):
    voter = more.pop("voter", None) or a_voter(election, name, more.pop("door", "3-502"))
    backers = more.pop("backers", None) or voters(election, 10)
    proposal = Proposal(voter, post, backers, **more)
    return nominate(election, proposal, by=cast.east_director, on=TODAY)


def test_a_nomination_keeps_everybody_who_signed(cast, election):
    candidate = propose(cast, election)

    assert (candidate.label, candidate.state) == ("钱进", "nominated")
    assert candidate.backers.count() == 10
    assert candidate.strokes == 10
    assert AuditEntry.objects.get(act="candidates.nominate").object_label == "钱进"


@pytest.mark.parametrize("stage", ["roll", "candidates", "polling"])
def test_names_are_proposed_at_their_stage_alone(cast, election, stage):
    Election.objects.filter(pk=election.pk).update(stage=stage)

    with pytest.raises(Refused, match="不能登记提名"):
        propose(cast, election)


def test_a_paper_of_after_the_last_day_is_not_taken_until_the_street_moves_it(cast, election):
    step = election.steps.get(code="nomination_end")
    Step.objects.filter(pk=step.pk).update(due_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="自荐和提名到"):
        propose(cast, election)

    retime(step, to=TODAY, why="人数不够", by=cast.clerk, on=TODAY)

    assert propose(cast, election, name="钱又进", backers=list(Voter.objects.all()[:10]))


def test_nine_signatures_are_too_few_and_her_own_does_not_count(cast, election):
    nominee = a_voter(election, "钱进")
    nine = voters(election, 9)

    with pytest.raises(Refused, match="要 10 名以上选民签名，现在 9 名"):
        propose(cast, election, voter=nominee, backers=[*nine, nominee])


def test_whoever_signs_is_on_this_roll(cast, election):
    struck = a_voter(election, "孙某", listed=False, why="搬走")
    with pytest.raises(Refused, match="孙某不在这次选举的选民名单上"):
        propose(cast, election, backers=[*voters(election, 10), struck])

    west = a_voter(an_election(cast.west), "邻居")
    with pytest.raises(Refused, match="邻居不在"):
        propose(cast, election, "钱二", backers=[*voters(election, 10), west])


def test_a_post_that_is_not_elected_has_no_nominees(cast):
    election = an_election(cast.east, stage="nomination", kind="by_election", seats={"member": 1})
    with pytest.raises(Refused, match="不选这个职务"):
        propose(cast, election, post="chair")


def test_nobody_is_nominated_twice_for_one_post(cast, election):
    first = propose(cast, election)

    with pytest.raises(Refused, match="已经被提名这个职务"):
        propose(cast, election, voter=first.voter, backers=voters(election, 10))


def test_two_of_one_name_carry_their_building(cast, election):
    propose(cast, election, "张伟", door="3-501")
    propose(cast, election, "张伟", door="5-202")

    labels = Candidate.objects.order_by("pk").values_list("label", flat=True)
    assert list(labels) == ["张伟（3号楼）", "张伟（5号楼）"]


def test_a_nominated_member_of_the_body_leaves_it_in_the_same_moment(cast, election):
    a_body(election, 7, reserves=1)

    propose(cast, election, "选委3")

    assert BodyMember.objects.get(name="选委3").left_why == "nominated"
    assert not BodyMember.objects.get(name="选委8").reserve


def test_she_answers_and_is_looked_at_with_outcome_and_reference_alone(cast, election):
    candidate = propose(cast, election)

    with pytest.raises(Refused):
        review(candidate, fits=True, paper="联审 1 号", by=cast.clerk, on=TODAY)
    answer(candidate, accepts=True, by=cast.east_director, on=TODAY)
    with pytest.raises(Refused, match="编号"):
        review(candidate, fits=True, paper=" ", by=cast.clerk, on=TODAY)
    done = review(candidate, fits=True, paper="联审 1 号", by=cast.clerk, on=TODAY)

    assert (done.state, done.review_paper) == ("qualified", "联审 1 号")


def test_who_does_not_want_to_is_out_of_it(cast, election):
    candidate = answer(propose(cast, election), accepts=False, by=cast.east_director, on=TODAY)

    assert candidate.state == "declined"
    with pytest.raises(Refused):
        answer(candidate, accepts=True, by=cast.east_director, on=TODAY)


def test_withdrawing_takes_the_name_off_the_ballot_until_the_last_day(cast, election):
    candidate = a_candidate(election, "钱进")
    for at in range(4):
        a_candidate(election, f"候选{at}")
    Contest.objects.filter(round__election=election).exclude(post="member").delete()
    settle_order(election, "votes", {}, by=cast.east_director, on=TODAY)
    settle_list(election, {}, by=cast.east_director, on=TODAY)
    last = election.steps.get(code="withdrawal").due_on

    with pytest.raises(Refused, match="已经过了"):
        withdraw(candidate, by=cast.east_director, on=last + timedelta(days=1))
    withdraw(candidate, by=cast.east_director, on=last)

    assert not OnBallot.objects.filter(label="钱进").exists()


def test_a_statement_is_written_for_a_version_and_both_texts_are_kept(cast, election):
    candidate = a_candidate(election, "钱进")
    seen = candidate.version
    present(candidate, statement="退休教师", photo=None, version=seen, by=cast.east_director)

    with pytest.raises(Conflict):
        present(candidate, statement="老邻居", photo=None, version=seen, by=cast.east_member)


def test_kin_among_candidates_is_noted_once_and_in_order(cast, election):
    one, other = a_candidate(election, "钱进"), a_candidate(election, "钱前")
    made = tie(other, one, kin="sibling", by=cast.east_director)

    assert (made.one, made.other) == (one, other)
    with pytest.raises(Refused, match="已经记过"):
        tie(one, other, kin="sibling", by=cast.east_director)
    with pytest.raises(Refused, match="两个不同的人"):
        tie(one, one, kin="sibling", by=cast.east_director)
    untie(made, by=cast.east_director)
    assert not KinTie.objects.exists()


# The list


@pytest.fixture
def members(election):
    """Four names for three seats, the other posts left out."""
    Contest.objects.filter(round__election=election).exclude(post="member").delete()
    return [a_candidate(election, name) for name in ("赵甲", "丁乙", "王丙", "钱丁")]


def settle(cast, election, by="lot", lots=(2, 4, 1, 3)):
    rows = Candidate.objects.filter(election=election).order_by("pk")
    figures = {row.pk: (0, 0, lot) for row, lot in zip(rows, lots, strict=True)}
    return settle_order(election, by, figures, by=cast.east_director, on=TODAY)


@pytest.mark.usefixtures("members")
def test_the_formal_list_is_in_the_order_drawn(cast, election):
    settle(cast, election)
    settle_list(election, {}, by=cast.east_director, on=TODAY)

    assert list(OnBallot.objects.values_list("order", "label")) == [
        (1, "王丙"),
        (2, "赵甲"),
        (3, "钱丁"),
        (4, "丁乙"),
    ]
    assert set(Candidate.objects.values_list("state", flat=True)) == {"formal"}


@pytest.mark.usefixtures("members")
def test_a_lot_drawn_twice_is_refused(cast, election):
    with pytest.raises(Refused, match="每个号一个人"):
        settle(cast, election, lots=(1, 1, 2, 3))


def test_the_list_needs_an_order_and_nobody_left_to_decide(cast, election, members):
    with pytest.raises(Refused, match="先定候选人的排列顺序"):
        settle_list(election, {}, by=cast.east_director, on=TODAY)
    settle(cast, election)
    Candidate.objects.filter(pk=members[0].pk).update(state="accepted")
    with pytest.raises(Refused, match="赵甲"):
        settle_list(election, {}, by=cast.east_director, on=TODAY)


def test_as_many_names_as_seats_need_the_lawful_exception_in_words(cast, election, members):
    Candidate.objects.filter(pk=members[3].pk).update(state="withdrawn")
    settle_order(election, "votes", {}, by=cast.east_director, on=TODAY)
    with pytest.raises(Refused, match="要多于应选人数"):
        settle_list(election, {}, by=cast.east_director, on=TODAY)

    contest = Contest.objects.get(round__election=election)
    settle_list(election, {contest.pk: "依法等额"}, by=cast.east_director, on=TODAY)

    contest.refresh_from_db()
    assert contest.exception == "依法等额"
    assert OnBallot.objects.count() == 3


@pytest.mark.usefixtures("members")
def test_a_list_may_be_made_again_until_it_is_published(cast, election):
    settle(cast, election)
    settle_list(election, {}, by=cast.east_director, on=TODAY)
    settle(cast, election, lots=(1, 2, 3, 4))
    settle_list(election, {}, by=cast.east_director, on=TODAY)
    assert OnBallot.objects.get(order=1).label == "赵甲"

    Election.objects.filter(pk=election.pk).update(stage="candidates")
    with pytest.raises(Refused, match="名单不能再改"):
        settle_list(election, {}, by=cast.east_director, on=TODAY)

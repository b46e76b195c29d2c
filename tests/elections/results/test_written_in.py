"""A name of the voters' pens that goes to the run-off stands there like every other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from elections.body.models import BodyMember
from elections.candidates.actions import withdraw
from elections.candidates.models import Candidate
from elections.counting.models import Batch, WrittenIn
from elections.counting.opening import open_boxes
from elections.counting.rules import Entry
from elections.counting.tallying import Typed, claim, close_sheet
from elections.results.next_rounds import open_next_round
from elections.results.taking_office import elected_of, take_office
from elections.timetable.models import Contest, Step
from elections.timetable.preflight import lines
from elections.timetable.states import Stage
from jiedao.common.errors import Refused
from tests.cast import LONG_AGO
from tests.elections.polling import (
    CLEAR,
    at_the_count,
    batches,
    close,
    count_alike,
    finished_and_out,
    hand_out,
    opened,
    put_on_the_wall,
    votes_of,
)

pytestmark = pytest.mark.django_db


def published_with(poll, members, writing, n):
    """The members' figures, and so many papers with this voter's name written on them."""
    votes = votes_of(poll, **CLEAR | {"member": members})
    contest = poll.lines["member"][0].contest_id
    for batch in batches(poll):
        for teller in poll.tellers:
            typed = Typed(Entry(votes), written={(contest, writing.pk): n})
            close_sheet(claim(batch, by=teller), by=teller, typed=typed)
    Batch.objects.update(way="single")
    line = Contest.objects.get(pk=contest).lines.get(written_in=True)
    put_on_the_wall(poll, votes | {(contest, line.pk): n})
    return finished_and_out(poll, timezone.now())


@pytest.fixture
def poll(cast):
    """Five and fifty go out; two members have their majority, one seat is open."""
    return at_the_count(cast.east, roll=60, issued=50)


def run_off(poll, result):
    today = timezone.localdate()
    open_next_round(result, by=poll.head, polling_on=today, on=today)
    poll.fresh()
    return {line.label: line for line in poll.round.contests.get().lines.order_by("order")}


def test_she_is_a_candidate_of_the_next_round_and_the_list_is_long_enough(poll):
    pen = poll.voters[-1]
    result = published_with(poll, [45, 43, 3, 2], pen, 20)

    names = run_off(poll, result)

    assert list(names) == [pen.name, poll.lines["member"][2].label]
    she = names[pen.name].candidate
    assert (she.voter, she.post, she.state, she.origin) == (pen, "member", "formal", "written_in")
    assert not names[pen.name].written_in
    assert WrittenIn.objects.count() == 1
    today = timezone.localdate()
    words = {line.words: line.ok for line in lines(poll.election, Stage.POLLING, today)}
    assert words["委员：应选 1 人，候选人 2 人"]
    assert (
        AuditEntry.objects.get(act="candidates.write-in").object_label == f"{pen.name}：正式候选人"
    )


def test_what_she_wins_there_is_hers(poll):
    pen = poll.voters[-1]
    names = run_off(poll, published_with(poll, [45, 43, 3, 2], pen, 20))
    she = names[pen.name]
    poll.lines = {"member": list(names.values())}
    poll.stations = list(poll.round.stations.order_by("pk"))
    opened(poll)
    hand_out(poll, 40)
    close(poll)
    boxes = {station.pk: 20 for station in poll.stations}
    open_boxes(poll.round, by=poll.scrutineer, collected=boxes)
    entry = votes_of(poll, member=[30, 8])
    for batch in batches(poll.fresh()):
        count_alike(poll, batch, Entry(entry))
    put_on_the_wall(poll, entry)

    result = finished_and_out(poll, timezone.now())

    assert result.outcome["contests"][0]["elected"] == [she.label]
    (won,) = [one for one in elected_of(poll.election) if one.result == result]
    assert won.voter == pen
    made = take_office(result, by=poll.head)
    assert pen.name in {one.person.name for one in made}


def test_whoever_had_said_no_stands_again_and_may_say_so_again(poll):
    pen = poll.voters[-1]
    before = Candidate.objects.create(
        election=poll.election,
        voter=pen,
        post="member",
        label=pen.name,
        state="withdrawn",
        nominated_on=LONG_AGO,
        withdrawn_on=LONG_AGO,
    )
    Step.objects.filter(election=poll.election, code="withdrawal").update(due_on=LONG_AGO)
    run_off(poll, published_with(poll, [45, 43, 3, 2], pen, 20))

    before.refresh_from_db()
    assert (before.state, before.origin, before.withdrawn_on) == ("formal", "written_in", None)
    withdraw(before, by=poll.head, on=timezone.localdate())

    before.refresh_from_db()
    assert before.state == "withdrawn"
    assert poll.round.contests.get().lines.count() == 1
    today = timezone.localdate()
    words = [one.words for one in lines(poll.election, Stage.POLLING, today) if not one.ok]
    assert "委员：应选 1 人，候选人也是 1 人，要多于应选人数" in words


def test_nobody_withdraws_after_the_day_of_the_run_off(poll):
    pen = poll.voters[-1]
    names = run_off(poll, published_with(poll, [45, 43, 3, 2], pen, 20))
    late = poll.round.polling_on + timedelta(days=1)

    with pytest.raises(Refused, match="退出的期限"):
        withdraw(names[pen.name].candidate, by=poll.head, on=late)


def test_whoever_does_not_fit_is_left_out_and_the_next_one_stands(poll):
    pen = poll.voters[-1]
    Candidate.objects.create(
        election=poll.election,
        voter=pen,
        post="member",
        label=pen.name,
        state="unqualified",
        nominated_on=LONG_AGO,
    )

    names = run_off(poll, published_with(poll, [45, 43, 3, 2], pen, 20))

    assert list(names) == [line.label for line in poll.lines["member"][2:]]


def test_she_leaves_the_election_body_like_everybody_who_is_nominated(poll):
    pen = poll.voters[-1]
    today = timezone.localdate()
    member = BodyMember.objects.create(
        election=poll.election, name=pen.name, rank=2, since=today, post="member"
    )

    run_off(poll, published_with(poll, [45, 43, 3, 2], pen, 20))

    member.refresh_from_db()
    assert (member.left_on, member.left_why) == (today, "nominated")


def test_her_page_says_how_she_came_to_stand(poll, cast, enter):
    pen = poll.voters[-1]
    run_off(poll, published_with(poll, [45, 43, 3, 2], pen, 20))
    she = Candidate.objects.get(origin="written_in")
    desk = enter(cast.east_director)

    assert (
        "上一次投票另选他人"
        in desk.get(f"/e/{poll.election.key}/nominations/{she.pk}/").content.decode()
    )
    assert "另选他人" in desk.get(f"/e/{poll.election.key}/nominations/").content.decode()

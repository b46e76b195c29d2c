"""From the open boxes to the published sheet, and everything that stops it on the way."""

from datetime import timedelta

import pytest

from elections.counting.models import Batch, TallySheet
from elections.counting.opening import count_boxes_again, open_boxes
from elections.counting.rules import Entry
from elections.counting.tallying import (
    Marked,
    Typed,
    claim,
    close_papers,
    close_sheet,
    count_again,
    save_paper,
    settle,
    settle_papers,
)
from elections.results.finishing import finish_count, publish, send_back, sign
from elections.results.recount import recount
from jiedao.common.errors import Refused
from tests.elections.polling import (
    CLEAR,
    at_the_count,
    batches,
    count_alike,
    counted,
    finished,
    published,
    put_on_the_wall,
    votes_of,
)

pytestmark = pytest.mark.django_db


def test_what_was_counted_is_published_and_anybody_recounts_it(cast):
    poll, result = published(cast.east)

    assert result.valid
    assert recount(result.sheet) == result.outcome
    assert [len(one["elected"]) for one in result.outcome["contests"]] == [1, 1, 3]
    assert poll.election.stage == "published"


def test_the_boxes_make_batches_of_the_set_size(cast):
    poll = at_the_count(cast.east, roll=130, issued=120)

    assert [batch.size for batch in batches(poll)] == [50, 50, 20]


def test_more_ballots_than_were_issued_make_the_round_void_before_a_vote_is_counted(cast):
    poll = at_the_count(cast.east, issued=50, collected=51)

    assert not Batch.objects.exists()
    result = finish_count(poll.round, by=poll.scrutineer, at=poll.at)
    assert (result.valid, result.outcome["void_reason"]) == (False, "over_count")
    assert {one["next"] for one in result.outcome["contests"]} == {"rerun"}


def test_two_different_sheets_wait_for_the_third_person_with_the_paper_in_hand(cast):
    poll = at_the_count(cast.east, issued=50)
    (batch,) = batches(poll)
    right, wrong = votes_of(poll, **CLEAR), votes_of(poll, **CLEAR | {"chair": [39, 8]})
    for teller, votes in zip(poll.tellers, (right, wrong), strict=True):
        close_sheet(claim(batch, by=teller), by=teller, typed=Typed(Entry(votes)))
    put_on_the_wall(poll, right)

    with pytest.raises(Refused, match="1 批两份计票单不一样"):
        finish_count(poll.round, by=poll.scrutineer, at=poll.at)
    with pytest.raises(Refused, match="请写明"):
        settle(batch, by=poll.scrutineer, typed=Typed(Entry(right)), why=" ")
    settle(batch, by=poll.scrutineer, typed=Typed(Entry(right)), why="第二份少记一票")

    assert finish_count(poll.round, by=poll.scrutineer, at=poll.at).valid


def test_a_wall_that_says_something_else_stops_the_result(cast):
    poll = counted(cast.east)
    put_on_the_wall(poll, votes_of(poll, **CLEAR | {"chair": [41, 8]}))

    with pytest.raises(Refused, match="计票单合计 40，墙上正字 41，对不上"):
        finish_count(poll.round, by=poll.scrutineer, at=poll.at)


def test_where_few_votes_decide_the_ballots_are_asked_for_one_by_one(cast):
    poll = at_the_count(cast.east, issued=50)
    votes = votes_of(poll, **CLEAR | {"member": [40, 38, 36, 35]})
    for batch in batches(poll):
        count_alike(poll, batch, Entry(votes))
    put_on_the_wall(poll, votes)

    with pytest.raises(Refused, match="委员的票数很接近，要逐张再录一遍"):
        finish_count(poll.round, by=poll.scrutineer, at=poll.at)
    (again,) = count_again(batches(poll), by=poll.scrutineer)

    assert (again.number, again.way) == (1, "single")
    assert Batch.objects.count() == 2


def test_ballot_by_ballot_the_marks_say_what_is_void(cast):
    poll = at_the_count(cast.east, issued=4, collected=4, roll=20)
    (batch,) = batches(poll)
    for teller in poll.tellers:
        close_sheet(claim(batch, by=teller), by=teller, typed=Typed(Entry(blank=4)))
    (batch,) = count_again([batch], by=poll.scrutineer)
    chair, member = poll.lines["chair"], poll.lines["member"]
    read = {
        1: Marked(lines=[chair[0].pk, member[0].pk]),
        2: Marked(lines=[chair[0].pk, chair[1].pk, member[0].pk]),
        3: Marked(),
        4: Marked(lines=[chair[0].pk], invalid="unreadable"),
    }
    sheets = [claim(batch, by=teller) for teller in poll.tellers]
    for sheet, teller in zip(sheets, poll.tellers, strict=True):
        for number, marked in read.items():
            save_paper(sheet, by=teller, number=number, marked=marked)
        close_papers(sheet, by=teller)

    sheet = TallySheet.objects.get(pk=sheets[0].pk)
    assert (sheet.blank, sheet.invalid, sheet.reasons) == (1, 1, {"unreadable": 1})
    assert dict(sheet.lines.values_list("line", "votes")) == {chair[0].pk: 1, member[0].pk: 2}
    assert dict(sheet.sections.values_list("contest__post", "invalid")) == {"chair": 1}
    batch.refresh_from_db()
    assert batch.agreed


def test_of_two_readings_of_a_paper_only_that_paper_is_looked_at_again(cast):
    poll = at_the_count(cast.east, issued=2, collected=2, roll=20)
    (batch,) = batches(poll)
    for teller in poll.tellers:
        close_sheet(claim(batch, by=teller), by=teller, typed=Typed(Entry(blank=2)))
    (batch,) = count_again([batch], by=poll.scrutineer)
    one, other = (line.pk for line in poll.lines["chair"])
    for teller, second in zip(poll.tellers, (one, other), strict=True):
        sheet = claim(batch, by=teller)
        save_paper(sheet, by=teller, number=1, marked=Marked(lines=[one]))
        save_paper(sheet, by=teller, number=2, marked=Marked(lines=[second]))
        close_papers(sheet, by=teller)

    batch.refresh_from_db()
    assert (batch.both_closed, batch.agreed) == (True, False)
    with pytest.raises(Refused, match="每一张都要对着选票看过"):
        settle_papers(batch, by=poll.scrutineer, papers={}, why="第二张")
    sheet = settle_papers(
        batch, by=poll.scrutineer, papers={2: Marked(lines=[other])}, why="第二张是另一人"
    )
    assert dict(sheet.lines.values_list("line", "votes")) == {one: 1, other: 1}


def test_a_name_written_by_hand_counts_for_whoever_stands_on_the_roll(cast):
    poll = at_the_count(cast.east, issued=50)
    (batch,) = batches(poll)
    chair = poll.lines["chair"][0].contest_id
    votes, elsewhere = votes_of(poll, **CLEAR | {"chair": [8, 6]}), poll.voters[-1]
    entry = Typed(Entry(votes), written={(chair, elsewhere.pk): 36})
    for teller in poll.tellers:
        close_sheet(claim(batch, by=teller), by=teller, typed=entry)
    (batch,) = batches(poll)
    assert batch.agreed
    line = batch.round.contests.get(pk=chair).lines.get(written_in=True)
    put_on_the_wall(poll, votes | {(chair, line.pk): 36})

    result = finish_count(poll.round, by=poll.scrutineer, at=poll.at)

    assert result.outcome["contests"][0]["elected"] == [elsewhere.name]


def test_a_candidate_is_not_written_in_beside_her_own_line(cast):
    poll = at_the_count(cast.east, issued=50)
    (batch,) = batches(poll)
    line = poll.lines["chair"][0]
    typed = Typed(Entry(), written={(line.contest_id, line.candidate.voter_id): 1})

    with pytest.raises(Refused, match="已经印在主任的选票上"):
        close_sheet(claim(batch, by=poll.tellers[0]), by=poll.tellers[0], typed=typed)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"blank": 51}, "比这一批的 50 张还多"),
        ({"chair": [45, 8]}, "主任一共 53 票，50 张有效票最多 50 票"),
        ({"chair": [51, 0]}, "主任有人得 51 票，有效的只有 50 张"),
        ({"member": [50, 50, 50, 1]}, "委员一共 151 票，50 张有效票最多 150 票"),
    ],
)
def test_a_sheet_whose_sums_cannot_be_is_not_taken(cast, entry, words):
    poll = at_the_count(cast.east, issued=50)
    (batch,) = batches(poll)
    blank = entry.get("blank", 0)
    posts = {post: numbers for post, numbers in entry.items() if post != "blank"}
    typed = Typed(Entry(votes_of(poll, **posts), blank=blank))
    sheet = claim(batch, by=poll.tellers[0])

    with pytest.raises(Refused, match=words):
        close_sheet(sheet, by=poll.tellers[0], typed=typed)
    sheet.refresh_from_db()
    assert not sheet.closed


def test_nobody_enters_both_sheets_of_a_batch(cast):
    poll = at_the_count(cast.east)
    (batch,) = batches(poll)
    claim(batch, by=poll.tellers[0])

    with pytest.raises(Refused, match="同一批选票要由不同的人各录一份"):
        claim(batch, by=poll.tellers[0])


def test_signed_by_two_different_people_or_not_published(cast):
    poll, result = finished(cast.east)
    with pytest.raises(Refused, match="还没有两个人都签字"):
        publish(result, by=poll.head, at=poll.at)
    sign(result, by=poll.scrutineer, at=poll.at)
    with pytest.raises(Refused, match="您已经签过了"):
        sign(result, by=poll.scrutineer, at=poll.at)
    with pytest.raises(Refused, match="还没有两个人都签字"):
        publish(result, by=poll.head, at=poll.at)

    sign(result, by=poll.head, at=poll.at)
    assert publish(result, by=poll.head, at=poll.at).published_at


def test_a_row_changed_behind_the_portal_is_not_published(cast):
    poll, result = finished(cast.east)
    for person in (poll.scrutineer, poll.head):
        sign(result, by=person, at=poll.at)
    result.sheet["contests"][0]["votes"][0][1] += 1
    result.save()

    with pytest.raises(Refused, match="不能公布"):
        publish(result, by=poll.head, at=poll.at)


def test_a_result_goes_back_to_the_count_until_it_is_published(cast):
    poll, result = finished(cast.east)
    send_back(result, by=poll.head, why="第一批要再看", at=poll.at)
    assert poll.fresh().election.stage == "counting"
    poll, result = published(cast.west)

    with pytest.raises(Refused, match="不能退回"):
        send_back(result, by=poll.head, why="再看", at=poll.at + timedelta(days=1))


def test_what_the_boxes_held_is_fixed_once_a_teller_has_a_batch(cast):
    poll = at_the_count(cast.east)
    claim(batches(poll)[0], by=poll.tellers[0])

    with pytest.raises(Refused, match="已经开始计票"):
        open_boxes(poll.round, by=poll.head, collected={one.pk: 1 for one in poll.stations})


def test_a_batch_that_is_a_ballot_short_sends_everybody_back_to_the_boxes(cast):
    poll = at_the_count(cast.east)
    (batch,) = batches(poll)
    sheet = claim(batch, by=poll.tellers[0])

    with pytest.raises(Refused, match="应当有 50 张，您数的是 49 张"):
        close_sheet(sheet, by=poll.tellers[0], typed=Typed(Entry(blank=49), ballots=49))
    count_boxes_again(poll.round, by=poll.scrutineer)
    boxes = {poll.stations[0].pk: 25, poll.stations[1].pk: 24}
    open_boxes(poll.round, by=poll.scrutineer, collected=boxes)

    assert [batch.size for batch in batches(poll)] == [49]

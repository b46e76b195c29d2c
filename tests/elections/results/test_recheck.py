"""抽查: some batches are opened again, named by dice that everybody sees (RELIABILITY 2.9)."""

import hashlib

import pytest
from django.utils import timezone

from elections.results.finishing import publish, send_back, sign
from elections.results.models import Recheck
from elections.results.recheck import dice_of, drawn, enough
from elections.results.rechecking import close_recheck, draw_recheck
from jiedao.common.errors import Refused
from tests.elections.polling import finished

pytestmark = pytest.mark.django_db
DICE = "3526144265"


# Rules


@pytest.mark.parametrize(
    ("said", "dice"),
    [
        ("3526144265", "3526144265"),
        ("3 5 2 6 1 4 4 2 6 5", "3526144265"),
        ("３ ５ ２ ６ １ ４ ４ ２ ６ ５ １", "35261442651"),
    ],
)
def test_dice_are_read_as_they_were_called_out(said, dice):
    assert dice_of(said) == dice


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "请照骰子写"),
        ("3526144260", "请照骰子写"),
        ("3526144267", "请照骰子写"),
        ("352614426五", "请照骰子写"),
        ("352614426", "至少掷 10 次，现在 9 次"),
    ],
)
def test_what_no_die_shows_and_too_few_throws_are_refused(said, words):
    with pytest.raises(Refused, match=words):
        dice_of(said)


@pytest.mark.parametrize(
    ("ballots", "least"),
    [(0, 0), (1, 1), (49, 49), (50, 50), (51, 50), (1000, 50), (1001, 51), (1020, 51), (3000, 150)],
)
def test_at_least_fifty_ballots_or_one_in_twenty(ballots, least):
    assert enough(ballots) == least


def test_the_same_dice_draw_the_same_batches_in_whatever_order_they_come():
    batches = [(number, 50) for number in range(1, 25)]

    found = drawn(DICE, batches)

    assert found == drawn(DICE, reversed(batches)) == sorted(found)
    assert sum(50 for _ in found) == 100
    by_hand = sorted(range(1, 25), key=lambda n: hashlib.sha256(f"{DICE}-{n}".encode()).hexdigest())
    assert set(found) == set(by_hand[:2])
    assert len({tuple(drawn(f"{DICE}{n}", batches)) for n in range(1, 7)}) > 1


def test_small_batches_are_drawn_until_the_ballots_are_enough():
    assert len(drawn(DICE, [(number, 10) for number in range(1, 9)])) == 5
    assert drawn(DICE, [(1, 30)]) == [1]
    assert drawn(DICE, []) == []


# Acts


def signed(poll, result):
    for person in (poll.scrutineer, poll.head):
        sign(result, by=person, at=timezone.now())


def draw(poll, result, dice=DICE, **more):
    return draw_recheck(result, dice, by=more.get("by", poll.scrutineer), at=timezone.now())


def test_the_batches_are_drawn_once_and_published_with_the_result(cast, client):
    poll, result = finished(cast.east)
    row = draw(poll, result)
    assert (row.dice, row.batches) == (DICE, [1])
    with pytest.raises(Refused, match="不能再抽一次"):
        draw(poll, result, dice="6666666666")
    signed(poll, result)
    with pytest.raises(Refused, match="抽中的批还没有都看过"):
        publish(result, by=poll.head, at=timezone.now())

    close_recheck(row, note="照片在档案里", by=poll.head, at=timezone.now())
    there = f"/e/{poll.election.key}/results"
    assert DICE not in client.get(there, follow=True).content.decode()
    publish(result, by=poll.head, at=timezone.now())

    page = client.get(there, follow=True).content.decode()
    assert DICE in page
    assert "抽中第 1 批，打开看过，都和计票单一致（柳文）" in page
    with pytest.raises(Refused, match="已经记好了"):
        close_recheck(row, note="", by=poll.head, at=timezone.now())


def test_without_a_draw_the_result_is_published_all_the_same(cast):
    poll, result = finished(cast.east)
    signed(poll, result)

    result = publish(result, by=poll.head, at=timezone.now())

    with pytest.raises(Refused, match="不能再抽"):
        draw(poll, result)


def test_only_those_who_supervise_the_count_throw(cast):
    poll, result = finished(cast.east)
    for person in (poll.tellers[0], cast.east_director, cast.clerk):
        with pytest.raises(Refused, match="总监票人或者选举委员会主任"):
            draw(poll, result, by=person)


def test_a_draw_goes_with_a_count_that_is_sent_back(cast):
    poll, result = finished(cast.east)
    draw(poll, result)

    send_back(result, by=poll.scrutineer, why="第 1 批不一致", at=timezone.now())

    assert not Recheck.objects.exists()


def test_the_page_walks_from_the_dice_to_the_end(cast, enter):
    poll, _ = finished(cast.east)
    there = f"/e/{poll.election.key}/recheck/"
    scrutineer = enter(poll.scrutineer)
    assert "一共 1 批，抽到够 50 张为止" in scrutineer.get(there).content.decode()

    refused = scrutineer.post(there, {"dice": "1 2 3"})
    assert (refused.status_code, "至少掷 10 次" in refused.content.decode()) == (422, True)
    assert scrutineer.post(f"{there}close/").status_code == 303
    assert scrutineer.post(there, {"dice": DICE}).status_code == 303
    assert "第 1 批" in scrutineer.get(there).content.decode()
    assert scrutineer.post(f"{there}close/", {"note": "都看过"}).status_code == 303

    page = scrutineer.get(there).content.decode()
    assert "都和计票单一致。都看过" in page


def test_before_the_count_is_finished_there_is_no_page(cast, enter):
    poll, result = finished(cast.east)
    send_back(result, by=poll.scrutineer, why="再看", at=timezone.now())

    assert enter(poll.scrutineer).get(f"/e/{poll.election.key}/recheck/").status_code == 404

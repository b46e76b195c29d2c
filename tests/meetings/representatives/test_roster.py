"""The rosters: pasted, made up as the law asks, ended with a reason; a demand for a meeting."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from committees.reminders.models import InboxMessage
from jiedao.common.errors import Refused
from meetings.representatives.actions import add_seats, end_seat, note_demand
from meetings.representatives.models import Demand, Seat
from meetings.representatives.rules import (
    MakeUp,
    NewSeat,
    demanded,
    group_rank,
    read_roster,
    yearly_warning,
)

TODAY = date(2026, 11, 23)


def test_a_pasted_list_is_read_line_by_line():
    text = "第一小组 张海芬 女 13800001234\n\n第一小组，李敏\t男\n二组 王五"
    seats, faults = read_roster(text)
    assert faults == []
    assert seats == [
        NewSeat("第一小组", "张海芬", "13800001234", True),
        NewSeat("第一小组", "李敏", "", False),
        NewSeat("二组", "王五", "", False),
    ]


def test_an_unclear_line_is_named_with_its_number():
    seats, faults = read_roster("第一小组 张海芬\n张三\n二组 李四 1380000")
    assert len(seats) == 1
    assert [fault[:6] for fault in faults] == ["第 2 行：", "第 3 行："]


@pytest.mark.parametrize(
    ("representatives", "officers", "enough"),
    [(28, 7, True), (27, 7, False), (40, 7, True), (0, 7, False), (4, 1, True), (3, 1, False)],
)
def test_representatives_are_at_least_four_fifths(representatives, officers, enough):
    made = MakeUp(representatives, officers)
    assert made.enough is enough
    assert made.enough == (representatives >= made.needed > 0)


def test_what_is_missing_is_said_in_words():
    assert MakeUp(27, 7).line == (
        "居民代表 27 人，居委会成员 7 人，共 34 人。代表不够五分之四，至少要 28 人，还差 1 人。"
    )


@pytest.mark.parametrize(
    ("asking", "of", "enough"), [(8, 40, True), (7, 40, False), (9, 41, True), (8, 41, False)]
)
def test_a_fifth_may_demand_a_meeting(asking, of, enough):
    assert demanded(asking, of) is enough


def test_groups_stand_in_the_order_of_their_numbers():
    groups = ["第十居民小组", "第二居民小组", "12组", "第一居民小组", "北块"]
    assert sorted(groups, key=group_rank) == [
        "北块",
        "第一居民小组",
        "第二居民小组",
        "第十居民小组",
        "12组",
    ]


@pytest.mark.parametrize(
    ("held", "day", "warned"),
    [
        (0, date(2026, 5, 31), False),
        (0, date(2026, 6, 1), True),
        (1, date(2026, 7, 1), False),
        (1, date(2026, 11, 1), True),
        (2, date(2026, 12, 31), False),
    ],
)
def test_a_year_short_of_meetings_is_warned_of(held, day, warned):
    assert bool(yearly_warning(held, 2, day)) is warned


@pytest.fixture
def seats(cast):
    people = [NewSeat("第一小组", f"代表{n}", "", n % 2 == 0) for n in range(10)]
    return add_seats(
        cast.east, by=cast.east_member, board="representative", seats=people, since=TODAY
    )


def test_a_list_with_one_name_twice_is_refused_whole(cast, seats):
    again = [NewSeat("二组", "新人", "", False), NewSeat("第一小组", "代表1", "", False)]
    with pytest.raises(Refused, match="代表1已经在名册上了"):
        add_seats(cast.east, by=cast.east_member, board="representative", seats=again, since=TODAY)
    assert Seat.objects.count() == 10


def test_an_ended_seat_stays_on_record(cast, seats):
    end_seat(seats[0], by=cast.east_director, until=TODAY, why="搬走了")
    assert Seat.objects.count() == 10
    assert Seat.objects.on(TODAY + timedelta(days=1)).count() == 9
    with pytest.raises(Refused, match="已经结束"):
        end_seat(seats[0], by=cast.east_director, until=TODAY, why="又")


def test_a_fifth_of_the_roster_makes_the_director_call(cast, seats):
    now = timezone.now()
    note_demand(
        cast.east, by=cast.east_member, subject="停车收费", seats=seats[:2], asked_on=TODAY, at=now
    )
    assert Demand.objects.get().call_by == TODAY + timedelta(days=15)
    assert InboxMessage.objects.filter(recipient=cast.east_director).exists()


def test_too_few_are_told_how_many_it_takes(cast, seats):
    with pytest.raises(Refused, match="要 2 人，现在 1 人"):
        note_demand(
            cast.east,
            by=cast.east_member,
            subject="停车",
            seats=seats[:1],
            asked_on=TODAY,
            at=timezone.now(),
        )


def test_the_roster_page_shows_groups_and_masks_phones(cast, enter):
    people = [NewSeat("第一小组", "张海芬", "13800001234", True)]
    add_seats(
        cast.east,
        by=cast.east_member,
        board="representative",
        seats=people,
        since=TODAY - timedelta(days=700),
    )
    page = enter(cast.east_member).get("/representatives/").content.decode()
    assert "第一小组" in page
    assert "138****1234" in page
    assert "13800001234" not in page


def test_a_refused_list_comes_back_with_everything_typed(cast, enter):
    typed = {"board": "representative", "lines": "张三", "since": "2026-01-01"}
    answer = enter(cast.east_member).post("/representatives/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第 1 行：请写成：第一小组 张海芬 女 电话。" in page
    assert "张三" in page


@pytest.mark.parametrize("extra", [0, 3])
def test_the_roster_costs_the_same_however_long_it_is(
    cast, enter, seats, extra, django_assert_num_queries
):
    people = [NewSeat("二组", f"又{n}", "", False) for n in range(extra)]
    add_seats(cast.east, by=cast.east_member, board="supervisor", seats=people, since=TODAY)
    member = enter(cast.east_member)
    member.get("/representatives/")
    with django_assert_num_queries(9):
        member.get("/representatives/")

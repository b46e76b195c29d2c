"""The building as a grid, and what a cell may say."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from casework.map.rules import column_of, plan_of, shown_letters, since_words, visited_lately

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Flat:
    floor: int
    room: str


@pytest.mark.parametrize(
    ("floor", "room", "column"),
    [(5, "502", "02"), (12, "1203", "03"), (1, "02", "02"), (2, "甲", "甲"), (3, "3", "3")],
)
def test_a_column_is_the_room_without_its_floor(floor, room, column):
    assert column_of(floor, room) == column


def test_the_top_floor_stands_first_and_the_first_door_on_the_left():
    plan = plan_of([Flat(1, "102"), Flat(2, "210"), Flat(2, "202"), Flat(1, "101"), Flat(2, "201")])

    assert plan.columns == ["01", "02", "10"]
    assert [floor.number for floor in plan.floors] == [2, 1]
    assert [flat and flat.room for flat in plan.floors[0].flats] == ["201", "202", "210"]
    assert [flat and flat.room for flat in plan.floors[1].flats] == ["101", "102", None]


def test_two_rooms_that_would_share_a_place_keep_one_each():
    plan = plan_of([Flat(1, "102"), Flat(1, "02")])

    assert sorted(flat.room for flat in plan.floors[0].flats if flat) == ["02", "102"]


@pytest.mark.parametrize(("days", "lately"), [(0, True), (90, True), (91, False)])
def test_ninety_days_count_and_the_next_one_does_not(days, lately):
    assert visited_lately(TODAY - timedelta(days=days), TODAY) is lately


def test_a_door_nobody_has_been_to_was_not_visited_lately():
    assert not visited_lately(None, TODAY)


@pytest.mark.parametrize(
    ("last", "words"),
    [(None, "还没去过"), (TODAY, "今天"), (TODAY - timedelta(days=103), "103 天前")],
)
def test_how_long_ago_is_said_in_words(last, words):
    assert since_words(last, TODAY) == words


def test_a_household_shows_three_letters_and_how_many_more():
    assert shown_letters("独残保病幼") == ("独残保", 2)
    assert shown_letters("独") == ("独", 0)

"""Which household is meant by what somebody typed."""

from datetime import date

import pytest
from django.utils import timezone

from casework.log.actions import write_entry
from casework.log.households import (
    door_words,
    found_households,
    household_words,
    place_words,
    recent_households,
)
from casework.log.rules import EntryWords
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.mark.parametrize(
    "typed",
    [*"3-502 三号楼502 3号楼502室 ３－５０２ 刘桂芳 lgf liugui 0017".split(), "3-502 刘老师"],
)
def test_one_household_is_found_by_door_name_pinyin_and_phone_tail(cast, typed):
    home = move_in(cast.east, "3-502", "刘桂芳", phone="10000000017")
    move_in(cast.east, "3-503", "王建国")
    move_in(cast.west, "3-502", "刘桂芳", phone="10000000017")

    assert found_households(cast.east, typed, TODAY) == [home]


def test_two_people_of_one_name_are_two_households(cast):
    homes = [move_in(cast.east, door, "刘桂芳") for door in ("3-502", "4-101")]
    assert found_households(cast.east, "刘桂芳", TODAY) == homes


@pytest.mark.parametrize("typed", ["北门", "刘", "12 号楼楼道", ""])
def test_what_names_no_household_stays_text(cast, typed):
    move_in(cast.east, "3-502", "刘桂芳")
    assert found_households(cast.east, typed, TODAY) == []


def test_whoever_moved_away_is_not_found(cast):
    home = move_in(cast.east, "3-502", "刘桂芳")
    home.until = date(2025, 1, 1)
    home.save()
    assert found_households(cast.east, "3-502", TODAY) == []


def test_neighbours_have_names_strangers_read_a_mask(cast):
    home = move_in(cast.east, "3-502", "刘桂芳", "刘小明")
    assert door_words(home) == "3 号楼 502 室"
    assert household_words(home) == "3 号楼 502 室 刘桂芳"
    assert household_words(home, masked=True) == "502 室 刘**"


def test_recent_households_are_one_s_own_each_once_newest_first(cast):
    homes = [move_in(cast.east, f"3-50{n}", f"人{n}") for n in range(1, 4)]
    for by, home in (
        (cast.east_director, homes[0]),
        (cast.east_director, homes[1]),
        (cast.east_director, homes[0]),
        (cast.east_member, homes[2]),
    ):
        words = EntryWords("home", "", "好", TODAY)
        entry = write_entry(cast.east, by=by, words=words, household=home, at=timezone.now())
    assert recent_households(cast.east_director, cast.east) == [homes[0], homes[1]]
    assert place_words(entry, masked=True) == "503 室 人*"

"""Figures of the log, and the rows behind them."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from casework.log.actions import remove_entry, write_entry
from casework.log.figures import last_entry_day, visited_places, visits_figures
from casework.log.rules import EntryWords
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def visit(committee, by, day, household=None, who="", kind="home", nobody_home=False):
    at = timezone.make_aware(datetime(2026, 11, day, 10))
    words = EntryWords(kind, who, "身体好", at.date(), nobody_home=nobody_home)
    return write_entry(committee, by=by, words=words, household=household, at=at)


def test_a_household_visited_twice_counts_once(cast, django_assert_num_queries):
    home = move_in(cast.east, "3-502", "刘桂芳")
    for day in (3, 9):
        visit(cast.east, cast.east_director, day, home)
    visit(cast.east, cast.east_member, 5, who="9-101")
    visit(cast.east, cast.east_member, 6, who="9-101")
    visit(cast.west, cast.west_director, 6, who="9-101")

    with django_assert_num_queries(1):
        figures = visits_figures([cast.east, cast.west], FIRST, LAST)
    assert figures == {cast.east.pk: 2, cast.west.pk: 1}


def test_closed_doors_other_kinds_other_months_and_removed_entries_do_not_count(cast):
    visit(cast.east, cast.east_director, 3, who="9-101", nobody_home=True)
    visit(cast.east, cast.east_director, 3, who="9-102", kind="call")
    visit(cast.east, cast.east_director, 30, who="9-104")
    gone = visit(cast.east, cast.east_director, 3, who="9-103")
    remove_entry(gone, by=cast.east_director, at=gone.recorded_at)

    assert visits_figures([cast.east], FIRST, date(2026, 11, 29)) == {cast.east.pk: 0}


def test_the_list_behind_has_as_many_rows_as_the_figure_says(cast):
    home = move_in(cast.east, "3-502", "刘桂芳")
    for day in (3, 9, 12):
        visit(cast.east, cast.east_director, day, home)
    visit(cast.east, cast.east_director, 4, who="9-101")

    rows = list(visited_places([cast.east], FIRST, LAST))

    assert len(rows) == visits_figures([cast.east], FIRST, LAST)[cast.east.pk] == 2
    assert [(row["last"], row["times"]) for row in rows] == [
        (date(2026, 11, 12), 3),
        (date(2026, 11, 4), 1),
    ]


def test_the_last_entry_is_the_newest_day_not_the_newest_row(cast, django_assert_num_queries):
    visit(cast.east, cast.east_director, 20, who="9-101")
    visit(cast.east, cast.east_director, 12, who="9-101")

    with django_assert_num_queries(1):
        days = last_entry_day([cast.east, cast.west])
    assert days == {cast.east.pk: date(2026, 11, 20), cast.west.pk: None}

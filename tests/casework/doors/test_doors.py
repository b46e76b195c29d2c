"""Doors are what the log and the labels say, whatever happened on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.doors.actions import keep_all_up, keep_up
from casework.doors.models import DoorRecord
from casework.doors.reading import last_met, not_met_since
from casework.doors.rules import next_visit, shortest
from casework.knocks.actions import reopen, write_seen
from casework.knocks.models import Knock
from casework.log.actions import edit_entry, remove_entry, restore_entry, write_entry
from casework.log.doors import rebuild_doors
from casework.log.models import LogEntry
from casework.log.rules import EntryWords
from committees.care.models import LabelKind
from committees.residents.models import Household
from tests.casework.care import label
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def ago(days):
    return TODAY - timedelta(days=days)


def visit(cast, home, days=0, *, nobody=False, kind="home"):
    words = EntryWords(kind, "", "" if nobody else "身体好", ago(days), nobody_home=nobody)
    return write_entry(cast.east, by=cast.east_member, words=words, household=home, at=NOW)


def door(home):
    return DoorRecord.objects.get(pk=home.pk)


@pytest.fixture
def home(cast):
    return move_in(cast.east, "3-502", "刘桂芳")


@pytest.mark.parametrize(
    ("met", "days", "wanted"),
    [
        (None, None, None),
        (ago(5), None, None),
        (None, 30, TODAY),
        (ago(5), 30, ago(5) + timedelta(days=30)),
        (ago(40), 30, ago(10)),
    ],
)
def test_the_next_visit_follows_from_the_last_and_the_interval(met, days, wanted):
    assert next_visit(met, days, TODAY) == wanted


def test_the_shortest_interval_counts():
    assert shortest([90, None, 30]) == 30
    assert shortest([None]) is None


def test_a_visit_is_met_and_tried_a_closed_door_is_only_tried(cast, home):
    visit(cast, home, 3)
    visit(cast, home, 1, nobody=True)
    assert (door(home).last_met_on, door(home).last_tried_on) == (ago(3), ago(1))
    assert door(home).next_visit_on is None


def test_a_phone_call_is_no_visit(cast, home):
    visit(cast, home, kind="call")
    assert not DoorRecord.objects.exists()


def test_the_next_day_sets_itself_by_the_shortest_of_the_labels(cast, home):
    label(home, "minimum-living", by=cast.east_member)
    label(home, "lives-alone", by=cast.east_member)
    visit(cast, home, 2)
    assert (door(home).visit_days, door(home).next_visit_on) == (30, ago(2) + timedelta(days=30))


def test_a_visit_written_late_does_not_push_a_newer_one_away(cast, home):
    visit(cast, home, 2)
    visit(cast, home, 20)
    assert door(home).last_met_on == ago(2)


def test_editing_moves_the_visit_to_the_other_door(cast, home):
    other = move_in(cast.east, "4-101", "张慧芳")
    entry = visit(cast, home, 2)
    words = EntryWords("home", "", "身体好", ago(2))
    edit_entry(entry, by=cast.east_member, version=entry.version, words=words, household=other)
    assert door(home).last_met_on is None
    assert door(other).last_met_on == ago(2)


def test_a_visit_that_turns_out_to_be_a_call_leaves_the_door(cast, home):
    entry = visit(cast, home, 2)
    words = EntryWords("call", "", "身体好", ago(2))
    edit_entry(entry, by=cast.east_member, version=entry.version, words=words, household=home)
    assert door(home).last_tried_on is None


def test_taking_back_and_restoring_go_along(cast, home):
    visit(cast, home, 9)
    entry = visit(cast, home, 0)
    remove_entry(entry, by=cast.east_member, at=NOW)
    assert door(home).last_met_on == ago(9)
    restore_entry(entry, by=cast.east_member, at=NOW)
    assert door(home).last_met_on == TODAY


def test_a_new_label_without_any_visit_is_due_at_once(cast, home):
    label(home, by=cast.east_member)
    assert keep_up(cast.east, on=TODAY) == 1
    assert (door(home).ever_met, door(home).next_visit_on) == (False, TODAY)
    assert keep_up(cast.east, on=TODAY + timedelta(days=9)) == 0
    assert door(home).next_visit_on == TODAY


def _end_of_label(cast, home):
    row = home.residents.first().labels.get()
    row.until = ago(1)
    row.save()


def _moved_out(cast, home):
    Household.objects.filter(pk=home.pk).update(until=ago(1))


def _died(cast, home):
    home.residents.update(departed_on=ago(1), departure="died")


def _street_drops_the_interval(cast, home):
    LabelKind.objects.update(visit_days=None)


@pytest.mark.parametrize("happens", [_end_of_label, _moved_out, _died, _street_drops_the_interval])
def test_whatever_ends_the_plan_is_seen_at_the_next_reading(cast, home, happens):
    label(home, by=cast.east_member)
    visit(cast, home, 5)
    assert door(home).next_visit_on is not None
    happens(cast, home)
    assert keep_all_up(on=TODAY) == 1
    assert door(home).next_visit_on is None
    assert door(home).last_met_on == ago(5)


def test_a_label_that_begins_tomorrow_counts_from_tomorrow(cast, home):
    label(home, by=cast.east_member, since=ago(-1))
    assert keep_up(cast.east, on=TODAY) == 0
    assert keep_up(cast.east, on=ago(-1)) == 1


@pytest.mark.parametrize("homes", [1, 3])
def test_catching_up_costs_two_queries_when_nothing_changed(cast, django_assert_num_queries, homes):
    for number in range(homes):
        label(move_in(cast.east, f"3-{number + 1}01", "刘桂芳"), by=cast.east_member)
    keep_up(cast.east, on=TODAY)
    with django_assert_num_queries(2):
        keep_up(cast.east, on=TODAY)


def test_all_doors_are_made_anew_as_they_were(cast, home):
    other = move_in(cast.east, "4-101", "张慧芳")
    third = move_in(cast.east, "5-101", "周文")
    label(home, by=cast.east_member)
    label(third, by=cast.east_member)
    visit(cast, home, 3)
    visit(cast, other, 2, nobody=True)
    keep_up(cast.east, on=TODAY)
    before = list(DoorRecord.objects.order_by("pk").values())
    DoorRecord.objects.filter(pk=home.pk).update(last_met_on=ago(2), last_tried_on=TODAY)
    assert rebuild_doors([cast.east, cast.west], on=TODAY) == 3
    assert list(DoorRecord.objects.order_by("pk").values()) == before
    rebuild_doors([cast.east, cast.west], on=TODAY)
    assert list(DoorRecord.objects.order_by("pk").values()) == before


def test_the_step_of_the_migration_writes_what_the_log_knows(cast, home):
    from importlib import import_module

    from django.apps import apps

    visit(cast, home, 3)
    visit(cast, home, 1, nobody=True)
    DoorRecord.objects.all().delete()
    step = import_module("casework.migrations.0009_knocks_doors").fill_doors
    step(apps, None)
    step(apps, None)
    assert (door(home).last_met_on, door(home).last_tried_on) == (ago(3), ago(1))


def test_last_met_and_not_met_since(cast, home, django_assert_num_queries):
    other = move_in(cast.east, "4-101", "张慧芳")
    third = move_in(cast.east, "5-101", "周文")
    move_in(cast.west, "5-101", "别处")
    visit(cast, home, 10)
    visit(cast, other, 2)
    with django_assert_num_queries(1):
        assert last_met([home, other.pk, third]) == {
            home.pk: ago(10),
            other.pk: ago(2),
            third.pk: None,
        }
    assert set(not_met_since(cast.east, TODAY, 10)) == {home, third}
    assert set(not_met_since(cast.east, TODAY, 11)) == {third}


def test_whom_the_search_has_found_was_met_and_taking_it_back_unmeets_her(cast, home):
    label(home, by=cast.east_member)
    visit(cast, home, 1, nobody=True)
    knock = Knock.objects.get(household=home)
    assert door(home).last_met_on is None
    found = {"who": "王老师", "how": "买菜回来碰到的", "seen_at": NOW, "at": NOW}

    write_seen(knock, by=cast.east_member, **found)

    assert (door(home).last_met_on, door(home).last_tried_on) == (TODAY, TODAY)
    before = list(DoorRecord.objects.values())
    rebuild_doors([cast.east], on=TODAY)
    assert list(DoorRecord.objects.values()) == before

    reopen(knock, by=cast.east_member, at=NOW)
    assert (door(home).last_met_on, door(home).last_tried_on) == (None, ago(1))


def test_entries_in_the_bin_leave_no_trace(cast, home):
    entry = visit(cast, home)
    LogEntry.objects.filter(pk=entry.pk).update(removed_at=NOW, removed_by=cast.east_member)
    rebuild_doors([cast.east], on=TODAY)
    assert not DoorRecord.objects.exists()
    assert Household.objects.count() == 1

"""A round is laid out and changed; a door is visited."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.log.actions import remove_entry
from casework.log.figures import visits_figures
from casework.log.models import LogEntry
from casework.surveys.actions import RoundWords, begin_round, edit_round, note_visit
from casework.surveys.coverage import coverage_of
from casework.surveys.models import SurveyRound, SurveyVisit
from casework.surveys.rules import Coverage, VisitWords
from committees.journal.models import AuditEntry
from committees.residents.actions import move_out
from jiedao.common.errors import Conflict, Refused
from tests.casework.map.conftest import building_of
from tests.casework.surveys.conftest import a_round

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def walk(round_, home, by, outcome="met", **more):
    said = VisitWords(outcome, more.pop("on", TODAY), **more)
    return note_visit(round_, home, by=by, said=said, at=timezone.now())


def test_a_visit_is_a_log_entry_and_counts_as_one(houses, winter, homes):
    visit = walk(winter, homes["3-502"], houses.east_member)

    entry = LogEntry.objects.get()
    assert visit.entry == entry
    assert (entry.kind, entry.household, entry.text) == ("home", homes["3-502"], "上门见到了。")
    assert visits_figures([houses.east], TODAY, TODAY) == {houses.east.pk: 1}
    acts = AuditEntry.objects.values_list("act", flat=True)
    assert {"survey.begin", "survey.visit", "log.write"} <= set(acts)


@pytest.mark.parametrize(("outcome", "nobody"), [("met", 0), ("refused", 0), ("nobody", 1)])
def test_only_a_closed_door_is_nobody_home(houses, winter, homes, outcome, nobody):
    walk(winter, homes["3-502"], houses.east_member, outcome)

    assert LogEntry.objects.filter(nobody_home=True).count() == nobody


def test_every_household_counts_once_and_met_once_is_met(houses, winter, homes, third):
    by = houses.east_member
    walk(winter, homes["3-101"], by, "nobody")
    walk(winter, homes["3-101"], by, "met")
    walk(winter, homes["3-101"], by, "nobody")
    walk(winter, homes["3-301"], by, "nobody")
    walk(winter, homes["3-301"], by, "refused")
    walk(winter, homes["3-502"], by, "nobody")

    covered = coverage_of([winter], TODAY)

    assert covered == {winter.pk: {third.pk: Coverage(4, met=1, refused=1, nobody=1)}}
    assert covered[winter.pk][third.pk].left == 1


def test_a_visit_taken_back_never_happened(houses, winter, homes, third):
    visit = walk(winter, homes["3-101"], houses.east_member)
    assert coverage_of([winter], TODAY)[winter.pk][third.pk].met == 1

    remove_entry(visit.entry, by=houses.east_member, at=timezone.now())

    assert coverage_of([winter], TODAY)[winter.pk][third.pk].met == 0


def test_a_household_that_moved_away_no_longer_counts(houses, winter, homes, third):
    walk(winter, homes["3-101"], houses.east_member)
    yesterday = TODAY - timedelta(days=1)
    for door in ("3-101", "3-301"):
        move_out(homes[door], by=houses.east_director, until=yesterday)

    assert coverage_of([winter], TODAY)[winter.pk][third.pk] == Coverage(2)


def test_a_round_that_is_over_keeps_the_figures_of_its_last_day(houses, third, homes):
    over = a_round(houses, {third: None}, days=(-20, -5))
    move_out(homes["3-101"], by=houses.east_director, until=TODAY - timedelta(days=1))

    assert coverage_of([over], TODAY)[over.pk][third.pk].households == 4


@pytest.mark.parametrize("rounds", [1, 3])
def test_how_far_rounds_have_come_costs_two_queries(
    houses, third, homes, django_assert_num_queries, rounds
):
    made = [a_round(houses, {third: None}) for _ in range(rounds)]
    for one in made:
        walk(one, homes["3-101"], houses.east_member)

    with django_assert_num_queries(2):
        coverage_of(made, TODAY)


@pytest.mark.parametrize("days", [-6, 21])
def test_a_day_outside_the_round_is_refused(houses, winter, homes, days):
    with pytest.raises(Refused, match="这一轮是"):
        walk(winter, homes["3-502"], houses.east_member, on=TODAY + timedelta(days=days))
    assert LogEntry.objects.count() == 0


def test_a_door_of_a_building_not_in_the_round_is_refused(houses, winter, move_in):
    other = move_in("2-101", "何美珍")

    with pytest.raises(Refused, match="不在这一轮里"):
        walk(winter, other, houses.east_member)


def test_a_need_asks_for_words(houses, winter, homes):
    with pytest.raises(Refused, match="有什么需要"):
        walk(winter, homes["3-502"], houses.east_member, needs=True)
    assert SurveyVisit.objects.count() == 0


def test_a_stranger_neither_plans_nor_walks(houses, winter, homes, third):
    words = RoundWords("冬季走访", TODAY, TODAY)
    begin_round(houses.east, by=houses.east_member, words=words, plan={third: None})
    for by in (houses.west_director, houses.clerk):
        with pytest.raises(Refused):
            begin_round(houses.east, by=by, words=words, plan={third: None})
        with pytest.raises(Refused):
            walk(winter, homes["3-502"], by)
    with pytest.raises(Refused, match="主任和委员"):
        begin_round(houses.east, by=houses.east_station, words=words, plan={third: None})
    walk(winter, homes["3-502"], houses.east_station)


def test_a_building_of_another_committee_cannot_be_in_the_round(houses):
    west = building_of(houses.west)

    with pytest.raises(Refused, match="不属于本居委会"):
        a_round(houses, {west: None})
    assert SurveyRound.objects.count() == 0


def test_a_building_that_was_walked_stays_in_the_round(houses, winter, homes):
    walk(winter, homes["3-502"], houses.east_member)
    words = RoundWords("冬季走访", winter.starts_on, winter.ends_on)
    second = building_of(houses.east, "2")

    with pytest.raises(Refused, match="3 号楼已经走过"):
        edit_round(winter, by=houses.east_director, version=1, words=words, plan={second: None})
    assert [part.building.number for part in winter.parts.all()] == ["3"]


def test_who_comes_second_sees_that_somebody_saved(houses, winter, third):
    words = RoundWords("冬季走访二", winter.starts_on, winter.ends_on)
    edit_round(winter, by=houses.east_director, version=1, words=words, plan={third: None})

    with pytest.raises(Conflict):
        edit_round(winter, by=houses.east_member, version=1, words=words, plan={third: None})

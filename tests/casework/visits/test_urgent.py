"""困难，急: from a door to an urgent hardship in one tap, the clock running since the door."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from casework.cases.models import Case
from casework.log.actions import write_entry
from casework.log.models import LogEntry
from casework.log.rules import EntryWords
from casework.response.models import CaseClock
from casework.visits.actions import AT_THE_DOOR, urgent_case_of
from jiedao.common.errors import Refused
from tests.casework.care import label
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def home(cast):
    return move_in(cast.east, "3-502", "刘桂芳")


def entry_of(cast, home, *, kind="home", ago=timedelta(0)):
    words = EntryWords(kind, "", "家里断粮了，人很虚弱", timezone.localdate(NOW))
    entry = write_entry(cast.east, by=cast.east_member, words=words, household=home, at=NOW)
    LogEntry.objects.filter(pk=entry.pk).update(recorded_at=NOW - ago)
    entry.refresh_from_db()
    return entry


def test_one_tap_on_the_visit_makes_an_urgent_hardship(cast, enter, home):
    entry = entry_of(cast, home)
    member = enter(cast.east_member)
    page = re.sub(r"\s+", " ", member.get(f"/log/{entry.pk}/").content.decode())
    assert "困难，急" in page

    answer = member.post(f"/log/{entry.pk}/urgent/")

    case = Case.objects.get()
    assert answer.url == f"/cases/{case.pk}/"
    assert (case.kind, case.urgency, case.level) == ("hardship", "urgent", 2)
    assert case.cares == ["hardship"]
    assert case.owner == cast.east_member
    assert case.household == home


def test_the_clocks_start_at_the_door_and_not_at_the_tap(cast, home):
    entry = entry_of(cast, home, ago=timedelta(minutes=50))
    case = urgent_case_of(entry, by=cast.east_member, at=NOW)
    assert case.opened_at == NOW - timedelta(minutes=50)
    solve = CaseClock.objects.get(case=case, clock="solve")
    assert solve.started_at == NOW - timedelta(minutes=50)


def test_an_old_visit_starts_its_clocks_now(cast, home):
    entry = entry_of(cast, home, ago=AT_THE_DOOR + timedelta(minutes=1))
    assert urgent_case_of(entry, by=cast.east_member, at=NOW).opened_at == NOW


def test_the_labels_of_the_household_say_which_care_it_is(cast, home):
    label(home, "lives-alone", by=cast.east_member)
    label(home, "disabled", by=cast.east_member)
    case = urgent_case_of(entry_of(cast, home), by=cast.east_member, at=NOW)
    assert case.cares == ["disability", "elder"]


def test_a_second_tap_makes_no_second_case(cast, home):
    entry = entry_of(cast, home)
    case = urgent_case_of(entry, by=cast.east_member, at=NOW)
    with pytest.raises(Refused, match=str(case)):
        urgent_case_of(entry, by=cast.east_member, at=NOW)


def test_a_call_is_no_door_and_a_neighbour_committee_no_helper(cast, enter, home):
    call = entry_of(cast, home, kind="call")
    member = enter(cast.east_member)
    assert "困难，急" not in member.get(f"/log/{call.pk}/").content.decode()
    with pytest.raises(Refused, match="不是走访"):
        urgent_case_of(call, by=cast.east_member, at=NOW)
    visit = entry_of(cast, home)
    with pytest.raises(Refused):
        urgent_case_of(visit, by=cast.west_member, at=NOW)
    assert not Case.objects.exists()

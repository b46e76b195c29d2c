"""`min_filled` is a floor of the whole committee, not of the round that is counted (T4-5)."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from committees.people.models import User
from committees.terms.models import Mandate
from elections.counting.opening import open_boxes
from elections.results import recount
from elections.results.holding import rules_of, staying_in_office
from elections.results.next_rounds import open_next_round
from elections.results.taking_office import take_office
from elections.rulesets.models import RuleSet
from jiedao.common.errors import Refused
from tests.cast import LONG_AGO
from tests.elections.polling import (
    CLEAR,
    at_the_count,
    close,
    hand_out,
    opened,
    out,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def four_are_enough(db):
    RuleSet.objects.filter(code="law_2025").update(leave_vacant=True, min_filled=4)


def run_off(poll, result, numbers):
    today = timezone.localdate()
    open_next_round(result, by=poll.head, polling_on=today, on=today)
    poll = opened(poll.fresh())
    poll.lines = {"member": list(poll.round.contests.get().lines.order_by("order"))}
    poll.stations = list(poll.round.stations.order_by("pk"))
    hand_out(poll, 40)
    close(poll)
    boxes = {station.pk: 20 for station in poll.stations}
    open_boxes(poll.round, by=poll.scrutineer, collected=boxes)
    return out(poll.fresh(), timezone.now(), member=numbers)


def in_office(committee, number):
    for at in range(number):
        person = User(name=f"在任{at}", phone=f"1000099{at:04d}")
        person.set_unusable_password()
        person.save()
        Mandate.objects.create(committee=committee, person=person, post="member", since=LONG_AGO)


def test_a_run_off_that_brings_the_committee_to_its_floor_may_leave_the_rest(cast, four_are_enough):
    poll = at_the_count(cast.east, roll=60, issued=50)
    first = out(poll, timezone.now(), **CLEAR | {"member": [45, 20, 12, 3]})
    assert first.outcome["contests"][-1]["next"] == "run_off"
    assert first.sheet["parameters"]["min_filled"] == 4

    second = run_off(poll, first, [30, 10, 4])

    (seats,) = second.outcome["contests"]
    assert (len(seats["elected"]), seats["vacant"], seats["next"]) == (1, 1, "vacant")
    assert second.sheet["parameters"]["min_filled"] == 1


def test_a_stranger_recounts_that_sheet_by_itself(cast, four_are_enough, tmp_path):
    poll = at_the_count(cast.east, roll=60, issued=50)
    second = run_off(
        poll, out(poll, timezone.now(), **CLEAR | {"member": [45, 20, 12, 3]}), [30, 10, 4]
    )
    (tmp_path / "sheet.json").write_text(json.dumps(second.sheet, ensure_ascii=False))

    command = [sys.executable, "-I", recount.__file__, "sheet.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True)

    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["contests"][0]["next"] == "vacant"


def test_below_the_floor_there_is_another_round(cast, four_are_enough):
    poll = at_the_count(cast.east, roll=60, issued=50)
    first = out(poll, timezone.now(), **CLEAR | {"member": [45, 20, 12, 3]})

    second = run_off(poll, first, [12, 10, 4])

    assert second.outcome["contests"][0]["next"] == "run_off"


def test_where_seats_may_not_stay_empty_the_sheet_says_nothing_of_a_floor(cast):
    poll = at_the_count(cast.east, roll=60, issued=50)
    second = run_off(
        poll, out(poll, timezone.now(), **CLEAR | {"member": [45, 20, 12, 3]}), [30, 10, 4]
    )

    assert second.sheet["parameters"] == {}
    assert second.outcome["contests"][0]["next"] == "run_off"


@pytest.mark.parametrize(("staying", "after"), [(3, "vacant"), (2, "run_off")])
def test_a_by_election_counts_those_who_stay_in_office(cast, four_are_enough, staying, after):
    in_office(cast.east, staying)
    poll = at_the_count(cast.east, kind="by_election", seats={"member": 2}, roll=60, issued=50)

    result = out(poll, timezone.now(), member=[40, 20, 5])

    (seats,) = result.outcome["contests"]
    assert (len(seats["elected"]), seats["next"]) == (1, after)


def test_who_only_acts_or_has_left_by_polling_day_is_not_counted(cast, four_are_enough):
    in_office(cast.east, 3)
    poll = at_the_count(cast.east, kind="by_election", seats={"member": 2}, roll=60, issued=50)
    Mandate.objects.filter(person__name="在任0").update(origin="acting")
    gone = poll.election.polling_on - timedelta(days=1)
    Mandate.objects.filter(person__name="在任1").update(until=gone)

    assert rules_of(poll.round).min_filled == 3


def test_whoever_is_elected_to_another_post_is_counted_once(cast, four_are_enough):
    in_office(cast.east, 3)
    poll = at_the_count(cast.east, kind="by_election", seats={"member": 2}, roll=60, issued=50)

    assert staying_in_office(poll.election, ["在任0（3号楼）"]) == 2


def test_after_a_whole_term_nobody_stays(cast, four_are_enough):
    in_office(cast.east, 3)
    poll = at_the_count(cast.east, roll=60, issued=50)

    assert rules_of(poll.round).min_filled == 4


def test_in_a_by_election_one_of_two_takes_office_where_the_rest_stay(cast):
    in_office(cast.east, 4)
    poll = at_the_count(cast.east, kind="by_election", seats={"member": 2}, roll=60, issued=50)
    result = out(poll, timezone.now(), member=[40, 20, 5])

    assert len(take_office(result, by=poll.head)) == 1
    assert take_office(result, by=poll.head) == []


def test_with_too_few_in_office_it_waits_for_the_next_round(cast):
    in_office(cast.east, 3)
    poll = at_the_count(cast.east, kind="by_election", seats={"member": 2}, roll=60, issued=50)
    result = out(poll, timezone.now(), member=[40, 20, 5])

    with pytest.raises(Refused, match="当选 1 人，还要再次投票"):
        take_office(result, by=poll.head)

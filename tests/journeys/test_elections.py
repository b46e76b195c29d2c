"""One committee elects, from the opening of its round to 接手清单, as its people walk through it.

Every step is taken once by clicking; what is only more of the same (sixty neighbours, seven more
nominations) is written by the acts behind the pages. The law wants days between the steps: the
clock is moved to the day on which the timetable puts each.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from elections.timetable.models import Election
from elections.timetable.states import StepCode
from tests.cast import Cast, _committee
from tests.elections.makers import a_candidate, a_voter, an_election
from tests.journeys.axe import FACES, assert_sound
from tests.journeys.conftest import NewPage, SignedIn
from tests.journeys.election_before import (
    neighbours_are_nominated,
    people_live_here,
    polling_day_is_prepared,
    somebody_votes_for_another,
    the_election_body_is_written_down,
    the_names_are_put_in_order,
    the_roll_hangs_and_a_resident_finds_herself,
    the_roll_is_built_from_the_register,
    the_street_opens_the_round,
    two_people_freeze_the_roll,
    two_people_hang_the_first_notices,
)
from tests.journeys.election_polling import (
    a_third_person_settles_with_the_paper_in_hand,
    anybody_recounts_it_at_home,
    ballots_are_handed_out_on_a_phone,
    everything_is_handed_over,
    the_boxes_are_opened,
    the_elected_take_office,
    the_stations_close,
    the_wall_says_the_same,
    two_people_sign_and_one_publishes,
    two_tellers_count_without_seeing_each_other,
)
from tests.journeys.election_town import FIRST_DAY, Town
from tests.journeys.test_decisions import follow, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.make_aware(datetime.combine(FIRST_DAY, time(9)))) as found:
        yield found


@pytest.fixture
def town(cast: Cast, signed_in: SignedIn, new_page: NewPage, clock: Any) -> Town:
    return Town(cast, clock, signed_in, new_page)


@pytest.mark.long
def test_a_committee_elects_from_the_timetable_to_the_list_of_what_is_handed_over(
    town: Town, tmp_path: Path
) -> None:
    people_live_here(town)
    the_street_opens_the_round(town)
    the_election_body_is_written_down(town)
    two_people_hang_the_first_notices(town)
    the_roll_is_built_from_the_register(town)
    the_roll_hangs_and_a_resident_finds_herself(town)
    two_people_freeze_the_roll(town)
    neighbours_are_nominated(town)
    the_names_are_put_in_order(town)
    polling_day_is_prepared(town)
    somebody_votes_for_another(town)

    ballots_are_handed_out_on_a_phone(town)
    the_stations_close(town)
    the_boxes_are_opened(town)
    two_tellers_count_without_seeing_each_other(town)
    a_third_person_settles_with_the_paper_in_hand(town)
    the_wall_says_the_same(town)
    two_people_sign_and_one_publishes(town)
    anybody_recounts_it_at_home(town, tmp_path)
    the_elected_take_office(town)
    everything_is_handed_over(town)


def test_the_street_sees_all_rounds_side_by_side_and_what_is_late(
    cast: Cast, signed_in: SignedIn, clock: Any
) -> None:
    """Thirty-four at once: one of them is late, two share somebody, one rehearses."""
    late = thirty_four_rounds(cast)
    clerk = signed_in(cast.clerk)
    clerk.goto("/street/elections/")
    expect(clerk.locator(".page-head")).to_contain_text("34 个居委会有选举，1 个有晚了的步骤")
    expect(clerk.locator("tbody tr")).to_have_count(34)
    row = clerk.locator("tr.is-late")
    expect(row).to_contain_text(late.committee.short_name)
    expect(row).to_contain_text("“选民登记开始”应在 2月27日，超 3 天")
    assert_sound(clerk, FACES)

    follow(clerk, "两边都登记的人")
    expect(clerk.locator("main")).to_contain_text("张**")
    assert_sound(clerk, FACES)
    clerk.goto("/street/elections/?rehearsal=1")
    expect(clerk.locator(".page-head")).to_contain_text("1 个居委会有演练")
    assert_sound(clerk, FACES)

    clerk.goto("/street/elections/")
    with clerk.expect_navigation():
        clerk.locator(".bad-words").click()
    expect(clerk.locator("tr.is-late")).to_contain_text("选民登记开始")
    assert_sound(clerk, FACES)
    follow(clerk, "改期 ：选民登记开始")
    clerk.get_by_label("改到哪一天").fill("3月4日")
    clerk.get_by_label("为什么改期").fill("选举委员会刚推选出来")
    press(clerk, "改期")
    expect(clerk.locator("main")).to_contain_text("改过日期：选举委员会刚推选出来")
    clerk.goto("/street/elections/")
    expect(clerk.locator("tr.is-late")).to_have_count(0)


def thirty_four_rounds(cast: Cast) -> Election:
    """At all stages, the third of them late; a rehearsal beside them."""
    committees = [cast.east, cast.west]
    committees += [_committee(cast.street, at, f"小区{at}", f"xiaoqu-{at}") for at in range(3, 35)]
    stages = cycle(["preparing", "registration", "roll", "nomination", "polling", "published"])
    rounds = [an_election(one, stage=next(stages)) for one in committees]
    an_election(cast.west, rehearsal=True)
    for one in rounds[:2]:
        a_voter(one, "张文娟", "3-502", id_index="1" * 32)
    a_candidate(rounds[3], "钱进")
    late = rounds[2]
    late.steps.filter(code=StepCode.REGISTRATION).update(due_on=FIRST_DAY - timedelta(days=3))
    return late

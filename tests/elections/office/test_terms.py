"""Twelve, six and three months ahead the street and the director are told; and once it is over."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.care.rules import months_later
from committees.terms.models import Mandate
from elections.office.terms import terms_of
from tests.elections.makers import an_election
from tests.elections.office.test_handing import gone

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def elected(committee, person, since, origin="election"):
    return Mandate.objects.create(
        committee=committee, person=person, post="member", origin=origin, since=since
    )


def term(cast, today=TODAY):
    return terms_of([cast.east], today)[0]


@pytest.mark.parametrize(
    ("began", "alarm"),
    [
        (date(2021, 6, 2), 3),
        (date(2021, 6, 1), 0),
        (date(2021, 9, 2), 3),
        (date(2021, 9, 3), 6),
        (date(2021, 12, 2), 6),
        (date(2022, 6, 2), 12),
        (date(2022, 6, 3), None),
    ],
)
def test_the_alarm_rings_as_the_end_comes_near(cast, began, alarm):
    elected(cast.east, cast.east_member, began)
    assert term(cast).alarm == alarm


def test_who_was_elected_in_between_serves_the_rest_of_the_term(cast):
    elected(cast.east, cast.east_member, date(2022, 1, 10))
    elected(cast.east, cast.east_second_member, date(2022, 2, 5))
    elected(cast.east, cast.east_station, date(2024, 3, 1), origin="by_election")

    assert term(cast).began_on == date(2022, 1, 10)
    assert term(cast).ends_on == date(2027, 1, 9)


def test_a_term_nobody_wrote_down_is_said_to_be_missing(cast):
    assert term(cast).ends_on is None
    assert term(cast).words == ""


def five_years_ago(days=0):
    return months_later(timezone.localdate(), -60) - timedelta(days=days)


def test_the_street_sees_whose_term_is_over_and_whether_an_election_runs(cast, enter):
    elected(cast.east, cast.east_member, five_years_ago(days=40))
    an_election(cast.east)

    shown = enter(cast.clerk).get(reverse("street-terms")).content.decode()

    assert "1 个居委会任期已经到了" in shown
    assert "没有写过任职" in shown
    assert shown.index("东苑") < shown.index("西苑")


def test_the_directors_day_says_it_and_the_members_does_not(cast, enter):
    elected(cast.east, cast.east_member, five_years_ago(days=40))

    assert "还没有换届" in enter(cast.east_director).get("/today/").content.decode()
    assert "还没有换届" not in enter(cast.east_member).get("/today/").content.decode()


def test_the_new_directors_day_begins_with_the_list(cast, enter):
    handover = gone(cast)
    shown = enter(cast.east_member).get("/today/").content.decode()

    assert f"/office/handover/{handover.pk}/" in shown
    assert "还有 11 样没接" in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_nine_queries_however_many_committees(
    cast, enter, django_assert_num_queries, rows
):
    people = (cast.east_member, cast.east_second_member, cast.east_station)[:rows]
    for number, person in enumerate(people):
        elected(cast.east, person, five_years_ago(days=number))
    client = enter(cast.clerk)
    with django_assert_num_queries(9):
        client.get(reverse("street-terms"))

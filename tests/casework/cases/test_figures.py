"""Figures of cases and who has what to do, each equal to its list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.cases import actions, closing, handover, undoing
from casework.cases.figures import CaseFigures, case_figures, due_soon, overdue_list
from casework.cases.models import Case
from tests.casework.cases.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


@pytest.fixture
def a_mixed_street(cast, opened):
    long_ago = NOW - timedelta(days=60)
    return {
        "late": opened(at=long_ago),
        "soon": opened(due_on=TODAY + timedelta(days=3)),
        "later": opened(due_on=TODAY + timedelta(days=4)),
        "closed": closing.settle_case(opened(), by=cast.east_director, at=NOW),
        "removed": undoing.remove_case(opened(), by=cast.east_director, at=NOW),
        "west": opened(committee=cast.west, by=cast.west_director, at=long_ago),
    }


def test_every_committee_s_figures_come_in_one_query(
    cast, a_mixed_street, django_assert_num_queries
):
    with django_assert_num_queries(1):
        figures = case_figures([cast.east, cast.west], TODAY)
    assert figures == {cast.east.pk: CaseFigures(3, 1, 1), cast.west.pk: CaseFigures(1, 1, 0)}


def test_each_figure_equals_the_list_behind_it(cast, a_mixed_street):
    figures = case_figures([cast.east], TODAY)[cast.east.pk]
    own = Case.objects.filter(committee=cast.east)
    assert list(own.overdue(TODAY)) == [a_mixed_street["late"]]
    assert list(due_soon(own, TODAY)) == [a_mixed_street["soon"]]
    assert own.open().count() == figures.open


def test_the_late_list_shows_only_what_the_reader_may_see(
    cast, a_mixed_street, django_assert_num_queries
):
    assert set(overdue_list(cast.clerk, TODAY, 9)) == {
        a_mixed_street["late"],
        a_mixed_street["west"],
    }
    assert overdue_list(cast.west_director, TODAY, 9) == [a_mixed_street["west"]]
    assert overdue_list(cast.admin, TODAY, 9) == []
    assert len(overdue_list(cast.clerk, TODAY, 1)) == 1


def test_every_open_case_is_somebody_s_move_and_stands_in_one_tab(cast, opened, asked_to_close):
    mine = opened(by=cast.east_member)
    waits = actions.wait_for(
        opened(by=cast.east_member), by=cast.east_member, who="物业", text="", at=NOW
    )
    offered = handover.hand_over(
        opened(), by=cast.east_director, to=cast.east_member, text="", at=NOW
    )
    others = opened()

    member = Case.objects.filter(committee=cast.east)
    assert set(member.to_do_by(cast.east_member, NOW)) == {mine, offered, asked_to_close}
    assert set(member.of_others(cast.east_member, NOW)) == {waits, others}
    assert set(member.to_do_by(cast.east_director, NOW)) == {others}
    assert asked_to_close not in member.to_do_by(cast.east_branch, NOW)

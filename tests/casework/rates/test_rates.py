"""三率: honest about small numbers, every number opens its list, nothing is ranked."""

import re
from datetime import date, timedelta

import pytest

from casework.callbacks.actions import record_callback
from casework.callbacks.rules import Heard
from casework.cases import actions, closing, undoing
from casework.cases.closing import Closing
from casework.clocks.states import Clock
from casework.rates.rules import Rate, last_months, month_span, told_months
from casework.response.models import CaseClock
from tests.casework.cases.conftest import NOW

pytestmark = pytest.mark.django_db


def page_of(client, path):
    return re.sub(r"\s+", " ", client.get(path).content.decode())


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 0, ""),
        (3, 5, "5 件里 3 件"),
        (9, 9, "9 件里 9 件"),
        (10, 10, "100%"),
        (199, 200, "99%"),
        (1_999, 2_000, "99%"),
        (1, 200, "1%"),
        (25, 200, "13%"),
    ],
)
def test_under_ten_a_count_stands_instead_of_a_rate(part, whole, words):
    assert Rate(part, whole).words == words


def test_months_before_the_first_of_which_anything_is_known_are_left_out():
    span = last_months(date(2026, 12, 31))

    assert told_months(span, {date(2026, 10, 1), date(2026, 12, 1)}) == [
        date(2026, 12, 1),
        date(2026, 11, 1),
        date(2026, 10, 1),
    ]
    assert told_months(span, set()) == [date(2026, 12, 1)]
    assert len(told_months(span, {date(2026, 1, 1)})) == 12


def test_twelve_months_end_with_this_one():
    span = last_months(date(2026, 12, 31))
    assert (span.first, span.until) == (date(2026, 1, 1), date(2027, 1, 1))
    assert len(span.months) == 12
    assert span.months[0] == date(2026, 12, 1)
    assert month_span(date(2026, 2, 14)).until_at.isoformat() == "2026-03-01T00:00:00+08:00"


@pytest.fixture
def scene(cast, opened):
    """East: two answered in time, one silent and overdue; one solved, one not, one not reached."""
    solved, unsolved = (opened(title=one) for one in ("修好了", "没修好"))
    silent = opened(title="没人理", source="hotline")
    clock = CaseClock.objects.filter(case=silent, clock=Clock.CONTACT)
    clock.update(due_at=NOW - timedelta(minutes=1))
    opened(title="刚登记", source="hotline")
    actions.add_progress(solved, by=cast.east_director, text="去了", at=NOW)
    record_callback(solved, by=cast.east_director, heard=Heard(solved=True, grade=4), at=NOW)
    closing.close_case(solved, by=cast.east_director, closing=Closing("好了"), at=NOW)
    sad = Heard(solved=False, grade=3, reason="open")
    record_callback(unsolved, by=cast.east_director, heard=sad, at=NOW)


def test_the_three_rates_are_counted_as_the_page_says(cast, enter, scene):
    page = page_of(enter(cast.east_director), "/rates/")
    counts = re.findall(r'<div class="v">([^<]+)</div>', page)
    assert counts == ["3 件里 2 件", "2 件里 1 件", "2 件里 1 件"]
    assert "按居委会" not in page
    west = page_of(enter(cast.west_director), "/rates/")
    assert west.count("这段时间还没有") == 3


@pytest.mark.parametrize("what", ["response", "solved", "content"])
def test_every_number_opens_the_list_it_counts(cast, enter, scene, what):
    clerk = enter(cast.clerk)
    page = page_of(clerk, "/street/rates/")
    found = re.findall(rf'<a class="cell-link" href="([^"]*what={what})">(\d+) 件里 (\d+) 件', page)
    assert len(found) == 3  # East, this month, 居民反映
    for href, whole, part in found:
        rows = page_of(clerk, href.replace("&amp;", "&"))
        assert rows.count("算在里面") == int(part)
        assert rows.count("没算上") == int(whole) - int(part)
        assert f"{whole} 件里 {part} 件" in rows


def test_committees_stand_in_the_street_s_order_whatever_their_rates(cast, enter, scene):
    page = page_of(enter(cast.clerk), "/street/rates/")
    table = page[page.index("按居委会") :]
    assert table.index("东苑") < table.index("西苑")
    cast.east.order = 9
    cast.east.save()
    page = page_of(enter(cast.clerk), "/street/rates/")
    table = page[page.index("按居委会") :]
    assert table.index("西苑") < table.index("东苑")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", ["/street/rates/", "/street/rates/?kind=issue&c=dongyuan"])
def test_the_page_costs_the_same_however_much_there_is(
    cast, enter, opened, django_assert_max_num_queries, rows, path
):
    for _ in range(rows):
        case = opened()
        record_callback(case, by=cast.east_director, heard=Heard(solved=True, grade=4), at=NOW)
    clerk = enter(cast.clerk)
    with django_assert_max_num_queries(10):
        assert clerk.get(path).status_code == 200


def test_an_address_nobody_wrote_shows_everything(cast, enter, scene):
    clerk = enter(cast.clerk)
    for query in ("month=2026-13", "kind=x", "c=nowhere", "what=x", "after=x"):
        assert clerk.get(f"/street/rates/?{query}").status_code == 200
        assert clerk.get(f"/street/rates/list/?{query}").status_code == 200


def test_a_case_that_is_open_again_says_why_it_is_not_counted(cast, enter, opened):
    case = opened()
    record_callback(case, by=cast.east_director, heard=Heard(solved=True, grade=4), at=NOW)
    closing.close_case(case, by=cast.east_director, closing=Closing("好了"), at=NOW)
    director = enter(cast.east_director)
    assert "现在还没办结" not in page_of(director, "/rates/list/?what=solved")
    closing.reopen(case, by=cast.east_director, why="又漏了", at=NOW)
    rows = page_of(director, "/rates/list/?what=solved")
    assert "说解决了，满意，现在还没办结" in rows
    assert rows.count("没算上") == 1


def test_whom_nobody_reached_is_told_beside_the_rates_unless_the_case_was_taken_back(
    cast, enter, opened
):
    case = opened("hardship", owner=cast.east_member)
    closing.ask_to_close(case, by=cast.east_member, closing=Closing("好了", "回单"), at=NOW)
    for _ in range(3):
        record_callback(case, by=cast.east_director, heard=Heard(reached=False), at=NOW)
    director = enter(cast.east_director)
    assert "这段时间有 1 次" in page_of(director, "/rates/")
    undoing.remove_case(case, by=cast.east_director, at=NOW)
    assert "这段时间有" not in page_of(director, "/rates/")

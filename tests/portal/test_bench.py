"""`manage.py bench`: what it counts, what it flags, and that every main page can be measured."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from committees.calendar.querysets import work_calendar
from committees.people.models import Posting
from committees.reach.states import Role
from committees.reminders.models import InboxMessage, Reminder
from committees.territory.models import Committee
from elections.results.models import Result
from jiedao.portal.bench.due_reminders import Comparison, compare
from jiedao.portal.bench.elections import PollingDay, open_rounds, polling_day
from jiedao.portal.bench.imports import Import, bring_in
from jiedao.portal.bench.measuring import Figures, Samples, percentile, visitor
from jiedao.portal.bench.pages import Page, main_pages
from jiedao.portal.bench.report import Line, Report
from jiedao.portal.demo import territory
from jiedao.portal.demo.loader import load
from jiedao.portal.demo.setting import Setting, moment
from tests.casework.homes import move_in

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def two_committees(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Two committees with a fortnight behind them, made once: each test takes its own rows back."""
    with django_db_blocker.unblock(), transaction.atomic():
        _load()
        yield
        transaction.set_rollback(True)


def _load() -> None:
    setting = Setting(now=moment(TODAY, 9), days=14, calendar=work_calendar())
    load(setting, territory.directory()[:2])


@pytest.fixture
def street(two_committees: None, db: None) -> None:
    """The two committees, for one test."""


def page(label: str = "/", goal: int = 80) -> Page:
    return Page(label, label, None, goal)


def line(one_year: float, ten_years: float, goal: int = 80) -> Line:
    found = Line("/log/", "周桂英", goal)
    found.by_years = {
        1: Figures(one_year, one_year * 2, 9, 5_000, (one_year,)),
        10: Figures(ten_years, ten_years * 2, 9, 5_000, (ten_years,)),
    }
    return found


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([5.0], 95, 5.0),
        ([1.0, 2.0, 3.0, 4.0], 50, 2.0),
        ([float(n) for n in range(1, 61)], 95, 57.0),
        ([float(n) for n in range(1, 101)], 95, 95.0),
        ([3.0, 1.0, 2.0], 100, 3.0),
    ],
)
def test_percentile_is_the_nearest_rank(values: list[float], percent: int, expected: float) -> None:
    assert percentile(values, percent) == expected


def test_a_page_within_its_goals_is_not_flagged() -> None:
    assert line(10, 12).flags == []
    assert line(10, 12).growth == pytest.approx(1.2)


def test_a_page_that_slows_with_the_data_is_flagged_in_words() -> None:
    (flag,) = line(10, 12.5).flags
    assert flag == "数据多了变慢：1.25 倍，最多 1.2 倍"


def test_growth_compares_rounds_that_lay_side_by_side() -> None:
    """The machine was four times as slow in the second round: for both of them."""
    found = Line("/log/", "周桂英", 80)
    found.by_years = {
        1: Figures(10, 40, 9, 5_000, (10.0, 40.0, 10.0)),
        10: Figures(11, 44, 9, 5_000, (11.0, 44.0, 30.0)),
    }
    assert found.growth == pytest.approx(1.1)


def test_a_page_over_its_goal_is_flagged_for_the_years_it_is_over() -> None:
    assert line(30, 36, goal=70).flags == ["10 年数据时超过 70 毫秒"]


def test_a_page_that_does_not_exist_is_reported_as_missing() -> None:
    report = Report()
    nowhere = page("/nirgends/")
    assert not nowhere.exists
    report.add(Samples(nowhere, Client()), 1)
    assert report.lines["/nirgends/"].flags == ["还没有这一页"]
    assert any("▲ 还没有这一页" in printed for printed in report.table())


def test_the_table_and_the_json_tell_the_same() -> None:
    report = Report()
    report.rows = {1: 1_000, 10: 10_000}
    report.lines["/log/"] = line(10, 13)
    report.reminders = Comparison(10_000, 0.5, 0.1)
    table = "\n".join(report.table())
    assert "10 年：10,000 行" in table
    assert "1.30" in table
    assert "速度比 0.20，达到目标" in table
    (entry,) = report.as_json()["pages"]
    assert entry["years"]["10"]["p50"] == 13
    assert entry["flags"] == ["数据多了变慢：1.30 倍，最多 1.2 倍"]
    assert report.as_json()["reminders"]["ratio"] == pytest.approx(0.2)


def test_a_slow_sender_is_flagged() -> None:
    report = Report()
    report.reminders = Comparison(10_000, 1.0, 0.1)
    assert any("▲ 低于目标 0.15" in printed for printed in report.table())


@pytest.mark.usefixtures("street")
def test_each_of_the_main_pages_is_opened_by_somebody_who_may() -> None:
    pages = list(main_pages())
    assert len(pages) == 36
    assert {one.who for one in pages} == {"居民", "周桂英", "李敏"}
    for one in pages:
        assert one.exists, one.label
        samples = Samples(one, visitor(one.visitor))
        samples.ask(1)
        assert [len(times) for times in samples.rounds] == [1]
        assert samples.figures.size > 500
    assert {one.goal_ms for one in pages} == {80, 150, 300}


@pytest.mark.usefixtures("street")
def test_warming_up_is_not_measured_and_the_most_queries_count() -> None:
    today = next(one for one in main_pages() if one.label == "/today/")
    samples = Samples(today, visitor(today.visitor))
    samples.ask(2)
    assert [len(times) for times in samples.rounds] == [2]
    assert samples.queries > 2


@pytest.mark.usefixtures("street")
def test_a_page_that_does_not_answer_stops_the_measuring() -> None:
    with pytest.raises(RuntimeError, match="/c/nobody/ 回答 404"):
        Samples(page("/c/nobody/"), visitor(None)).ask(1)


@pytest.mark.usefixtures("street")
def test_due_reminders_go_out_once_each_way_and_are_taken_back() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no UPDATE inside WITH")
    before = (Reminder.objects.count(), InboxMessage.objects.count())
    found = compare(40)
    assert found.rows == 40
    assert found.sender > 0 < found.statement
    assert (Reminder.objects.count(), InboxMessage.objects.count()) == before


@pytest.mark.django_db
def test_without_postgresql_nothing_is_measured() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("this is PostgreSQL")
    with pytest.raises(CommandError, match="需要 PostgreSQL"):
        call_command("bench", stdout=StringIO())


@pytest.mark.usefixtures("street")
def test_every_line_of_the_measured_sheet_is_written() -> None:
    found = bring_in(rows=40)

    assert found.rows == 40
    assert found.check > 0
    assert found.write >= 0


def test_an_import_that_is_too_slow_or_too_large_is_flagged() -> None:
    assert Import(1, 1.0, 1.0, 1.0, 1.0, 1).flags == []
    assert len(Import(1, 21.0, 11.0, 1.0, 1.0, 999).flags) == 3


@pytest.mark.usefixtures("street")
def test_a_polling_day_is_handed_out_counted_and_published() -> None:
    _a_third_committee()
    open_rounds()

    found = polling_day(ballots=60, issues=5)

    assert (found.ballots, found.issues, found.roll_rows) == (60, 5, 2)
    assert min(found.issuing, found.tally, found.finish, found.roll) > 0
    assert Result.objects.get(round__election__rehearsal=True).published_at is not None


def test_a_desk_that_hands_out_too_slowly_is_flagged() -> None:
    quick = PollingDay(300, 1.0, 0.2, 3_000, 9.0, 1.0, 5_000, 1.0)
    assert (quick.ratio, quick.flags) == (0.2, [])
    assert PollingDay(300, 1.0, 0.19, 3_000, 9.0, 1.0, 5_000, 1.0).flags == ["发票低于目标 0.2"]
    assert PollingDay(300, 1.0, None, 3_000, 9.0, 1.0, 5_000, 1.0).flags == [
        "没有 pgbench，发票没有比较"
    ]


def _a_third_committee() -> None:
    """With two residents and no election yet."""
    first = Committee.objects.in_street_order()[0]
    named = {"code": "990101001999", "name": "第三居委会", "short_name": "第三", "slug": "third"}
    third = Committee.objects.create(street=first.street, order=99, **named)
    move_in(third, "1-101", "陆文娟", "陆建国")
    leader = Posting.objects.filter(role=Role.DIRECTOR, committee=first)[0].user
    Posting.objects.create(user=leader, role=Role.DIRECTOR, committee=third, since=TODAY)

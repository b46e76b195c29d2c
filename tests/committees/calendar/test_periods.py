"""The page of days off, the banner and the system check."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from committees.calendar.models import SpecialDay
from committees.calendar.querysets import missing_years, work_calendar
from committees.journal.models import AuditEntry

pytestmark = pytest.mark.django_db
PATH = "/settings/periods/"


def test_pasted_lines_become_days_and_deadlines_follow(cast, enter):
    client = enter(cast.clerk)

    answer = client.post(f"{PATH}?year=2027", {"lines": "1-1 休 元旦\n2-14 班 春节"}, follow=True)

    assert "添好了 2 天" in answer.content.decode()
    calendar = work_calendar()
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.is_workday(date(2027, 2, 14))
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.chain, entry.object_label) == (
        "calendar.add",
        "street",
        "2027 年添改 2 天",
    )
    assert entry.before != entry.after


def test_one_unclear_line_keeps_all_of_them_out_and_all_of_them_on_the_form(cast, enter):
    lines = "1-1 休 元旦\n元旦大家都放假"

    answer = enter(cast.clerk).post(f"{PATH}?year=2027", {"lines": lines})

    assert answer.status_code == 422
    assert "第 2 行：没看懂" in answer.content.decode()
    assert "元旦大家都放假" in answer.content.decode()
    assert not SpecialDay.objects.filter(day__year=2027).exists()


def test_the_same_lines_again_change_nothing_and_another_kind_replaces(cast, enter):
    client = enter(cast.clerk)
    for lines in ("1-1 休 元旦", "1-1 休 元旦", "1-1 班 元旦"):
        client.post(f"{PATH}?year=2027", {"lines": lines})

    assert SpecialDay.objects.get(day=date(2027, 1, 1)).kind == "work"
    assert AuditEntry.objects.count() == 2


def test_a_day_is_taken_out_and_the_journal_knows(cast, enter):
    day = SpecialDay.objects.get(day=date(2026, 10, 1))

    answer = enter(cast.admin).post(f"/settings/periods/{day.pk}/remove/")

    assert answer.url == f"{PATH}?year=2026"
    assert not SpecialDay.objects.filter(day=date(2026, 10, 1)).exists()
    assert AuditEntry.objects.get().act == "calendar.remove"


@pytest.mark.parametrize("year", ["abc", "99999999999999999999", "-1", "1850", ""])
def test_an_odd_year_shows_this_one(cast, enter, year):
    assert enter(cast.clerk).get(PATH, {"year": year}).status_code == 200


def test_the_banner_names_the_year_nobody_has_written_down(cast, enter, time_machine):
    time_machine.move_to("2026-11-20 09:00+08:00")
    client = enter(cast.clerk)

    assert missing_years(date(2026, 11, 20)) == [2027]
    assert "2027 年的节假日和调休还没有录入" in client.get(PATH).content.decode()
    client.post(f"{PATH}?year=2027", {"lines": "1-1 休 元旦"})
    assert "2027 年的节假日和调休还没有录入" not in client.get(PATH).content.decode()


def test_the_system_check_warns_about_it_too(time_machine):
    time_machine.move_to("2026-11-20 09:00+08:00")
    said = StringIO()

    call_command("check", databases=["default"], stdout=said, stderr=said)

    assert "2027 年的节假日和调休还没有录入" in said.getvalue()


def test_directors_do_not_write_the_calendar(cast, enter):
    day = SpecialDay.objects.earliest("day")

    assert enter(cast.east_director).get(PATH).status_code == 404
    assert enter(cast.leader).post(PATH, {"lines": "1-1 休 元旦"}).status_code == 404
    assert enter(cast.east_director).post(f"/settings/periods/{day.pk}/remove/").status_code == 404


def test_the_page_takes_the_same_queries_for_few_days_and_for_many(
    cast, enter, django_assert_num_queries
):
    client = enter(cast.clerk)
    client.post(f"{PATH}?year=2027", {"lines": "1-1 休 元旦"})
    client.get(PATH)
    for year in (2027, 2026):
        with django_assert_num_queries(8):
            client.get(PATH, {"year": year})

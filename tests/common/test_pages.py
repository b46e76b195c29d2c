from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db.models import F
from django.db.models.functions import TruncDate

from committees.people.models import OpenSession
from jiedao.common.pages import keyset_page

START = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)


@pytest.fixture
def sessions(db):
    OpenSession.objects.all().delete()
    for n in range(11):
        OpenSession.objects.create(
            session_key=f"s_{n:02}",
            session_data="",
            expire_date=START + timedelta(hours=n // 4 * 20),
        )
    return OpenSession.objects.all()


def walk(queryset, order, size):
    page = keyset_page(queryset, order, None, size)
    assert not page.has_previous
    pages = [page.rows]
    while page.next_token:
        page = keyset_page(queryset, order, page.next_token, size)
        assert page.has_previous
        pages.append(page.rows)
    return pages


@pytest.mark.parametrize("size", [1, 3, 4, 10, 11, 50])
@pytest.mark.parametrize(
    "order",
    [("-expire_date", "-session_key"), ("expire_date", "-session_key"), ("session_key",), ("-pk",)],
)
def test_turning_pages_shows_every_row_once_in_order(sessions, size, order):
    pages = walk(sessions, order, size)
    assert [row for rows in pages for row in rows] == list(sessions.order_by(*order))
    assert all(len(rows) == size for rows in pages[:-1])


def test_a_calculated_day_can_lead_the_order(sessions):
    by_day = sessions.annotate(day=TruncDate(F("expire_date")))
    pages = walk(by_day, ("-day", "session_key"), 2)
    assert sum(len(rows) for rows in pages) == 11


def test_the_token_is_readable(db):
    for n in range(3):
        Group.objects.create(name=f"g{n}")
    page = keyset_page(Group.objects.all(), ("-id",), size=2)
    assert page.next_token == str(page.rows[-1].pk)


def test_a_page_is_one_query_and_counts_nothing(sessions, django_assert_num_queries):
    with django_assert_num_queries(1) as captured:
        keyset_page(sessions, ("-session_key",), size=5)
    sql = captured.captured_queries[0]["sql"]
    assert "COUNT" not in sql
    assert "OFFSET" not in sql


@pytest.mark.parametrize(
    "token",
    ["", "x", "_", "2026-11-23_412", "1_2_3", "9" * 400, "\0", "20261123T010203000000_zz",
     "20261323T010203000000_61", "20261123T010203000000_00", "00010101T000000000000_61_"],
)  # fmt: skip
def test_a_token_that_is_none_shows_the_first_page(sessions, token):
    page = keyset_page(sessions, ("-expire_date", "-session_key"), token, 5)
    assert not page.has_previous
    assert len(page.rows) == 5


@pytest.mark.parametrize("token", ["１２", "1e3", "99999999999999999999999", "--1", " 1"])
def test_a_number_in_a_token_is_ascii_and_fits(db, token):
    assert not keyset_page(Group.objects.all(), ("-id",), token).has_previous

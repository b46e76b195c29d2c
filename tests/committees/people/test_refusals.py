"""Whoever keeps asking for what is not hers is noted, and slowed down (RELIABILITY A1, A6)."""

import logging

import pytest
from django.core.cache import cache
from django.test import Client

from committees.journal.models import AuditEntry
from tests.access.subjects_visits import knock


@pytest.fixture(autouse=True)
def an_hour_of_its_own():
    cache.clear()


def lines(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "jiedao.refused"]


def test_a_refusal_leaves_a_line_with_person_and_route(cast, enter, caplog):
    director = enter(cast.east_director)
    with caplog.at_level(logging.WARNING, "jiedao.refused"):
        assert director.get(f"/people/{cast.west_member.pk}/").status_code == 404
        director.get(f"/people/{cast.east_member.pk}/")

    place = f"person {cast.west_member.pk}"
    assert lines(caplog) == [f"404 GET {place} user={cast.east_director.pk}"]


def test_an_address_that_is_none_and_a_stranger_leave_no_line(cast, enter, caplog):
    enter(cast.east_director).get("/nowhere/at/all/")
    Client().get(f"/people/{cast.west_member.pk}/")

    assert lines(caplog) == []


def test_after_many_refusals_the_auditor_reads_of_it_once(cast, enter, settings):
    settings.REFUSALS_AN_HOUR = 3
    director = enter(cast.east_director)
    for pk in range(900_000, 900_009):
        director.get(f"/people/{pk}/")

    row = AuditEntry.objects.get(act="people.probing")
    assert (row.by, row.committee) == (cast.east_director, cast.east)


def test_more_records_than_one_can_read_in_an_hour_are_429_and_stand_in_the_journal(
    cast, enter, settings
):
    settings.RECORDS_AN_HOUR = 2
    admin = enter(cast.admin)
    people = [cast.clerk, cast.leader, cast.east_member, cast.west_member]

    pages = [admin.get(f"/people/{person.pk}/") for person in people]

    assert [page.status_code for page in pages] == [200, 200, 429, 429]
    assert "查询过于频繁，请稍后再试" in pages[2].content.decode()
    assert cast.east_member.name not in pages[2].content.decode()
    assert pages[2]["Retry-After"] == "3600"
    assert AuditEntry.objects.filter(act="people.too-many", by=cast.admin).count() == 1


def test_reading_one_record_again_and_again_is_no_copying(cast, enter, settings):
    settings.RECORDS_AN_HOUR = 2
    admin = enter(cast.admin)

    pages = [admin.get(f"/people/{cast.clerk.pk}/") for _ in range(6)]

    assert {page.status_code for page in pages} == {200}


def test_the_count_of_one_person_does_not_slow_a_colleague(cast, enter, settings):
    settings.RECORDS_AN_HOUR = 1
    first, second = enter(cast.east_director), enter(cast.admin)
    for person in (cast.east_member, cast.east_branch):
        first.get(f"/people/{person.pk}/")

    assert second.get(f"/people/{cast.east_member.pk}/").status_code == 200


def test_the_usual_quota_is_that_of_a_busy_hour(settings):
    from jiedao import settings as shipped

    assert (shipped.RECORDS_AN_HOUR, shipped.REFUSALS_AN_HOUR) == (300, 60)
    assert shipped.SEARCHES_AN_HOUR == 600


def test_going_through_the_alphabet_is_copying_too(cast, enter, settings):
    settings.SEARCHES_AN_HOUR = 2
    member = enter(cast.east_member)

    pages = [member.get(f"/search/?q={letter}") for letter in ("z", "z", "w", "l", "")]
    further = member.get("/log/?after=2026-11-23_412")

    assert [page.status_code for page in pages] == [200, 200, 200, 429, 200]
    assert further.status_code == 429
    assert "急事看紧急联系人" in pages[3].content.decode()
    assert AuditEntry.objects.filter(act="people.too-many", by=cast.east_member).count() == 1


def test_whom_to_ring_for_a_door_that_stays_shut_is_never_capped(cast, enter, settings):
    settings.RECORDS_AN_HOUR = 0
    director, shut = enter(cast.east_director), knock(cast, cast.east, "502 室")["pk"]

    assert director.get(f"/people/{cast.east_member.pk}/").status_code == 429
    assert director.get(f"/knocks/{shut}/").status_code == 200
    assert director.get("/care/contacts/").status_code == 200

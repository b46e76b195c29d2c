"""No number of a resident in clear: not in a dump, not in the file of SQLite, on no page, paper or
sheet, in no address, no log, no feed and no error page.

Here the household's own pages are opened; every other page is looked through by the matrix.
"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.cases.models import Case
from committees.exports.actions import ask
from committees.exports.models import ExportRequest
from committees.exports.states import Kind
from committees.imports.models import Batch, Made
from committees.people.feed_keys import make_feed_key
from committees.residents.models import Resident
from jiedao.common.documents import pdf_available
from tests.access.policy import POLICY, Row
from tests.access.soundness import check_it_says_no_whole_number
from tests.access.stage import Stage, address, taken_back
from tests.access.test_secrets_at_rest import dump
from tests.access.whole_numbers import (
    CASE_PHONE,
    ID,
    KIN,
    NAME,
    NUMBERS,
    PHONE,
    WRONG_ID,
    lived_in,
    may_say,
    readable,
    whole_numbers,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_dump_of_the_database_holds_no_number_in_clear(cast, enter):
    lived_in(cast)
    member = enter(cast.east_member)
    typed = {"title": "漏水", "who": "3-502", "phone": CASE_PHONE}
    member.post("/drafts/save/", {"form": "case", "path": "/cases/new/", **typed})
    person = Resident.objects.get(name=NAME)
    member.post(f"/residents/{person.pk}/reveal/", {"what": "phone"})
    member.get("/households/", {"q": PHONE})

    found = dump()

    assert NAME in found, "the dump is read at all"
    assert whole_numbers(found) == []
    assert Made.objects.get(resident=person).note.endswith(KIN), "and they are kept"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the file of SQLite")
def test_the_file_of_sqlite_holds_no_number_in_clear(cast):
    lived_in(cast)
    connection.ensure_connection()
    content: bytes = connection.connection.serialize()  # type: ignore[union-attr]
    assert NAME.encode() in content
    assert [number for number in NUMBERS if number.encode() in content] == []


# The household's own pages

OWN = (
    "household resident care_person care_building care_contact case building import_batch "
    "export_ready"
).split()
PAGES = [one for one in POLICY if one.method == "get" and one.subject in OWN]


@pytest.fixture(scope="module")
def at_home(stage: Stage) -> dict[str, Any]:
    """Objects of the household, for the pages about one object."""
    home = lived_in(stage.cast)
    person = home.residents.get()
    case = Case.objects.get(title="厨房漏水")
    return {
        "household": {"pk": home.pk},
        "resident": {"pk": person.pk},
        "care_person": {"pk": person.pk},
        "care_building": {"building": home.dwelling.building_id},
        "care_contact": {"pk": person.contacts.get().pk},
        "case": {"pk": case.pk},
        "building": {"pk": home.dwelling.building_id},
        "import_batch": {"pk": Batch.objects.get(name="第二批.xlsx").pk},
        "export_ready": {"pk": exported(stage.cast).pk},
    }


def read(stage: Stage, role: str, place: str) -> str:
    answer = stage.ask(role, "get", place)
    return readable(dict(answer.headers), answer.body)


def exported(cast: Cast) -> ExportRequest:
    """The register as a masked sheet, as the director takes it home."""
    by, at = cast.east_director, timezone.now()
    return ask(cast.east, kind=Kind.PEOPLE, building=None, whole=False, why="核对", by=by, at=at)


@pytest.mark.once
@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_no_page_of_the_household_says_a_whole_number(
    stage: Stage, at_home: dict[str, Any], log_without_numbers: None, one: Row
):
    """As everybody who may open it, and as a stranger, who gets the page of what is not there."""
    place = address(one, at_home[one.subject])
    for role in sorted(one.who | {"stranger"}):
        said = set(whole_numbers(read(stage, role, place))) - set(may_say(one.name, role))
        assert said == set(), f"{place} as {role}"


def test_the_feed_of_the_calendar_says_none(stage: Stage, at_home: dict[str, Any]):
    with taken_back():
        key = make_feed_key(stage.cast.east_director, at=timezone.now())
        feed = Client().get(f"/calendar/{key}.ics").content.decode()
    assert "BEGIN:VCALENDAR" in feed
    assert whole_numbers(feed) == []


@pytest.mark.parametrize("path", ["/households/", "/cases/new/", "/residents/1/", "/search"])
def test_no_error_page_says_one_and_no_log_keeps_what_was_sent(
    stage: Stage, at_home: dict[str, Any], caplog: pytest.LogCaptureFixture, path: str
):
    """A form whose token is gone gives back to its sender what she had typed, and to nobody else:
    not to the log, not in a header, not to be kept by the browser."""
    careful = Client(enforce_csrf_checks=True)
    careful.cookies["sessionid"] = stage.cookies["director"]
    with taken_back():
        refused = careful.post(path, {"phone": PHONE, "id_number": ID})
        missing = careful.get(f"{path.rstrip('/')}/nothing-here/")
    assert (refused.status_code, missing.status_code) == (403, 404)
    heads = " ".join(f"{name}: {value}" for name, value in refused.items())
    assert "no-store" in refused["Cache-Control"]
    assert whole_numbers(f"{heads} {missing.content.decode()} {caplog.text}") == []


def test_a_page_that_says_one_is_found(stage: Stage, at_home: dict[str, Any]):
    """The control of what the matrix asks of every page."""
    row = next(one for one in PAGES if one.name == "household")
    page = stage.ask("director", "get", address(row, at_home["household"]))
    check_it_says_no_whole_number(row, "director", page, "the own committee")

    with pytest.raises(AssertionError, match=KIN):
        check_it_says_no_whole_number(row, "clerk", page, "somebody else")


@pytest.mark.parametrize(
    ("name", "subject", "number"),
    [
        ("household", "household", KIN),
        ("care-sheet", "care_building", PHONE),
        ("import-problems", "import_batch", WRONG_ID),
        ("export-file", "export_ready", NAME),
        ("resident-pdf", "resident", NAME),
    ],
)
def test_the_pages_of_this_household_are_the_ones_that_were_crawled(
    stage: Stage, at_home: dict[str, Any], name: str, subject: str, number: str
):
    """The control: where a number may stand it does, so the crawl would have met it elsewhere, in
    a paper or a sheet too."""
    if name == "resident-pdf" and not pdf_available().ok:
        pytest.skip("no PDF on this machine")
    page = read(stage, "director", reverse(name, kwargs=at_home[subject]))

    assert number in page

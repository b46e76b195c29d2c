"""No number of a resident in clear: not in a dump, not in the file of SQLite, on no page, paper or
sheet, in no address, no log, no feed and no error page (issue 4, E)."""

import io
import re
import zipfile
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.cases.actions import CaseWords, open_case
from casework.cases.models import Case
from casework.cases.planning import Plan
from casework.log.actions import write_entry
from casework.log.rules import EntryWords
from committees.care.models import EmergencyContact
from committees.exports.actions import ask
from committees.exports.models import ExportRequest
from committees.exports.states import Kind
from committees.imports.actions import bring, confirm
from committees.imports.models import Batch, Made
from committees.people.feed_keys import make_feed_key
from committees.residents.models import Household, Resident
from committees.territory.models import Building, Estate
from committees.upkeep.requests import propose
from jiedao.common.documents import pdf_available
from tests.access.policy import EVERYBODY, POLICY, Row
from tests.access.stage import EAST, Stage, address, taken_back
from tests.access.test_secrets_at_rest import dump
from tests.cast import Cast
from tests.committees.imports.conftest import id_number, row, sheet

pytestmark = pytest.mark.django_db

PHONE, NEW_PHONE, CASE_PHONE, KIN = "10012345671", "10012345672", "10012345673", "10012345674"
ID, WAITING_ID = id_number(71), id_number(72)
WRONG_ID, WRONG_PHONE = id_number(73), "10012345675"
NUMBERS = (PHONE, NEW_PHONE, CASE_PHONE, KIN, ID, WAITING_ID, WRONG_ID, WRONG_PHONE)
NAME = "钱文娟"


def lived_in(cast: Cast) -> Household:
    """A household of East with every number the register keeps: out of a sheet, in a case, asked
    to be changed, in the draft of a form, of a person to ring, and in a sheet nobody confirmed."""
    estate = Estate.objects.create(committee=cast.east, name="东苑小区")
    Building.objects.create(estate=estate, number="3", floors=6)
    at, by = timezone.now(), cast.east_director
    family = row(NAME, 与户主关系="户主", 证件号=ID, 电话=PHONE, 备注=f"另有电话{KIN}")
    batch = bring(cast.east, sheet(family), name="住户.xlsx", by=by, at=at)
    confirm(batch, by=by, at=at)
    waiting = row("孙小妹", "3-503", 与户主关系="户主", 证件号=WAITING_ID, 电话=NEW_PHONE)
    wrong = row("孙小弟", "3-504", 与户主关系="不认识", 证件号=WRONG_ID, 电话=WRONG_PHONE)
    bring(cast.east, sheet(waiting, wrong), name="第二批.xlsx", by=by, at=at)
    person = Resident.objects.get(name=NAME)
    home: Household = person.household
    EmergencyContact.objects.create(
        committee=cast.east, resident=person, name="钱敏", kinship="女儿", phone=KIN
    )
    wanted = {"phone": NEW_PHONE}
    propose(person, wanted, by=cast.east_member, why="换了号", origin="desk", asked_by="", at=at)
    words = CaseWords("厨房漏水", who=NAME, phone=CASE_PHONE, household=home)
    open_case(cast.east, by=by, words=words, plan=Plan(by), at=at)
    entry = EntryWords("home", "", "身体好", timezone.localdate(at))
    write_entry(cast.east, by=by, words=entry, household=home, at=at)
    return home


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
    assert [number for number in NUMBERS if number in found] == []
    assert Made.objects.get(resident=person).note.endswith(KIN), "and they are kept"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the file of SQLite")
def test_the_file_of_sqlite_holds_no_number_in_clear(cast):
    lived_in(cast)
    connection.ensure_connection()
    content: bytes = connection.connection.serialize()  # type: ignore[union-attr]
    assert NAME.encode() in content
    assert [number for number in NUMBERS if number.encode() in content] == []


# The crawl

PAGES = [one for one in POLICY if one.method == "get"]
MAY_SAY: dict[str, tuple[str, ...]] = {
    # emergency contacts are never masked for the own committee (R2)
    "household": (KIN,),
    "resident": (KIN,),
    "resident-care": (KIN,),
    "care-sheet": (KIN, PHONE),  # the sealed sheet, journalled
    "care-contact-edit": (KIN,),
    "care-contact-remove": (KIN,),
    "case-edit": (CASE_PHONE,),
    "import-problems": (WRONG_ID, WRONG_PHONE),  # her own sheet back, journalled
}
"""Pages whose business a whole number is; everything else shows none."""


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


def exported(cast: Cast) -> ExportRequest:
    """The register as a masked sheet, as the director takes it home."""
    by, at = cast.east_director, timezone.now()
    return ask(cast.east, kind=Kind.PEOPLE, building=None, whole=False, why="核对", by=by, at=at)


def readable(response: Any) -> str:
    """Head and body as text: a page, a paper (PDF) or a sheet (xlsx). Pictures say nothing."""
    kind = response.get("Content-Type", "")
    heads = " ".join(f"{name}: {value}" for name, value in response.items())
    body: bytes = b"".join(response) if response.streaming else response.content
    if kind == "application/pdf" and body.startswith(b"%PDF"):
        return heads + words_of_paper(body)
    if body.startswith(b"PK"):
        return heads + words_of_sheet(body)
    if re.match("text/|application/json|application/xml", kind):
        return heads + body.decode()
    return heads


def words_of_paper(body: bytes) -> str:
    """Every word of a PDF, without the blanks and line ends between the digits of a number."""
    try:
        paper = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError:  # a made-up one of the tests, uploaded by somebody
        return body.decode("utf-8", "replace")
    pages = (paper[number].get_textpage().get_text_range() for number in range(len(paper)))
    return re.sub(r"\s", "", "".join(pages))


def words_of_sheet(body: bytes) -> str:
    """Every part of a workbook as it lies in the file: cells, comments, headers, properties."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        parts = (book.read(name) for name in book.namelist())
        return " ".join(part.decode("utf-8", "replace") for part in parts)


@pytest.mark.once
@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_no_page_address_or_log_says_a_whole_number(
    stage: Stage, at_home: dict[str, Any], caplog: pytest.LogCaptureFixture, one: Row
):
    """As everybody who may open it, and as a stranger, who gets the page of what is not there."""
    allowed = MAY_SAY.get(one.name, ())
    said: list[str] = []
    with taken_back(), caplog.at_level("INFO"):
        words = at_home.get(one.subject) or stage.make(one.subject, EAST)
        place = address(one, words)
        for role in sorted(one.who | {"stranger"}):
            with taken_back():
                page = readable(stage.browser(role).get(place))
            own = allowed if role in ("director", "member", "branch", "station") else ()
            said += [
                f"{role} {number}" for number in NUMBERS if number in page and number not in own
            ]
        said += [f"log {number}" for number in NUMBERS if number in caplog.text]
    assert said == [], place


def test_the_feed_of_the_calendar_says_none(stage: Stage, at_home: dict[str, Any]):
    with taken_back():
        key = make_feed_key(stage.cast.east_director, at=timezone.now())
        feed = Client().get(f"/calendar/{key}.ics").content.decode()
    assert "BEGIN:VCALENDAR" in feed
    assert [number for number in NUMBERS if number in feed] == []


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
    for text in (heads, readable(missing), caplog.text):
        assert [number for number in NUMBERS if number in text] == []


def test_everybody_is_crawled_as():
    """The control: every role opens something, so the crawl has seen its pages."""
    assert set().union(*(one.who for one in PAGES)) == EVERYBODY


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
    with taken_back():
        page = stage.browser("director").get(reverse(name, kwargs=at_home[subject]))
    assert number in readable(page)

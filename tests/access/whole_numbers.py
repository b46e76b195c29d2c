"""A household of East with every number the register keeps, and a look for them in an answer.

The matrix and the lists are asked on a stage where it lives (fixture `inhabited`), so each page is
looked through as everybody who opens it. Its own pages are opened in test_numbers.py.
"""

import io
import re
import zipfile
from collections.abc import Mapping

import pypdfium2
from django.utils import timezone

from casework.cases.actions import CaseWords, open_case
from casework.cases.planning import Plan
from casework.log.actions import write_entry
from casework.log.rules import EntryWords
from committees.care.models import EmergencyContact
from committees.imports.actions import bring, confirm
from committees.residents.models import Household, Resident
from committees.territory.models import Building, Estate
from committees.upkeep.requests import propose
from tests.cast import Cast
from tests.committees.imports.conftest import id_number, row, sheet

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


def readable(headers: Mapping[str, str], body: bytes) -> str:
    """Head and body as text: a page, a paper (PDF) or a sheet (xlsx). Pictures say nothing."""
    kind = headers.get("content-type", "")
    heads = " ".join(f"{name}: {value}" for name, value in headers.items())
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


def whole_numbers(text: str) -> list[str]:
    """Those of the household that stand in it in full."""
    return [number for number in NUMBERS if number in text]


def may_say(name: str, role: str) -> tuple[str, ...]:
    """What the own committee reads at this address."""
    return MAY_SAY.get(name, ()) if role in ("director", "member", "branch", "station") else ()

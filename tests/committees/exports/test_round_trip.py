"""What is written is read again as the same, over all of Unicode; no text becomes a formula."""

import io
import zipfile
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from committees.care.states import Disability, Grade
from committees.imports.columns import read_head
from committees.imports.labels import Kind, Kinds, Label
from committees.imports.persons import Person, read_person
from committees.imports.reading import read_table
from committees.imports.values import LONGEST_NAME, read_name, read_text
from committees.imports.workbooks import Cell
from committees.imports.written import HEAD, cells_of
from committees.residents.rules import NUMBERED
from committees.residents.states import IdKind, Kinship, Sex
from committees.tenure.states import HukouPlace
from jiedao.common.sheets import csv_text, workbook
from tests.committees.imports.conftest import id_number

TODAY = date(2026, 11, 23)
KINDS = Kinds(
    [
        Kind(1, "独居老人", "", False, False, False, 12),
        Kind(2, "残疾", "disability", True, True, False, 12),
    ]
)

STORABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
"""Everything a database keeps: no half characters, no NUL."""
HOSTILE = st.sampled_from(
    ["=1+1", "+A1", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝１", "'=1", "_x000D_", "𠮷𫝀"]
)
TEXT = st.one_of(st.text(STORABLE, max_size=40), HOSTILE, st.builds(str.__add__, HOSTILE, HOSTILE))
TABLES = st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=4)


def read(content: bytes) -> list[list[str]]:
    """Three cells of each line, an empty one where nothing is stored."""
    return [
        [line.cells[place].text if place in line.cells else "" for place in range(3)]
        for line in read_table(content).lines
    ]


@given(TABLES)
def test_any_text_comes_back_from_a_workbook(rows: list[list[str]]):
    kept = [row for row in rows if any(row)]

    assert read(workbook("表", ["一", "二", "三"], rows))[1:] == kept


@given(TABLES)
def test_any_text_comes_back_from_a_csv(rows: list[list[str]]):
    kept = [row for row in rows if any(row)]

    assert read(csv_text(["一", "二", "三"], rows).encode())[1:] == kept


@given(TABLES)
def test_no_text_becomes_a_formula(rows: list[list[str]]):
    content = workbook("表", ["一", "二", "三"], rows)

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def canonical(text: str) -> str:
    return read_text(Cell(text), 100)


def is_name(text: str) -> bool:
    try:
        return bool(read_name(Cell(text)))
    except ValueError:
        return False


NAMES = st.one_of(
    st.text(STORABLE, min_size=1, max_size=LONGEST_NAME),
    st.text("王张李𠮷𫝀㐀·.", min_size=1, max_size=8),
).filter(is_name)
LABELS = st.sampled_from(
    [(), (Label(1),), (Label(1, words="腿脚不便"), Label(2, str(Disability.LIMBS), int(Grade.TWO)))]
)
DAYS = st.dates(date(1900, 1, 1), TODAY)


@st.composite
def persons(draw: st.DrawFn) -> Person:
    """Somebody as `read_person` would have made her."""
    born, kind = draw(st.none() | DAYS), draw(st.sampled_from(["", *IdKind.values]))
    sex, number = draw(st.sampled_from(["", *Sex.values])), ""
    if kind == IdKind.UNKNOWN:
        kind = ""
    if kind in NUMBERED:
        order = draw(st.integers(0, 999))
        born, sex = date(1956, 1, 1), Sex.MALE if order % 2 else Sex.FEMALE
        number = id_number(order, place="810000" if kind == IdKind.PERMIT else "990101")
    elif kind == IdKind.PASSPORT:
        number = draw(st.from_regex("[A-Z][0-9]{8}", fullmatch=True))
    head = draw(st.booleans())
    place = draw(st.sampled_from(["", *HukouPlace.values]))
    name = read_name(Cell(draw(NAMES)))
    return Person(
        estate="清和苑",
        building=draw(st.sampled_from(["3", "11", "A"])),
        room=draw(st.sampled_from(["502", "1102", "01"])),
        name=name,
        is_head=head,
        kinship="" if head else draw(st.sampled_from(["", *Kinship.values])),
        sex=str(sex),
        born_on=born,
        id_kind=kind,
        id_number=number,
        phone=draw(st.sampled_from(["", "10000000001", "021-00000001"])),
        place=place,
        same_door=place == HukouPlace.HERE and draw(st.booleans()),
        address=canonical(draw(TEXT)) if place else "",
        labels=draw(LABELS),
        guardian="张文娟",
        note=canonical(draw(TEXT)),
    )


@given(st.lists(persons(), min_size=1, max_size=3), st.booleans())
def test_everybody_who_is_exported_is_imported_as_the_same(people: list[Person], as_csv: bool):
    rows = [cells_of(person, KINDS) for person in people]
    content = csv_text(HEAD, rows).encode() if as_csv else workbook("住户", HEAD, rows)

    lines = list(read_table(content).lines)
    head = read_head(lines)
    found = [read_person(line, head, KINDS, today=TODAY) for line in lines[1:]]

    assert [problems for _, problems in found] == [[] for _ in people]
    assert [person for person, _ in found] == people
    assert [Person.from_data(person.as_data()) for person in people] == people

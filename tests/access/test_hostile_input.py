"""Whatever is sent to whatever address: an answer, never a 500 (RELIABILITY D14–D16)."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

import pytest

from tests.access.opening import readers
from tests.access.policy import POLICY, Row
from tests.access.stage import EAST, Stage, address, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROWS = [row for row in POLICY if row.who]
IDS = [row.name for row in ROWS]
COMMON = (
    "q c type page after from view kind who day state next draft committee name phone email "
    "text title since until code password pin role key period zone sort"
).split()
HOSTILE = {
    "NUL": "零\x00零",
    "huge number": "9" * 60,
    "negative": "-1",
    "full-width digits": "１２３４５６",
    "not a number": "NaN",
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}",
    "quote": "' OR 1=1 --",
    "emoji and extension B": "𠮷👵🏽‍❤️",
    "right to left": "\u202eabc",
    "long": "长" * 4_100,
    "line ends": "a\r\nBcc: x@example.org",
}
GETS_THROUGH = ("markup", "emoji and extension B")
"""Good words to a text field: a form of nothing else is accepted, and its act runs."""
LONE_SURROGATE = "%ED%A1%82"


BODIES = {
    "lone surrogates": f"text={LONE_SURROGATE}&name={LONE_SURROGATE}",
    "1,500 fields": "&".join(f"f{number}=1" for number in range(1_500)),
    "half a code": "%",
    "no names": "=&=&",
}
FORM = {"content_type": "application/x-www-form-urlencoded"}
CROOKED = {"content_type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_no_query_and_no_form_brings_an_address_down(stage: Stage, row: Row):
    """One asking gives a field one of the eleven texts; over all addresses, all of them."""
    turn = ROWS.index(row)
    bring_down(stage, row, shifts=[turn % len(HOSTILE)], through=[GETS_THROUGH[turn % 2]])


@pytest.mark.audit
@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_no_field_of_any_address_is_brought_down_by_any_text(stage: Stage, row: Row):
    bring_down(stage, row, shifts=range(len(HOSTILE)), through=GETS_THROUGH)


@pytest.mark.audit
@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_bytes_that_are_no_form_at_all_bring_no_address_down(stage: Stage, row: Row):
    role = readers(row)[0]
    with taken_back():
        place = address(row, stage.make(row.subject, EAST))
        for what, body in BODIES.items():
            assert stage.ask(role, "post", place, data=body, **FORM).status < 500, what
        assert stage.ask(role, "post", place, data="--x\r\n\r\nno end", **CROOKED).status < 500


def bring_down(stage: Stage, row: Row, *, shifts: Iterable[int], through: Iterable[str]) -> None:
    """Every field of the page and of the query at once, each with another text."""
    role = readers(row)[0]
    with taken_back():
        place = address(row, stage.make(row.subject, EAST))
        names = _fields(stage, role, place)
        takes_forms = _post(stage, role, place, {}) != 405
        for shift in shifts:
            query = urlencode({name: text[:300] for name, text in dealt(COMMON, shift)})
            assert stage.ask(role, "get", f"{place}?{query}").status < 500, query
            fields = dict(dealt(names, shift))
            assert not takes_forms or _post(stage, role, place, fields) < 500, fields
        for what in through if takes_forms else ():
            assert _post(stage, role, place, dict.fromkeys(names, HOSTILE[what])) < 500, what
        assert stage.ask(role, "get", f"{place}?q={LONE_SURROGATE}").status < 500


def dealt(names: list[str], shift: int) -> Iterator[tuple[str, str]]:
    """The texts one after another, beginning elsewhere at each address as its fields differ."""
    texts = list(HOSTILE.values())
    return ((name, texts[(at + shift) % len(texts)]) for at, name in enumerate(names))


def _fields(stage: Stage, role: str, place: str) -> list[str]:
    """The fields of the page's own forms, and those that forms often have."""
    page = stage.ask(role, "get", place).body.decode(errors="ignore")
    own = re.findall(r'<(?:input|textarea|select)[^>]*\sname="([^"]+)"', page)
    return [name for name in dict.fromkeys([*own, *COMMON]) if name != "idempotency_key"]


def _post(stage: Stage, role: str, place: str, fields: dict[str, str]) -> int:
    with taken_back():
        return stage.browser(role).post(place, fields).status_code


@pytest.mark.parametrize("what", BODIES)
def test_a_body_that_is_no_form_is_4xx_or_a_form_again(stage: Stage, what: str):
    for place in ("/me/", "/log/new/", "/api/drafts/", "/sign-in/"):
        assert stage.ask("director", "post", place, data=BODIES[what], **FORM).status < 500, place


@pytest.mark.parametrize(
    "path", ["/people/%00/", "/people/1e9/", "/people/" + "9" * 40 + "/", "/%ED%A1%82/", "/%ff/"]
)
def test_an_address_that_cannot_be_is_400_or_404(stage: Stage, path: str):
    assert stage.browser("director").get(path).status_code in (400, 404)


def test_1500_fields_get_a_chinese_page_with_the_next_step(stage: Stage):
    fields = {f"f{number}": "1" for number in range(1_500)}

    page = stage.browser("director").post("/me/", fields)

    assert page.status_code == 400
    assert "请打" in page.content.decode()

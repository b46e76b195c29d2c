"""What people type stays text wherever it is shown (RELIABILITY C3, C5, C10)."""

import html

import pytest

from tests.access.policy import POLICY, Row
from tests.access.stage import ROLES, Stage, address, taken_back
from tests.access.subjects import SEEDS, SUBJECTS

pytestmark = [pytest.mark.django_db, pytest.mark.everywhere]
PAGES = [row for row in POLICY if row.method == "get" and row.who]
TAG = "<b hx-get=/>"
HOSTILE = f"{TAG}\"'{{{{7|add:7}}}}"


RECORDS = [row for row in PAGES if row.subject]
LISTS = [row for row in PAGES if not row.subject]


def readers(row: Row) -> list[str]:
    return [role for role in ROLES if role in row.who]


def page_of(stage: Stage, role: str, place: str) -> str:
    """The page, after it was seen to obey nothing; empty for anything but a page."""
    answer = stage.browser(role).get(place)
    if not answer["Content-Type"].startswith("text/html"):
        return ""
    page = answer.content.decode()
    assert TAG not in page, f"{role} at {place}"
    assert f"{HOSTILE[len(TAG)]}'" not in page, f"{role} at {place}: out of an attribute"
    assert "'14" not in page.replace("&#x27;", "'"), f"{role} at {place}: it reckons"
    return page


@pytest.mark.parametrize("row", RECORDS, ids=lambda row: row.name)
def test_markup_in_a_record_is_shown_and_never_obeyed(stage: Stage, row: Row):
    with taken_back():
        place = address(row, SUBJECTS[row.subject](stage.cast, stage.cast.east, HOSTILE))
        pages = {role: page_of(stage, role, place) for role in readers(row)}

    hidden = [role for role, page in pages.items() if page and html.escape(TAG) not in page]
    assert not row.canary or len(hidden) < len(pages), "nobody sees the text at all"


def test_markup_in_a_list_is_shown_and_never_obeyed(stage: Stage):
    with taken_back():
        for number, make in enumerate((*SUBJECTS.values(), *SEEDS)):
            make(stage.cast, stage.cast.east, f"{HOSTILE}{number}")
        pages = [page_of(stage, role, address(row, {})) for row in LISTS for role in readers(row)]

    assert sum(html.escape(TAG) in page for page in pages) > 20


def test_the_page_tells_htmx_to_obey_no_text_and_no_other_host(stage: Stage):
    page = stage.browser("director").get("/households/find/").content.decode()

    for rule in ('"allowEval":false', '"allowScriptTags":false', '"selfRequestsOnly":true'):
        assert rule in page

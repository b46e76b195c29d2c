"""THE ACCESS MATRIX, pages about nothing in particular: asked while everything there is lies in
both committees, they open for the same people and say no word of the other one."""

from html import escape

import pytest

from tests.access.opening import check_row, is_list
from tests.access.policy import POLICY, Row
from tests.access.stage import TAG, Stage, address
from tests.access.whole_numbers import NAME

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LISTS = [row for row in POLICY if is_list(row)]


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row.name)
def test_the_list_opens_for_whom_the_policy_names_and_shows_them_what_is_theirs(
    crowd: Stage, log_without_numbers: None, row: Row
):
    check_row(crowd, row)


def test_the_crowd_is_seen(crowd: Stage):
    """The control: what lies there does reach the pages that are asked about it."""
    pages = [
        crowd.ask("director", "get", address(row, {})) for row in LISTS if "director" in row.who
    ]

    assert sum(escape(TAG).encode() in page.body for page in pages) > 20
    assert any(NAME.encode() in page.body for page in pages), "and the household beside it"

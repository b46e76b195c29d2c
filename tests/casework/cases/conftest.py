"""Cases to work on."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from casework.cases.actions import CaseWords, open_case
from casework.cases.closing import Closing, ask_to_close, follow_up
from casework.cases.models import Case
from casework.cases.planning import Plan
from tests.cast import Cast

Opener = Callable[..., Case]
NOW = timezone.now()


@pytest.fixture
def opened(cast: Cast) -> Opener:
    """`opened(kind="issue", owner=…, at=…, days=…)`: a case of East, the director's by default."""

    def open_one(kind="issue", *, by=None, owner=None, committee=None, at=NOW, due_on=None, **more):
        by = by or cast.east_director
        cares = ("elder",) if kind == "hardship" else ()
        words = CaseWords(**{"title": "厨房漏水", "kind": kind, "cares": cares, **more})
        return open_case(
            committee or cast.east, by=by, words=words, plan=Plan(owner or by, due_on), at=at
        )

    return open_one


@pytest.fixture
def asked_to_close(cast: Cast, opened: Opener) -> Case:
    """A hardship of the director, asked about by the station, waiting for the second person."""
    case = opened("hardship")
    closing = Closing("救助金已发", "到账单在档案盒 3")
    ask_to_close(case, by=cast.east_director, closing=closing, at=NOW)
    return follow_up(case, by=cast.east_station, text="钱到了", content=True, at=NOW)

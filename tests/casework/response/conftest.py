"""Cases with their clocks."""

from collections.abc import Callable

import pytest

from casework.cases.actions import CaseWords, open_case
from casework.cases.models import Case
from casework.cases.planning import Plan
from casework.clocks.states import Clock
from casework.response.models import CaseClock
from tests.casework.clocks.moments import at
from tests.cast import Cast

Opener = Callable[..., Case]
OPENED_AT = at(11, 18, 9)
"""A Wednesday in a year whose days off are known."""


@pytest.fixture
def opened(cast: Cast) -> Opener:
    """`opened(urgency="danger", at=…)`: a case of East that came from 12345, the director's."""

    def open_one(kind="issue", *, by=None, owner=None, at=OPENED_AT, due_on=None, **more):
        by = by or cast.east_director
        cares = more.pop("cares", ("hardship",) if kind == "hardship" else ())
        said = {"title": "厨房漏水", "kind": kind, "cares": cares, "source": "hotline", **more}
        plan = Plan(owner or by, due_on)
        return open_case(cast.east, by=by, words=CaseWords(**said), plan=plan, at=at)

    return open_one


def clock_of(case: Case, clock: Clock) -> CaseClock:
    return CaseClock.objects.get(case=case, clock=clock)

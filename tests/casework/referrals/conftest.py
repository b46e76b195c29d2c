"""A leak in East's kitchen, and the property company that is asked to see to it."""

from collections.abc import Callable

import pytest

from casework.cases.actions import CaseWords, open_case
from casework.cases.models import Case
from casework.cases.planning import Plan
from casework.referrals.actions import Request, refer
from casework.referrals.models import Referral
from casework.referrals.states import ReferralKind
from committees.territory.models import PartnerBody
from meetings.items.policies import Hand
from tests.casework.clocks.moments import at
from tests.cast import Cast

MONDAY = at(11, 16)
"""10:00 on a Monday of a year whose days off are known; the answer is due a day later."""
TUESDAY, WEDNESDAY = at(11, 17), at(11, 18)
Asker = Callable[..., Referral]


@pytest.fixture
def bodies(cast: Cast) -> dict[str, PartnerBody]:
    return {body.kind: body for body in cast.east.bodies.all()}


@pytest.fixture
def leak(cast: Cast) -> Case:
    """Told by 12345, so that nobody of the committee has spoken with the resident yet."""
    words = CaseWords("厨房漏水", source="hotline", place="5 号楼")
    plan = Plan(cast.east_member)
    return open_case(cast.east, by=cast.east_director, words=words, plan=plan, at=MONDAY)


@pytest.fixture
def ask(cast: Cast, bodies: dict[str, PartnerBody], leak: Case) -> Asker:
    """`ask(to="owners", kind="help", at=…)`: the property company, to take it over, by default."""

    def asking(*, to="property", kind=ReferralKind.TRANSFER, at=MONDAY, case=None, **more):
        what = more.pop("what", "请去修水管")
        request = Request(what, kind, body=bodies[to], **more)
        return refer(case or leak, by=cast.east_director, request=request, at=at)

    return asking


@pytest.fixture
def company(cast: Cast, bodies: dict[str, PartnerBody]) -> Hand:
    """Its manager, who signed in."""
    return Hand(cast.east_property, bodies["property"])


@pytest.fixture
def by_link(bodies: dict[str, PartnerBody]) -> Hand:
    """Whoever holds its link."""
    return Hand(None, bodies["property"])

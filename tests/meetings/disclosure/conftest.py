"""A joint meeting of East yesterday, with one topic and the property company at the table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.territory.models import PartnerBody
from meetings.disclosure.actions import Money, write_account
from meetings.disclosure.rules import Line, Quarter
from meetings.representatives.models import Seat
from tests.gatherings import a_meeting, a_topic


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def bodies(cast):
    """Partner bodies of East by kind."""
    return {body.kind: body for body in PartnerBody.objects.filter(committee=cast.east)}


@pytest.fixture
def meeting(cast, now):
    return a_meeting(
        cast.east,
        title="十一月联席会议",
        place="会议室",
        starts_at=now - timedelta(days=1),
        state="held",
        chair=cast.east_branch,
        convened_by=cast.east_director,
    )


@pytest.fixture
def topic(cast, meeting):
    return a_topic(meeting, "12 号楼楼道灯", proposed_by=cast.east_member)


@pytest.fixture
def quarter(today):
    """The newest quarter that is over."""
    return Quarter.of(today).before


@pytest.fixture
def money():
    return Money(5_000, [Line("income", "街道拨款", 100_000), Line("expense", "办公用品", 4_550)])


@pytest.fixture
def account(cast, quarter, money, now):
    return write_account(cast.east, quarter, money, by=cast.east_member, at=now)


@pytest.fixture
def supervisors(cast, today):
    """Three neighbours on the 居务监督委员会 of East."""
    since = today - timedelta(days=100)
    return [
        Seat.objects.create(committee=cast.east, board="supervisor", name=name, since=since)
        for name in ("孙监督", "钱监督", "冯监督")
    ]

"""A joint meeting of East yesterday, with one topic and the property company at the table."""

from datetime import timedelta

import pytest

from meetings.disclosure.actions import Money, write_account
from meetings.disclosure.rules import Line, Quarter
from meetings.representatives.models import Seat
from tests.meetings.joint import bodies, meeting, now, today, topic

__all__ = ["bodies", "meeting", "now", "today", "topic"]


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

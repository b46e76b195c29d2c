"""A joint meeting of East yesterday, with one topic and the property company at the table."""

import pytest

from meetings.items.policies import Hand
from tests.gatherings import an_item, an_outcome
from tests.meetings.joint import bodies, meeting, now, today, topic

__all__ = ["bodies", "meeting", "now", "today", "topic"]


@pytest.fixture
def resolution(topic):
    return an_outcome(topic)


@pytest.fixture
def item(resolution):
    """The property company changes 18 lamps; nobody has answered yet."""
    return an_item(resolution)


@pytest.fixture
def property_hand(cast, bodies):
    return Hand(None, bodies["property"])


@pytest.fixture
def desk(cast):
    return Hand(cast.east_second_member)

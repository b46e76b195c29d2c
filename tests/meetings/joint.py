"""A joint meeting of East yesterday, with one topic and the property company at the table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.territory.models import PartnerBody
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

"""A held meeting of each of the three, with its matter taken up."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from meetings.sanhui.actions import Proposal, take_up
from tests.gatherings import a_meeting

NOW = timezone.make_aware(datetime(2026, 11, 23, 15))
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
PROPOSAL = Proposal(
    "北门停车收费", "12 号楼居民", TODAY - 20 * DAY, TODAY - 18 * DAY, unit="物业公司"
)


@pytest.fixture
def meeting_of(cast):
    def make(kind, **fields):
        values = {"title": "北门停车", "place": "活动室", "state": "held", **fields}
        starts_at = values.pop("starts_at", NOW - DAY)
        director = cast.east_director
        return a_meeting(
            cast.east, kind, starts_at=starts_at, convened_by=director, chair=director, **values
        )

    return make


@pytest.fixture
def taken_up(cast, meeting_of):
    def make(kind, **fields):
        meeting = meeting_of(kind, **fields)
        return take_up(meeting, by=cast.east_member, proposal=PROPOSAL, version=0, at=NOW)

    return make

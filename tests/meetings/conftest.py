"""Meetings of East in which people sit and talk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.territory.models import PartnerBody
from meetings.attendance.actions import open_meeting
from meetings.convening.actions import MeetingPlan
from meetings.convening.models import Meeting
from meetings.desk.actions import call_meeting
from meetings.kinds.models import Kind

NOW = timezone.now()


@pytest.fixture
def called(cast):
    """`called("joint", …)`: a meeting of East in an hour, called by its director a week ago."""

    def call(kind="joint", *, committee=None, by=None, at=None, **changes) -> Meeting:
        committee = committee or cast.east
        rules_ask = {"joint": True}.get(kind, False)
        bodies = PartnerBody.objects.filter(committee=committee) if rules_ask else ()
        values = {
            "starts_at": NOW + timedelta(hours=1),
            "place": "二楼会议室",
            "topics": ["楼道灯", "车棚充电"],
            "bodies": list(bodies),
            **changes,
        }
        plan = MeetingPlan(kind=Kind.objects.get(key=kind), **values)
        at = at or NOW - timedelta(days=8)
        return call_meeting(committee, by=by or cast.east_director, plan=plan, at=at)

    return call


@pytest.fixture
def opened(cast, called):
    """The same, and people are signing in."""

    def open_it(kind="joint", **changes) -> Meeting:
        return open_meeting(called(kind, **changes), by=cast.east_director, at=NOW)

    return open_it

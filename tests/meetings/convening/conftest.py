"""A meeting of East next week, called by its director."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from committees.territory.models import PartnerBody
from meetings.convening.actions import MeetingPlan, convene
from meetings.kinds.models import Kind


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def bodies(cast):
    """Partner bodies of East by kind."""
    return {body.kind: body for body in PartnerBody.objects.filter(committee=cast.east)}


@pytest.fixture
def plan_of(now):
    """A plan of a meeting in a week, changed where a test says so; `kind` is the key."""

    def plan(**changes):
        values = {
            "kind": "other",
            "title": "十一月联席会议",
            "starts_at": in_a_week(now),
            "place": "居委会二楼会议室",
            "topics": ["12 号楼楼道灯", "车棚充电"],
        }
        wanted = {**values, **changes}
        return MeetingPlan(**{**wanted, "kind": Kind.objects.get(key=wanted["kind"])})

    return plan


def in_a_week(now: datetime) -> datetime:
    local = timezone.localtime(now) + timedelta(days=7)
    return local.replace(hour=14, minute=0, second=0, microsecond=0)


@pytest.fixture
def meeting(cast, bodies, plan_of, now):
    plan = plan_of(bodies=list(bodies.values()))
    return convene(cast.east, by=cast.east_director, plan=plan, at=now)

"""A held joint meeting of East with one topic, one outcome, and people who came."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from committees.territory.models import PartnerBody
from meetings.attendance.models import Attendee
from meetings.minutes.actions import start_minutes
from meetings.resolutions.models import ActionItem, Resolution
from tests.gatherings import a_meeting, a_topic

NOW = timezone.make_aware(datetime(2026, 11, 25, 17))


@pytest.fixture
def body(cast):
    return PartnerBody.objects.get(committee=cast.east, kind="property")


@pytest.fixture
def meeting(cast, body):
    meeting = a_meeting(
        cast.east,
        title="小区联席会议",
        place="居委会二楼会议室",
        starts_at=NOW - timedelta(hours=3),
        state="held",
        chair=cast.east_director,
        convened_by=cast.east_director,
    )
    lamp = a_topic(
        meeting,
        "12 号楼楼道灯",
        state="settled",
        discussion="物业说声控灯老化，吉祥里的𠮷师傅看过。",
        conclusion="更换 12 号楼声控灯。",
        agreed=True,
    )
    a_topic(meeting, "车棚充电", order=2)
    came = {"meeting": meeting, "arrived_at": meeting.starts_at}
    director = cast.east_director
    Attendee.objects.create(user=director, name=director.name, office="居委会主任", **came)
    Attendee.objects.create(body=body, name="陈工友", office="物业", **came)
    Attendee.objects.create(
        meeting=meeting, name="赵国强", office="居委会委员", answer="excused", answer_note="看病"
    )
    outcome = Resolution.objects.create(
        committee=cast.east,
        year=2026,
        number=3,
        meeting=meeting,
        topic=lamp,
        kind="other",
        text="更换 12 号楼声控灯 18 盏。",
        made_on=date(2026, 11, 25),
        written_by=director,
    )
    ActionItem.objects.create(
        committee=cast.east,
        resolution=outcome,
        body=body,
        what="换灯 18 盏",
        due_on=date(2026, 12, 10),
        written_by=director,
    )
    return meeting


@pytest.fixture
def minutes(cast, meeting):
    return start_minutes(meeting, by=cast.east_member, at=NOW)

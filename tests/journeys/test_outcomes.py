"""What a meeting agreed, closed from the link of the property company."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees.territory.models import PartnerBody
from meetings.convening.actions import make_link
from meetings.convening.models import InvitedBody
from meetings.resolutions.models import ActionItem
from tests.gatherings import a_meeting, a_topic, an_item, an_outcome

pytestmark = pytest.mark.browser


@pytest.fixture
def item(cast):
    """East agreed yesterday that the property company changes the lamps."""
    meeting = a_meeting(
        cast.east,
        title="十一月联席会议",
        place="会议室",
        starts_at=timezone.now() - timedelta(days=1),
        state="held",
        chair=cast.east_branch,
        convened_by=cast.east_director,
    )
    due = timezone.localdate() + timedelta(days=5)
    return an_item(an_outcome(a_topic(meeting, "12 号楼楼道灯"), publish_by=due), "换灯 18 盏")


@pytest.fixture
def link(item, cast):
    body = PartnerBody.objects.get(committee=cast.east, kind="property")
    invited = InvitedBody.objects.create(meeting=item.resolution.meeting, body=body)
    return f"/i/{make_link(invited, by=cast.east_director)}/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("java_script", [True, False])
def test_a_body_closes_its_item_in_three_taps_from_the_link(link, new_page, item, java_script):
    """UX E.3 task 5: the link, 办好了, 办好了; typing is no tap."""
    page = new_page(width=390, java_script=java_script)

    page.goto(link)
    page.get_by_role("link", name="办好了").click()
    page.locator("input[name=text]").fill("灯都换好了")
    page.get_by_role("button", name="办好了").click()

    expect(page.locator("main")).to_contain_text("等确认")
    assert ActionItem.objects.get(pk=item.pk).proof == "灯都换好了"
    assert page.url.split("#")[0].endswith(link)

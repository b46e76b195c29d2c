"""What a meeting agreed, from the link of the property company to the table of accounts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees.territory.models import PartnerBody
from meetings.convening.actions import make_link
from meetings.convening.models import InvitedBody
from meetings.disclosure.models import Account, AccountLine
from meetings.resolutions.models import ActionItem
from tests.gatherings import a_meeting, a_topic, an_item, an_outcome
from tests.journeys.axe import assert_no_axe_violations

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


@pytest.fixture
def account(cast):
    made = Account.objects.create(
        committee=cast.east, year=2026, quarter=1, opening=5_000, written_by=cast.east_member
    )
    AccountLine.objects.create(account=made, side="income", what="街道拨款", fen=100_000)
    return made


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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "size"), [(1366, "std"), (390, "large")])
def test_every_page_about_outcomes_is_accessible(
    item, link, account, cast, new_page, enter, live_server, width, size
):
    resolution = item.resolution
    meeting = resolution.meeting
    pages = {
        cast.east_director: [
            f"/meetings/{meeting.pk}/",
            f"/meetings/{meeting.pk}/resolutions/",
            f"/meetings/{meeting.pk}/resolutions/new/",
            "/resolutions/",
            f"/resolutions/{resolution.pk}/",
            f"/resolutions/{resolution.pk}/edit/",
            f"/resolutions/{resolution.pk}/item/",
            f"/resolutions/{resolution.pk}/adopt/",
            "/actions/?tab=open",
            f"/actions/{item.pk}/",
            f"/actions/{item.pk}/answer/",
            f"/actions/{item.pk}/receipt/",
            f"/actions/{item.pk}/change/",
            f"/actions/{item.pk}/slip/",
            "/actions/codes/",
            "/disclosure/",
            "/disclosure/accounts/new/",
            f"/disclosure/accounts/{account.pk}/",
            f"/disclosure/accounts/{account.pk}/review/",
        ],
        cast.east_property: ["/actions/", f"/actions/{item.pk}/", f"/actions/{item.pk}/done/"],
        cast.clerk: ["/street/items/?view=open", "/resolutions/"],
        None: [
            link,
            f"{link}items/{item.pk}/done/",
            f"{link}items/{item.pk}/differ/",
            "/actions/enter/",
            "/actions/enter/code/",
            "/c/dongyuan/affairs/",
        ],
    }
    for person, addresses in pages.items():
        page = new_page(width=width)
        cookies = {"size": size}
        if person is not None:
            cookies["sessionid"] = enter(person).cookies["sessionid"].value
        page.context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in cookies.items()
            ]
        )
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            assert_no_axe_violations(page)
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (
                address
            )

"""The street sees whose rectification plan is late, with the phone to call."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.sanhui.models import Appraisal, Matter
from tests.gatherings import a_meeting

PAGE = "/street/rectification/"


@pytest.fixture
def appraised():
    """`appraised(committee, by, "北门停车", due=-1)`: the plan is due so many days from now."""

    def make(committee, by, subject, *, due, **fields):
        today = timezone.localdate()
        held = a_meeting(
            committee, "appraisal", title=subject, place="活动室", state="held",
            starts_at=timezone.now() - timedelta(days=30), convened_by=by,
        )  # fmt: skip
        matter = Matter.objects.create(
            meeting=held, subject=subject, proposer="居民", unit="物业公司", written_by=by,
            proposed_on=today - timedelta(days=40), accepted_on=today - timedelta(days=40),
        )  # fmt: skip
        return Appraisal.objects.create(
            matter=matter, present=20, made_on=today - timedelta(days=30), written_by=by,
            plan_due_on=today + timedelta(days=due), **fields,
        )  # fmt: skip

    return make


def subjects(browser, view=""):
    page = browser.get(PAGE, {"view": view}).content.decode()
    return [name for name in ("西苑的事", "北门停车", "没到期", "西门绿化") if name in page]


def test_late_plans_stand_there_and_the_others_behind_the_filter(cast, enter, appraised):
    day = timezone.localdate()
    filed = {"plan_filed_on": day - timedelta(days=2), "plan_text": "换保洁"}
    appraised(cast.east, cast.east_director, "北门停车", due=-1)
    appraised(cast.east, cast.east_director, "没到期", due=0)
    appraised(cast.east, cast.east_director, "西门绿化", due=-5, **filed)
    appraised(cast.west, cast.west_director, "西苑的事", due=-9)
    clerk = enter(cast.clerk)

    assert subjects(clerk) == ["西苑的事", "北门停车"]
    assert subjects(clerk, "open") == ["西苑的事", "北门停车", "没到期"]
    assert subjects(clerk, "rectify") == ["西门绿化"]
    page = clerk.get(PAGE).content.decode()
    assert page.index("北门停车") < page.index("西苑的事")
    assert cast.east.phone in page


def test_it_is_reached_from_the_meetings_of_the_street(cast, enter):
    assert PAGE in enter(cast.leader).get("/street/meetings/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_five_questions(cast, enter, appraised, rows, django_assert_num_queries):
    for number in range(rows):
        appraised(cast.east, cast.east_director, f"第 {number} 件", due=-1)
    clerk = enter(cast.clerk)
    clerk.get(PAGE)
    with django_assert_num_queries(5):
        clerk.get(PAGE)

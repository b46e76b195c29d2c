"""A joint meeting from the answer of a body to the last topic, as people walk through it."""

import re

import pytest
from django.utils import timezone

from meetings.attendance.models import Attendee
from meetings.convening.actions import make_link
from meetings.convening.models import Meeting, Topic
from meetings.desk.actions import call_meeting
from tests.gatherings import a_plan
from tests.journeys.axe import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(cast) -> Meeting:
    """In an hour, called in a hurry; nobody has answered."""
    now = timezone.now()
    plan = a_plan(
        "joint",
        starts_at=now + timezone.timedelta(hours=1),
        bodies=list(cast.east.bodies.all()),
        topics=["12 号楼楼道灯", "车棚充电"],
        short_notice_why="街道临时要求",
    )
    return call_meeting(cast.east, by=cast.east_director, plan=plan, at=now)


def test_a_joint_meeting_from_the_answers_to_what_rolls_on(new_page, signed_in, cast, meeting):
    guest = meeting.invited_bodies.get(body__kind="owners")
    owners = new_page(width=390)
    owners.goto(f"/i/{make_link(guest, by=cast.east_director)}/")
    owners.get_by_label("参加").check()
    owners.get_by_role("button", name="回答").click()
    assert owners.get_by_text("您已回答：参加").is_visible()
    assert_sound(owners)

    director = signed_in(cast.east_director)
    director.goto(f"/meetings/{meeting.pk}/")
    assert_sound(director)
    director.get_by_role("button", name="开会签到").click()
    code = director.locator(".wall-code .code").inner_text()
    assert_sound(director)

    phone = new_page(width=390, java_script=False)
    phone.goto("/attend/")
    phone.get_by_label("签到码").fill(code.lower())
    phone.get_by_label("姓名").fill("何业安")
    phone.get_by_role("button", name="签到").click()
    assert phone.get_by_text("何业安，签到好了。请就座。").is_visible()

    secretary = signed_in(cast.east_member, width=390)
    secretary.goto(f"/meetings/{meeting.pk}/attendance/")
    for name in ("周桂英", "王桂珍", "陆书平", "顾小琴"):
        secretary.get_by_label(re.compile(f"^{name}(?!.*时间)")).check()
    secretary.get_by_role("button", name="保存", exact=True).click()
    assert secretary.get_by_text("物业服务企业（未到）").is_visible()
    assert_sound(secretary)

    secretary.goto(f"/meetings/{meeting.pk}/topics/{meeting.topics.first().pk}/")
    secretary.get_by_label("讨论").fill("大家都说太暗。")
    secretary.get_by_label("议定").fill("动用维修资金换灯")
    secretary.get_by_label("协商一致").check()
    assert_sound(secretary)
    secretary.get_by_role("button", name="保存").click()
    secretary.get_by_role("button", name="加上这一句并保存").click()
    assert secretary.get_by_role("heading", level=1).inner_text() == "车棚充电"

    director.goto(f"/meetings/{meeting.pk}/held/")
    assert director.get_by_text("会自动转到下次会议：车棚充电").is_visible()
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=timezone.now())
    now = timezone.localtime()
    director.get_by_label("哪一天").fill(f"{now:%Y-%m-%d}")
    director.get_by_label("几点开始").fill("0:00")
    director.get_by_label(re.compile("几点结束")).fill("")
    director.get_by_role("button", name="散会").click()

    assert director.get_by_text("已开", exact=True).is_visible()
    assert_sound(director)
    assert Topic.objects.get(state="settled").conclusion.endswith("组织业主表决。")
    assert Topic.objects.waiting().get().text == "车棚充电"
    here = Attendee.objects.filter(meeting=meeting, arrived_at__isnull=False)
    assert here.count() == 5

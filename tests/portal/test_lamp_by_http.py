"""One lamp, typed once: case, topic, joint meeting without the property company, 告知单, answer,
next agenda, notice. Without script: only forms that the pages really offer are sent.
"""

import re

import pytest
from django.utils import timezone

from meetings.convening.models import Meeting
from meetings.desk.actions import call_meeting
from meetings.resolutions.models import ActionItem, Resolution
from tests.gatherings import a_plan
from tests.plain_browser import PlainBrowser
from tests.portal.street_scene import Scene

SOON = timezone.timedelta(minutes=30)


@pytest.fixture
def joint_meeting(cast):
    def call() -> Meeting:
        now = timezone.now()
        plan = a_plan(
            "joint",
            starts_at=now + SOON,
            bodies=list(cast.east.bodies.all()),
            short_notice_why="楼道太暗",
        )
        return call_meeting(cast.east, by=cast.east_director, plan=plan, at=now)

    return call


def test_a_lamp_goes_from_the_case_to_the_board(cast, sits_down, joint_meeting, client):
    case = Scene(cast.east_director, timezone.now()).case(
        cast.east, timezone.localdate(), title="12 号楼楼道灯"
    )
    director, secretary = sits_down(cast.east_director), sits_down(cast.east_member)
    meeting = joint_meeting()
    director.open(f"/cases/{case.pk}/").click("提到会上").press("提到会上")
    topic = cast.east.topics.get()
    if topic.meeting is None:
        director.open(f"/meetings/topics/{topic.pk}/accept/").choose("小区联席会议").press("列入")

    director.open(f"/meetings/{meeting.pk}/").press("开会签到")
    secretary.open(f"/meetings/{meeting.pk}/attendance/")
    for name in ("周桂英", "王桂珍", "陆书平", "顾小琴", "何业安"):
        secretary.choose(name)
    secretary.press("保存")
    assert "物业服务企业（未到）" in secretary.text

    secretary.open(f"/meetings/{meeting.pk}/topics/{topic.pk}/")
    secretary.write("讨论", "太暗，老人摔过。").write("议定", "换 12 号楼声控灯。")
    secretary.choose("协商一致").press("保存")
    secretary.open(f"/meetings/{meeting.pk}/resolutions/new/")
    secretary.pick("哪个议题", "12 号楼楼道灯")
    secretary.write("议定了什么", "换 12 号楼声控灯 18 盏。")
    secretary.pick("牵头", "东苑物业公司", group="第 1 件要办的事")
    due = timezone.localdate() + timezone.timedelta(days=20)
    secretary.write("做什么", "换灯 18 盏", group="第 1 件要办的事")
    secretary.write("哪天前", f"{due:%Y-%m-%d}", group="第 1 件要办的事").press("保存")
    item = ActionItem.objects.get()
    assert item.state == "told"

    slip = secretary.open(f"/actions/{item.pk}/slip/")
    assert "议定事项告知单" in slip.text
    assert "东苑物业公司" in slip.text

    director.open(f"/meetings/{meeting.pk}/")
    guest = meeting.invited_bodies.get(body__kind="property")
    link = fresh_link(director, meeting, guest)
    PlainBrowser().open(link).press("同意去办")
    item.refresh_from_db()
    assert item.state == "accepted"

    director.open(f"/meetings/{meeting.pk}/held/")
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - SOON)
    began = timezone.localtime() - SOON
    director.write("哪一天", f"{began:%Y-%m-%d}").write("几点开始", f"{began:%H:%M}")
    director.write("几点结束", "").press("散会")
    assert Meeting.objects.get(pk=meeting.pk).state == "held"

    following = joint_meeting()
    director.open(f"/meetings/{following.pk}/")
    assert "上次的事项" in director.text
    assert "换灯 18 盏" in director.text
    assert "12 号楼楼道灯" in sits_down(cast.east_director).open(f"/cases/{case.pk}/").text

    resolution = Resolution.objects.get()
    director.open(f"/resolutions/{resolution.pk}/").press("写成通知")
    resolution.refresh_from_db()
    assert resolution.notice.title
    assert re.search("换 12 号楼声控灯", resolution.notice.body)


def fresh_link(director: PlainBrowser, meeting: Meeting, guest) -> str:
    """Make the link of one body and read it off the page, as the director would copy it."""
    forms = [
        node
        for node in director.page.all("form")
        if node.attrs.get("action", "").endswith(f"/link/{guest.pk}/")
    ]
    values = director._values(forms[0], forms[0].all("button")[0])
    answer = director.client.post(forms[0].attrs["action"], values, follow=True)
    return re.search(r'value="[^"]*(/i/[^"]+)"', answer.content.decode())[1]

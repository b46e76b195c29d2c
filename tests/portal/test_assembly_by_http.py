"""A representatives' meeting without script: roster, quorum, vote, outcome, covenant, minutes.

Only forms that the pages really offer are sent (`tests.plain_browser`).
"""

import io

from django.utils import timezone
from docx import Document

from meetings.desk.actions import call_meeting
from meetings.minutes.models import Minutes
from meetings.resolutions.models import Adoption
from tests.committees.regulations.makers import own_draft
from tests.gatherings import a_plan

NAMES = [f"代表{number}" for number in "甲乙丙丁戊己庚辛壬癸"]


def test_from_the_roster_to_an_adopted_covenant_and_signed_minutes(cast, sits_down, client):
    director, secretary = sits_down(cast.east_director), sits_down(cast.east_member)
    lines = "\n".join(f"第一小组 {name}" for name in NAMES)
    secretary.open("/representatives/new/").write("名单", lines).press("保存")
    assert "居民代表 10 人" in secretary.text
    covenant = own_draft(cast.east_director, cast.east, "jumin-gongyue")
    now = timezone.now()
    plan = a_plan(
        "representatives",
        starts_at=now - timezone.timedelta(minutes=10),
        topics=["居民公约"],
        short_notice_why="上次没开成",
    )
    called = now - timezone.timedelta(minutes=40)
    meeting = call_meeting(cast.east, by=cast.east_director, plan=plan, at=called)

    director.open(f"/meetings/{meeting.pk}/").press("开会签到")
    secretary.open(f"/meetings/{meeting.pk}/attendance/")
    for name in NAMES[:7]:
        secretary.choose(name)
    secretary.press("保存")
    assert "应到 13，实到 7，还差 2 人才能开会（三分之二是 9）" in secretary.text
    secretary.open(f"/meetings/{meeting.pk}/attendance/")
    for name in NAMES[7:9]:
        secretary.choose(name)
    secretary.press("保存")
    assert "应到 13，实到 9，可以开会（三分之二是 9）" in secretary.text

    topic = meeting.topics.get()
    director.open(f"/meetings/{meeting.pk}/topics/{topic.pk}/").click("开始表决")
    director.write("表决什么", "同意这份居民公约").press("开始表决")
    for name in NAMES[:5]:
        director.choose("赞成", group=name)
    director.choose("反对", group=NAMES[5]).press("保存并结束表决")
    assert "到会 9 人，赞成 5，反对 1，弃权 0，没有表示 3。过半数要 5 票，通过。" in director.text

    director.open(f"/meetings/{meeting.pk}/resolutions/new/")
    director.write("议定了什么", "通过《居民公约》。").press("保存")
    adoption_page = f"/resolutions/{meeting.resolutions.get().pk}/adopt/"
    director.open(adoption_page).choose("居民公约", group="通过了哪份").press("登记施行")
    covenant.refresh_from_db()
    assert Adoption.objects.get().version == covenant
    assert "到会 9 人，赞成 5" in covenant.adopted_words
    public = client.get(f"/covenants/{covenant.regulation.slug}/").content.decode()
    assert "赞成 5" in public

    secretary.open(f"/meetings/{meeting.pk}/minutes/").press("起草纪要")
    secretary.press("保存")
    assert "应到 13，实到 9，可以开会（三分之二是 9）。" in secretary.text
    assert "过半数要 5 票，通过。" in secretary.text
    secretary.press("送签")
    director.open(f"/meetings/{meeting.pk}/minutes/sign/")
    for name in NAMES[:9]:
        director.choose(f"{name}已签")
    director.press("保存并锁定")
    assert Minutes.objects.get().state == "locked"
    word = director.client.get(f"/meetings/{meeting.pk}/minutes.docx")
    text = "\n".join(one.text for one in Document(io.BytesIO(word.content)).paragraphs)
    assert "东苑居委会会议纪要" in text

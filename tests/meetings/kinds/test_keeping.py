"""The street lengthens the table of kinds and changes their rules."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiedao.common.errors import Refused
from meetings.desk.actions import call_meeting
from meetings.kinds.actions import NewRules, change_rules, retire
from meetings.kinds.models import Kind, KindRules
from meetings.kinds.words import brief, changes, sentence
from tests.gatherings import a_plan

TODAY = timezone.localdate()
NOW = timezone.now()


def joint() -> Kind:
    return Kind.objects.get(key="joint")


def rules_with(**changed) -> dict:
    return {**joint().versions.first().as_fields(), **changed}


def test_the_rules_of_a_kind_read_as_one_sentence(db):
    assert sentence(joint().versions.first()) == (
        "要请居民区党组织、社区工作站、业委会、物业服务企业；应到：居委会成员和请来的单位；"
        "居委会主任主持；提前 3 天通知；协商一致，或者记录不同意见；"
        "10 个工作日内公开议定事项和落实情况。"
        "依据：《上海市居民委员会工作条例》第二十三条；街道六项制度·会议制度"
    )
    representatives = KindRules.objects.get(kind__key="representatives")
    assert brief(representatives) == (
        "提前 3 天通知，还要贴公告；到会三分之二才能开；表决，过半数通过（按到会人数算）"
    )


def test_what_changes_is_said_before_and_after():
    before = {"notice_days": 3, "bodies": ["branch"], "quorum": ""}
    after = {"notice_days": 5, "bodies": [], "quorum": "2/3"}

    assert changes(before, after) == [
        "必须请的单位：原来 居民区党组织，以后 没有",
        "提前几天通知：原来 3，以后 5",
        "到会比例：原来 没有，以后 2/3",
    ]


def test_a_meeting_called_before_keeps_its_rules(cast):
    starts_at = NOW + timedelta(days=9)
    plan = a_plan("joint", starts_at=starts_at, bodies=list(cast.east.bodies.all()))
    called = call_meeting(cast.east, by=cast.east_director, plan=plan, at=NOW)

    new = NewRules(rules_with(notice_days=5), TODAY, "街道通知")
    version = change_rules(joint(), by=cast.clerk, rules=new, today=TODAY)

    called.refresh_from_db()
    assert version.number == 2
    assert called.rules.notice_days == 3
    later = call_meeting(cast.east, by=cast.east_director, plan=plan, at=NOW)
    assert later.rules == version


@pytest.mark.parametrize(
    ("values", "on", "why", "words"),
    [
        ({"notice_days": 5}, TODAY - timedelta(days=1), "改", "过去"),
        ({"notice_days": 5}, TODAY, "", "为什么"),
        ({}, TODAY, "改", "没有改动"),
    ],
)
def test_new_rules_begin_today_or_later_and_say_why(cast, values, on, why, words):
    with pytest.raises(Refused, match=words):
        change_rules(
            joint(), by=cast.clerk, rules=NewRules(rules_with(**values), on, why), today=TODAY
        )


def test_a_director_does_not_keep_the_table(cast):
    with pytest.raises(Refused, match="街道"):
        retire(joint(), by=cast.east_director)


def test_a_retired_kind_is_not_offered_and_stays_readable(cast, enter):
    starts_at = NOW + timedelta(days=9)
    plan = a_plan("joint", starts_at=starts_at, bodies=list(cast.east.bodies.all()))
    called = call_meeting(cast.east, by=cast.east_director, plan=plan, at=NOW)
    retire(joint(), by=cast.clerk)
    director = enter(cast.east_director)

    assert "?kind=joint" not in director.get("/meetings/new/").content.decode()
    assert "小区联席会议" in director.get(f"/meetings/{called.pk}/").content.decode()


def test_a_committee_is_offered_its_kinds_the_street_its_own(cast, enter):
    theirs = enter(cast.east_director).get("/meetings/new/").content.decode()
    of_the_street = enter(cast.clerk).get("/meetings/new/").content.decode()

    assert "?kind=joint" in theirs
    assert "?kind=exchange" not in theirs
    assert "?kind=exchange" in of_the_street
    assert "?kind=joint" not in of_the_street


def test_the_form_shows_the_rules_and_ticks_the_bodies(cast, enter):
    page = enter(cast.east_director).get("/meetings/new/?kind=joint").content.decode()

    assert "要请居民区党组织、社区工作站、业委会、物业服务企业" in page
    assert page.count("checked") == 4


def test_the_street_calls_a_meeting_of_the_street_in_a_house_of_its_choice(cast, enter):
    day = timezone.localtime(NOW) + timedelta(days=9)
    sent = {
        "kind": "exchange", "host": cast.west.pk, "day": f"{day:%Y-%m-%d}", "starts": "9:00",
        "place": "西苑活动室", "title": "怎么用好楼组群",
    }  # fmt: skip

    answered = enter(cast.clerk).post("/meetings/new/", sent)

    assert answered.status_code == 303
    page = enter(cast.east_director).get(answered["Location"])
    assert "怎么用好楼组群" in page.content.decode()


TYPED = {
    "source": "街道通知", "roster": "officers", "presides": "director", "notice_days": "2",
    "call_days": "1", "quorum": "２／３", "quorum_inclusive": "on", "decides": "vote",
    "majority": "1/2", "majority_base": "present", "template": "record", "publishes": "nothing",
    "publish_days": "0", "publish_count": "working", "a_year": "0", "follow_up_days": "0",
    "effective_from": "今天",
}  # fmt: skip


def test_a_kind_of_the_street_s_own_is_previewed_in_words_and_then_offered(cast, enter):
    clerk = enter(cast.clerk)
    preview = clerk.post(
        "/settings/meeting-kinds/new/", {**TYPED, "name": "议事会", "preview": "1"}
    )
    assert preview.status_code == 200
    assert "到会三分之二才能开；表决，过半数通过" in preview.content.decode()
    assert not Kind.objects.filter(name="议事会").exists()

    saved = clerk.post("/settings/meeting-kinds/new/", {**TYPED, "name": "议事会"})

    kind = Kind.objects.get(name="议事会")
    assert saved.status_code == 303
    assert kind.versions.get().quorum == "2/3"
    page = enter(cast.east_director).get("/meetings/new/").content.decode()
    assert f"?kind={kind.key}" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quorum": "一半"}, "比例请写成 2/3 这样"),
        ({"majority": ""}, "请写通过比例"),
        ({"name": "学习会"}, "已经有“学习会”了"),
        ({"notice_days": "9999"}, "365"),
    ],
)
def test_rules_that_make_no_sense_are_refused_in_words(cast, enter, change, words):
    page = enter(cast.clerk).post(
        "/settings/meeting-kinds/new/", {**TYPED, "name": "议事会", **change}
    )

    assert page.status_code == 422
    assert words in page.content.decode()

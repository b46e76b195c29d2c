"""A kind of meeting reminds in its own time, or as the street ordinarily does."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from committees.reminders.ladders import remove_step
from committees.reminders.models import LadderStep, Reminder
from committees.reminders.states import Rule
from meetings.convening.actions import change, convene
from meetings.kinds.actions import NewRules, change_rules
from meetings.kinds.ladder import ladder_words, parse_ladder
from meetings.kinds.models import Kind, KindRules
from meetings.kinds.words import changes, sentence
from tests.gatherings import a_plan

NOW = timezone.now()
LONG = ["7d@09:00", "3d@09:00", "1d@09:00", "120m"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7 天、3 天、1 天、2 小时", "7 天、3 天、1 天、2 小时"),
        ("2小时，１天 提前7天；3天", "7 天、3 天、1 天、2 小时"),
        ("90分钟", "90 分钟"),
        ("120 分钟前", "2 小时"),
        ("24小时、1天", "1 天、24 小时"),
        ("", ""),
    ],
)
def test_a_ladder_is_read_as_people_write_it(typed, read):
    assert ladder_words(parse_ladder(typed)) == read


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("早点", "请写成“7 天、3 天、1 天、2 小时”这样"),
        ("0 天", "请写成"),
        ("3 天、3天", "写了两遍"),
        ("60分钟、1小时", "写了两遍"),
        ("31 天", "最早提前 30 天"),
        ("49 小时", "最多提前 48 小时"),
        ("7天6天5天", "请写成"),
        ("7天、6天、5天、4天、3天、2天、1天", "最多 6 步"),
    ],
)
def test_what_nobody_can_read_is_said_in_words(typed, words):
    with pytest.raises(ValueError, match=words):
        parse_ladder(typed)


def steps_of(meeting) -> list[str]:
    rows = Reminder.objects.waiting().filter(rule=Rule.MEETING)
    rows = rows.filter(object_type="meetings.meeting", object_id=meeting.pk, channel="inbox")
    return list(dict.fromkeys(rows.order_by("due_at").values_list("step", flat=True)))


@pytest.fixture
def in_ten_days():
    """At two in the afternoon: no step of a ladder falls into the quiet hours."""
    day = timezone.localtime(NOW) + timedelta(days=10)
    return day.replace(hour=14, minute=0, second=0, microsecond=0)


@pytest.fixture
def representatives(cast, in_ten_days):
    plan = a_plan("representatives", starts_at=in_ten_days)
    return convene(cast.east, by=cast.east_director, plan=plan, at=NOW)


def new_ladder(key: str, ladder: str) -> NewRules:
    newest = KindRules.objects.filter(kind__key=key).order_by("-number").first()
    return NewRules({**newest.as_fields(), "ladder": ladder}, timezone.localdate(NOW), "大家要求")


def test_representatives_hear_a_week_ahead_and_others_as_the_street_says(
    cast, representatives, in_ten_days
):
    ordinary = convene(
        cast.east, by=cast.east_director, plan=a_plan("committee", starts_at=in_ten_days), at=NOW
    )

    assert steps_of(representatives) == LONG
    assert steps_of(ordinary) == ["3d@09:00", "1d@09:00", "120m"]
    words = Reminder.objects.filter(object_id=representatives.pk, step=LONG[0])
    assert {row.words for row in words} == {"7 天后开会"}


def test_the_bodies_invited_are_reminded_by_the_same_ladder(cast, in_ten_days):
    version = new_ladder("joint", "5 天、30 分钟")
    change_rules(
        Kind.objects.get(key="joint"), by=cast.clerk, rules=version, today=timezone.localdate(NOW)
    )
    plan = a_plan("joint", starts_at=in_ten_days, bodies=list(cast.east.bodies.all()))
    convene(cast.east, by=cast.east_director, plan=plan, at=NOW)

    rows = Reminder.objects.filter(rule=Rule.MEETING, recipient=cast.east_property)

    assert sorted(rows.values_list("step", flat=True)) == ["30m", "5d@09:00"]


def test_a_meeting_that_moves_takes_its_ladder_along(cast, representatives, in_ten_days):
    later = in_ten_days + timedelta(days=2)
    plan = a_plan("representatives", starts_at=later)

    moved = change(representatives, by=cast.east_director, plan=plan, version=1, at=NOW)

    rows = Reminder.objects.filter(object_id=moved.pk, step="7d@09:00")
    assert steps_of(moved) == LONG
    assert {timezone.localdate(row.due_at) for row in rows} == {later.date() - timedelta(days=7)}


def test_new_rules_of_a_kind_reach_a_meeting_only_when_it_moves(cast, representatives, in_ten_days):
    kind = Kind.objects.get(key="representatives")
    today = timezone.localdate(NOW)
    rules = new_ladder("representatives", "2 天")
    change_rules(kind, by=cast.clerk, rules=rules, today=today)
    assert steps_of(representatives) == LONG

    plan = a_plan("representatives", starts_at=in_ten_days + timedelta(hours=1))
    moved = change(representatives, by=cast.east_director, plan=plan, version=1, at=NOW)

    assert steps_of(moved) == ["2d@09:00"]


def test_the_street_s_ordinary_ladder_leaves_the_others_alone(cast, representatives, in_ten_days):
    ordinary = convene(
        cast.east, by=cast.east_director, plan=a_plan("committee", starts_at=in_ten_days), at=NOW
    )
    step = LadderStep.objects.get(rule=Rule.MEETING, days_before=1)

    remove_step(step, by=cast.clerk, at=NOW)

    assert steps_of(ordinary) == ["3d@09:00", "120m"]
    assert steps_of(representatives) == LONG


def test_the_ladder_stands_in_the_sentence_and_in_what_changes(db):
    representatives = KindRules.objects.get(kind__key="representatives")
    joint = KindRules.objects.get(kind__key="joint")

    assert "；会前 7 天、3 天、1 天、2 小时提醒；" in sentence(representatives)
    assert "会前" not in sentence(joint)
    assert changes(joint.as_fields(), {**joint.as_fields(), "ladder": "1 天"}) == [
        "提前多久提醒：原来 街道平常的会议提醒，以后 1 天"
    ]


def test_the_street_writes_the_ladder_on_the_page_of_the_kind(cast, enter):
    clerk = enter(cast.clerk)
    page = clerk.get("/settings/meeting-kinds/hearing/").content.decode()
    assert 'value="7 天、3 天、1 天、2 小时"' in page
    assert "空着就按街道平常的会议提醒（提前 3 天，9:00；" in page
    newest = KindRules.objects.get(kind__key="hearing")
    kept = {name: value for name, value in newest.as_fields().items() if value is not False}
    sent = {**kept, "effective_from": "今天", "why": "大家要求"}

    refused = clerk.post("/settings/meeting-kinds/hearing/", {**sent, "ladder": "早一点"})
    saved = clerk.post("/settings/meeting-kinds/hearing/", {**sent, "ladder": "5天，2小时"})

    assert refused.status_code == 422
    assert "请写成“7 天、3 天、1 天、2 小时”这样" in refused.content.decode()
    assert saved.status_code == 303
    assert Kind.objects.get(key="hearing").versions.first().ladder == "5 天、2 小时"


def test_the_ladders_come_as_a_new_version_where_meetings_run_under_the_old_one(cast, in_ten_days):
    KindRules.objects.filter(kind__key__in=["representatives", "hearing"]).update(ladder="")
    plan = a_plan("representatives", starts_at=in_ten_days)
    called = convene(cast.east, by=cast.east_director, plan=plan, at=NOW)

    import_module("meetings.migrations.0014_ladders").seed(apps, None)

    called.rules.refresh_from_db()
    assert called.rules.ladder == ""
    newest = Kind.objects.get(key="representatives").versions.first()
    assert (newest.number, newest.ladder) == (2, "7 天、3 天、1 天、2 小时")
    hearing = KindRules.objects.get(kind__key="hearing")
    assert (hearing.effective_from, hearing.number) == (date(2026, 1, 1), 1)
    assert hearing.ladder

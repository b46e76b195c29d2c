"""Hearing, coordination, appraisal: each to its end, and nothing out of order."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from committees.notices.models import Notice
from committees.reminders.models import Reminder
from committees.territory.models import PartnerBody
from jiedao.common.errors import Conflict, Refused
from meetings.convening.models import Meeting
from meetings.opinions.actions import answer, note_hearing
from meetings.sanhui.actions import Proposal, close_matter, draft_public, next_round, take_up
from meetings.sanhui.appraising import file_plan, finish_rectifying, look_again, write_appraisal
from meetings.sanhui.coordinating import (
    add_deed,
    add_side,
    finish_deed,
    sign_agreement,
    tell_side,
    write_agreement,
)
from meetings.sanhui.models import Agreement, Appraisal
from meetings.sanhui.panels import outcome_panel, owing_of
from meetings.sanhui.rules import Line
from meetings.sanhui.states import Purpose
from tests.meetings.sanhui.conftest import DAY, NOW, PROPOSAL, TODAY


def now_of(matter, user):
    panel = outcome_panel(matter.meeting, user, NOW)
    return next((step.label for step in panel.steps if step.state == "now"), "")


# Taking up


def test_a_matter_is_taken_up_after_it_was_proposed(cast, meeting_of):
    wrong = Proposal("x", "居民", TODAY, TODAY - DAY)
    with pytest.raises(Refused, match="不能早于提出"):
        take_up(meeting_of("hearing"), by=cast.east_member, proposal=wrong, version=0, at=NOW)


def test_a_joint_meeting_has_no_matter(cast, meeting_of):
    with pytest.raises(Refused, match="不是听证会"):
        take_up(meeting_of("joint"), by=cast.east_member, proposal=PROPOSAL, version=0, at=NOW)


def test_a_foreign_body_and_foreign_people_are_refused(cast, meeting_of):
    foreign = PartnerBody.objects.filter(committee=cast.west).first()
    odd = Proposal("x", "物业", TODAY, TODAY, body=foreign)
    with pytest.raises(Refused, match="不属于本居委会"):
        take_up(meeting_of("hearing"), by=cast.east_member, proposal=odd, version=0, at=NOW)
    with pytest.raises(Refused, match="不在这个居委会工作"):
        take_up(meeting_of("hearing"), by=cast.west_member, proposal=PROPOSAL, version=0, at=NOW)


def test_two_who_correct_it_at_once_see_both(cast, taken_up):
    matter = taken_up("hearing")
    take_up(matter.meeting, by=cast.east_director, proposal=PROPOSAL, version=1, at=NOW)
    with pytest.raises(Conflict):
        take_up(matter.meeting, by=cast.east_member, proposal=PROPOSAL, version=1, at=NOW)


# Hearing


def test_another_round_has_the_same_subject_and_its_own_notice(cast, taken_up):
    matter = taken_up("hearing")
    day = {"starts_at": NOW + 12 * DAY, "place": "礼堂", "short_notice_why": "", "at": NOW}

    second = next_round(matter, by=cast.east_director, **day)

    assert second.round_of == matter.meeting
    assert second.title == "北门停车收费（第 2 轮）"
    notice = draft_public(
        matter, second, by=cast.east_member, purpose=Purpose.BEFORE, result="", at=NOW
    )
    assert (notice.kind, notice.state, notice.place) == ("meeting", "draft", "礼堂")
    assert "北门停车收费" in notice.body
    with pytest.raises(Refused, match="上一轮还没有开"):
        next_round(matter, by=cast.east_director, **day)
    panel = outcome_panel(second, cast.east_member, NOW)
    assert [one.meeting.pk for one in panel.rounds] == [matter.meeting_id, second.pk]


def test_a_round_keeps_the_notice_days_unless_a_reason_is_written(cast, taken_up):
    matter = taken_up("hearing")
    soon = {"starts_at": NOW + 2 * DAY, "place": "礼堂", "at": NOW}
    with pytest.raises(Refused, match="按规定要提前 10 天通知"):
        next_round(matter, by=cast.east_director, short_notice_why="", **soon)
    assert Meeting.objects.count() == 1
    next_round(matter, by=cast.east_director, short_notice_why="天冷，等不及", **soon)
    with pytest.raises(Refused, match="由居委会主任来定"):
        next_round(matter, by=cast.east_member, short_notice_why="", **soon)


def test_a_hearing_goes_on_until_the_deciding_body_has_answered(cast, taken_up):
    matter = taken_up("hearing")
    assert owing_of(matter.meeting, cast.east_director, NOW) == "还没有记下听证会的意见。"
    opinion = note_hearing(
        matter.meeting,
        by=cast.east_member,
        asked="停车收费",
        to_whom="物业公司",
        given="多数赞成，每月不超过一百元。",
        given_on=TODAY - DAY,
        at=NOW,
    )
    ask = {"by": cast.east_director, "closed_on": TODAY, "note": "按一百元收。", "at": NOW}
    with pytest.raises(Refused, match="物业公司还没有回复"):
        close_matter(matter, owing=owing_of(matter.meeting, cast.east_director, NOW), **ask)

    answer(opinion, by=cast.east_member, words="同意。", answered_on=TODAY, at=NOW)

    assert owing_of(matter.meeting, cast.east_director, NOW) == ""
    assert close_matter(matter, owing="", **ask).closed_on == TODAY
    with pytest.raises(Refused, match="已经办结"):
        close_matter(matter, owing="", **ask)


def test_the_notice_of_a_round_is_drafted_once(cast, taken_up):
    matter = taken_up("hearing")
    asked = {"by": cast.east_member, "purpose": Purpose.BEFORE, "result": "", "at": NOW}
    first = draft_public(matter, matter.meeting, **asked)
    assert draft_public(matter, matter.meeting, **asked) == first
    assert Notice.objects.count() == 1


# Coordination


@pytest.fixture
def dispute(cast, taken_up):
    matter = taken_up("coordination")
    for name in ("楼上一户", "楼下一户"):
        side = add_side(matter, by=cast.east_member, name=name, body=None, at=NOW)
        tell_side(side, by=cast.east_member, told_on=TODAY - 9 * DAY, at=NOW)
    return matter


@pytest.fixture
def signed(cast, dispute):
    write_agreement(dispute, by=cast.east_member, text="晚十点后不拖家具。", version=0, at=NOW)
    sign_agreement(dispute, by=cast.east_member, signed_on=TODAY, unsigned_why="", at=NOW)
    return dispute


def test_an_agreement_is_kept_step_by_step(cast, signed):
    assert now_of(signed, cast.east_member) == "履行跟踪"
    due = TODAY + 7 * DAY
    deed = add_deed(signed, by=cast.east_member, what="贴脚垫", who="楼上", due_on=due, at=NOW)
    assert Reminder.objects.filter(object_type="meetings.deed").exists()
    assert owing_of(signed.meeting, cast.east_director, NOW) == "还有 1 步没有做好。"

    finish_deed(deed, by=cast.east_member, done_on=TODAY, note="贴好了。", at=NOW)

    assert not Reminder.objects.filter(object_type="meetings.deed", state="waiting").exists()
    assert now_of(signed, cast.east_member) == "办结公开"
    with pytest.raises(Refused, match="已经做好"):
        finish_deed(deed, by=cast.east_member, done_on=TODAY, note="又", at=NOW)


def test_an_agreement_is_signed_or_says_why_not(cast, dispute):
    write_agreement(dispute, by=cast.east_member, text="谈了两次。", version=0, at=NOW)
    for day, why in ((None, ""), (TODAY, "不签")):
        with pytest.raises(Refused, match="两样写一样"):
            sign_agreement(dispute, by=cast.east_member, signed_on=day, unsigned_why=why, at=NOW)
    sign_agreement(dispute, by=cast.east_member, signed_on=None, unsigned_why="要打官司", at=NOW)
    assert owing_of(dispute.meeting, cast.east_director, NOW) == ""
    with pytest.raises(Refused, match="不能再改"):
        write_agreement(dispute, by=cast.east_member, text="改", version=2, at=NOW)


def test_two_who_write_the_agreement_at_once_see_both(cast, dispute):
    write_agreement(dispute, by=cast.east_member, text="甲", version=0, at=NOW)
    write_agreement(dispute, by=cast.east_member, text="乙", version=1, at=NOW)
    with pytest.raises(Conflict):
        write_agreement(dispute, by=cast.east_director, text="丙", version=1, at=NOW)
    assert Agreement.objects.get().text == "乙"


def test_nothing_is_promised_before_it_is_signed(cast, dispute):
    with pytest.raises(Refused, match="协议签了以后"):
        add_deed(dispute, by=cast.east_member, what="x", who="x", due_on=TODAY, at=NOW)
    with pytest.raises(Refused, match="楼上一户已经写上了"):
        add_side(dispute, by=cast.east_member, name="楼上一户", body=None, at=NOW)


def test_no_agreement_before_the_meeting(cast, taken_up):
    matter = taken_up("coordination", state="planned", starts_at=NOW + 8 * DAY)
    with pytest.raises(Refused, match="会还没有开"):
        write_agreement(matter, by=cast.east_member, text="x", version=0, at=NOW)


# Appraisal

LINES = [Line("服务态度", 20, 5, 1), Line("绿化", 10, 10, 6)]


@pytest.fixture
def appraised(cast, taken_up):
    matter = taken_up("appraisal")
    write_appraisal(
        matter,
        by=cast.east_member,
        present=26,
        lines=LINES,
        opinions="草坪没人管。",
        made_on=TODAY,
        version=0,
        at=NOW,
    )
    return matter


def _file(matter, cast, on=TODAY, text="十天内补种。", at=NOW):
    by = cast.east_member
    return file_plan(matter, by=by, filed_on=on, text=text, file=None, file_name="", at=at)


def test_the_plan_is_due_fifteen_working_days_after(cast, appraised):
    made = Appraisal.objects.get()
    assert made.plan_due_on == date(2026, 12, 14)
    told = Reminder.objects.filter(object_type="meetings.appraisal")
    assert set(told.values_list("recipient", flat=True)) == {cast.east_director.pk}
    late = outcome_panel(appraised.meeting, cast.east_member, NOW + timedelta(days=30))
    assert late.plan_is_late


def test_rectification_is_followed_to_its_end(cast, appraised):
    with pytest.raises(Refused, match="还没有交"):
        look_again(appraised, by=cast.east_member, on=TODAY, text="看了", at=NOW)
    _file(appraised, cast)
    look_again(appraised, by=cast.east_member, on=TODAY, text="种了一半", at=NOW)
    assert now_of(appraised, cast.east_member) == "整改跟踪"
    finish_rectifying(appraised, by=cast.east_member, done_on=TODAY, note="种好了", at=NOW)
    assert owing_of(appraised.meeting, cast.east_director, NOW) == ""
    with pytest.raises(Refused, match="已经交过"):
        _file(appraised, cast)


def test_an_empty_plan_is_no_plan(cast, appraised):
    with pytest.raises(Refused, match="请写上整改方案"):
        _file(appraised, cast, text="")
    with pytest.raises(IntegrityError, match="appraisal_plan_is_there"), transaction.atomic():
        Appraisal.objects.update(plan_filed_on=TODAY)


def test_scores_stand_still_once_the_plan_is_there(cast, appraised):
    _file(appraised, cast)
    with pytest.raises(Refused, match="打分不能再改"):
        write_appraisal(
            appraised,
            by=cast.east_member,
            present=26,
            lines=LINES,
            opinions="",
            made_on=TODAY,
            version=1,
            at=NOW,
        )

"""Pages of the three meetings, and their papers."""

import pytest
from django.utils import timezone

from committees.territory.models import PartnerBody
from meetings.opinions.actions import note_hearing
from meetings.sanhui.appraising import write_appraisal
from meetings.sanhui.coordinating import add_side, sign_agreement, write_agreement
from meetings.sanhui.models import Agreement, Appraisal, Matter, Side
from tests.meetings.sanhui.conftest import DAY, NOW, TODAY
from tests.meetings.sanhui.test_actions import LINES


def _url(matter, tail=""):
    return f"/meetings/{matter.meeting_id}/outcome/{tail}"


def test_from_nothing_to_a_matter_with_its_way(cast, enter, meeting_of):
    meeting = meeting_of("hearing")
    browser = enter(cast.east_member)
    assert "写清楚" in browser.get(f"/meetings/{meeting.pk}/outcome/").content.decode()
    typed = {
        "subject": "加装电梯",
        "proposer": "5 号楼居民",
        "proposed_on": "2026-11-2",
        "accepted_on": "2026-11-3",
        "unit": "街道建设科",
    }

    done = browser.post(f"/meetings/{meeting.pk}/outcome/matter/", typed)

    assert done.status_code == 303
    page = browser.get(done["Location"]).content.decode()
    for word in ("加装电梯", "5 号楼居民", "形成意见", "归档"):
        assert word in page
    assert "加装电梯" in browser.get(f"/meetings/{meeting.pk}/").content.decode()


def test_a_foreign_body_is_a_wrong_choice(cast, enter, taken_up):
    matter = taken_up("coordination")
    foreign = PartnerBody.objects.filter(committee=cast.west).first()
    page = enter(cast.east_member).post(_url(matter, "side/"), {"name": "甲", "body": foreign.pk})
    assert page.status_code == 422
    assert "不属于本居委会" in page.content.decode()
    assert not Side.objects.exists()


def test_too_many_ticks_come_back_with_everything_typed(cast, enter, taken_up):
    matter = taken_up("appraisal")
    typed = {"made_on": "2026-11-22", "present": "10", "lines": "绿化 9 1 1", "opinions": "多浇水"}
    page = enter(cast.east_member).post(_url(matter, "scores/"), typed)
    assert page.status_code == 422
    text = page.content.decode()
    assert "合计 11 票，比到会的 10 人多" in text
    assert "多浇水" in text
    assert not Appraisal.objects.exists()


def test_the_second_writer_of_an_agreement_sees_both_texts(cast, enter, taken_up):
    matter = taken_up("coordination")
    write_agreement(matter, by=cast.east_director, text="甲写的", version=0, at=NOW)
    answer = enter(cast.east_member).post(
        _url(matter, "agreement/"), {"text": "乙写的", "version": "0"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "甲写的" in page
    assert "乙写的" in page
    assert Agreement.objects.get().text == "甲写的"


def test_steps_of_another_kind_are_no_pages(cast, enter, taken_up):
    matter = taken_up("hearing")
    member = enter(cast.east_member)
    for step in ("side", "agreement", "scores", "nothing"):
        assert member.get(_url(matter, f"{step}/")).status_code == 404
    assert member.get(_url(matter, "side/")).status_code == 404
    assert member.get(_url(matter, "paper/agreement/")).status_code == 404


def test_the_agreement_prints_for_signature_signed_or_not(cast, enter, taken_up):
    matter = taken_up("coordination")
    add_side(matter, by=cast.east_member, name="楼上一户", body=None, at=NOW)
    write_agreement(matter, by=cast.east_member, text="晚十点后不拖家具。", version=0, at=NOW)
    member = enter(cast.east_member)
    paper = member.get(_url(matter, "paper/agreement/")).content.decode()
    assert "人民调解协议书" in paper
    assert "当事人：楼上一户" in paper

    sign_agreement(matter, by=cast.east_member, signed_on=None, unsigned_why="要打官司", at=NOW)

    paper = member.get(_url(matter, "paper/agreement/")).content.decode()
    assert "协调未达成协议记录" in paper
    assert "要打官司" in paper
    assert "楼上一户" in member.get(_url(matter, "paper/notice/")).content.decode()


def test_the_notice_of_a_hearing_opens_as_a_draft(cast, enter, taken_up):
    matter = taken_up("hearing", state="planned", starts_at=timezone.now() + 20 * DAY)
    member = enter(cast.east_member)
    done = member.post(_url(matter, "notice/"), {})
    assert done.status_code == 303
    assert done["Location"].startswith("/publish/")
    assert "北门停车收费" in member.get(done["Location"]).content.decode()


def test_closing_with_something_open_says_what(cast, enter, taken_up):
    matter = taken_up("hearing")
    typed = {"on": "今天", "note": "好了"}
    page = enter(cast.east_director).post(_url(matter, "close/"), typed)
    assert page.status_code == 422
    assert "还没有记下听证会的意见" in page.content.decode()
    assert Matter.objects.get().closed_on is None


def test_the_street_reads_and_does_not_write(cast, enter, taken_up):
    matter = taken_up("coordination")
    clerk = enter(cast.clerk)
    assert clerk.get(_url(matter)).status_code == 200
    assert clerk.get(_url(matter, "side/")).status_code == 404


def _filled(kind, matter, cast, more):
    if kind == "hearing":
        for n in range(more + 1):
            said = {
                "asked": "停车",
                "to_whom": f"单位{n}",
                "given": "赞成",
                "given_on": TODAY - DAY,
            }
            note_hearing(matter.meeting, by=cast.east_member, at=NOW, **said)
    elif kind == "coordination":
        for n in range(more + 1):
            add_side(matter, by=cast.east_member, name=f"{n}", body=None, at=NOW)
        write_agreement(matter, by=cast.east_member, text="好", version=0, at=NOW)
        sign_agreement(matter, by=cast.east_member, signed_on=TODAY, unsigned_why="", at=NOW)
        for n in range(more + 1):
            Agreement.objects.get().deeds.create(what=f"{n}", who="甲", due_on=TODAY)
    else:
        write_appraisal(
            matter,
            by=cast.east_member,
            present=26,
            lines=LINES[: more + 1],
            opinions="",
            made_on=TODAY,
            version=0,
            at=NOW,
        )


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(
    ("kind", "queries"), [("hearing", 11), ("coordination", 14), ("appraisal", 13)]
)
def test_the_page_costs_the_same_however_much_there_is(
    cast, enter, taken_up, kind, queries, more, django_assert_num_queries
):
    matter = taken_up(kind)
    _filled(kind, matter, cast, more)
    member = enter(cast.east_member)
    member.get(_url(matter))
    with django_assert_num_queries(queries):
        member.get(_url(matter))

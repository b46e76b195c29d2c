"""The papers of the year-end meeting, drafted from the record of the year (R14)."""

import io
from datetime import date, datetime

import pytest
from django.utils import timezone
from docx import Document

from casework.reports.models import WorkReport
from committees.terms.models import Mandate
from jiedao.portal.yearend import Work, Year, self_report, work_of
from tests.gatherings import a_meeting, a_topic
from tests.portal.street_scene import Scene

NOW = timezone.make_aware(datetime(2026, 11, 20, 10))


@pytest.fixture
def meeting(cast):
    meeting = a_meeting(
        cast.east,
        "representatives",
        title="年终居民代表会议",
        place="活动室",
        starts_at=NOW,
        state="held",
        convened_by=cast.east_director,
        chair=cast.east_director,
    )
    a_topic(meeting, "听取工作报告")
    a_topic(meeting, "明年实事项目", order=2)
    return meeting


@pytest.fixture
def officer(cast):
    return Mandate.objects.create(
        committee=cast.east,
        person=cast.east_director,
        post="chair",
        duty_area="全面工作",
        since=date(2024, 1, 1),
    )


@pytest.fixture
def year_of_work(cast):
    scene = Scene(cast.east_director, NOW)
    for day in (date(2026, 3, 2), date(2026, 3, 3), date(2025, 12, 31)):
        shift = scene.shift(cast.east, day)
        shift.person = cast.east_director
        shift.save(update_fields=["person"])
    scene.visits(cast.east, date(2026, 5, 6), 3)
    scene.entry(cast.east, date(2026, 5, 7))
    scene.case(cast.east, date(2026, 6, 1), opened_at=NOW, closed_at=NOW, state="closed")
    scene.case(cast.east, date(2026, 12, 1), opened_at=NOW)


def test_a_year_of_work_is_counted_from_the_record(cast, meeting, year_of_work):
    work = work_of(cast.east_director, cast.east, Year.of(meeting))
    assert work == Work(shifts=2, entries=1, visits=3, cases=2, closed=1, meetings=0, items=0)


def test_nothing_is_said_of_what_there_is_not():
    assert Work(3, 0, 0, 0, 0, 0, 0).lines == ["值班 3 班。"]


def test_the_report_of_an_officer_says_what_was_done_and_leaves_room(
    officer, meeting, year_of_work
):
    text = self_report(officer, Year.of(meeting))
    assert "我是周桂英，任居委会主任，分工全面工作。" in text
    assert "值班 2 班。" in text
    assert "经手居民事项 2 件，办结 1 件。" in text
    assert "（请自己写两三句。）" in text


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        ("agenda", "明年实事项目"),
        ("host", "下面进行第 2 项：明年实事项目。"),
        ("report", "现将2026年的工作报告如下，请审议。"),
        ("ballot", "不同意的在“反对”下打“○”"),
        ("appraisal", "基本称职"),
        ("tally", "计票人（居务监督委员会）"),
        ("announcement", "有不同意见，请到居委会"),
    ],
)
def test_every_paper_of_the_pack_prints(cast, enter, meeting, officer, paper, words):
    page = enter(cast.east_member).get(f"/meetings/{meeting.pk}/pack/{paper}/")
    assert page.status_code == 200
    assert words in page.content.decode()


def test_the_work_report_tells_the_year_up_to_the_day_of_the_meeting(
    cast, enter, meeting, year_of_work
):
    Scene(cast.east_director, NOW).visits(cast.east, date(2026, 11, 21), 2)
    member = enter(cast.east_member)

    page = member.get(f"/meetings/{meeting.pk}/pack/report/").content.decode()
    word = member.get(f"/meetings/{meeting.pk}/pack/report.docx")

    assert "上门走访 3 户。" in page
    assert "（请写两三句。）" in page
    text = "\n".join(one.text for one in Document(io.BytesIO(word.content)).paragraphs)
    assert "上门走访 3 户。" in text
    assert "新接居民事项 2 件，办结 1 件" in text


def test_the_work_report_names_the_reports_sent_in_the_year(cast, enter, meeting):
    for last, title in ((date(2026, 9, 30), "第 3 季度汇报"), (date(2025, 12, 31), "去年的汇报")):
        WorkReport.objects.create(
            committee=cast.east,
            author=cast.east_director,
            title=title,
            text="一、值班",
            first=date(last.year, last.month - 2, 1),
            last=last,
            state="sent",
            sent_at=NOW,
        )

    page = enter(cast.east_member).get(f"/meetings/{meeting.pk}/pack/report/").content.decode()

    assert "第 3 季度汇报" in page
    assert "去年的汇报" not in page


def test_the_pack_lists_every_officer(cast, enter, meeting, officer):
    page = enter(cast.east_member).get(f"/meetings/{meeting.pk}/pack/").content.decode()
    assert f"/meetings/{meeting.pk}/pack/self/{officer.pk}/" in page


def test_the_word_file_of_an_officer_can_be_finished(cast, enter, meeting, officer, year_of_work):
    answer = enter(cast.east_member).get(f"/meetings/{meeting.pk}/pack/self/{officer.pk}.docx")
    text = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert "上门走访 3 户次。" in text


def test_other_meetings_have_no_pack(cast, enter):
    joint = a_meeting(
        cast.east, title="联席", place="二楼", starts_at=NOW, convened_by=cast.east_director
    )
    assert enter(cast.east_member).get(f"/meetings/{joint.pk}/pack/").status_code == 404

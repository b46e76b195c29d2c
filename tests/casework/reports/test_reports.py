"""A work report: begun with its figures, sent, answered by party organisation and street."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.reports.actions import (
    FirstText,
    answer_report,
    begin_report,
    save_report,
    send_report,
    take_back_report,
)
from casework.reports.models import WorkReport
from committees.reminders.models import InboxMessage
from jiedao.common.errors import Conflict, Refused
from tests.portal.street_scene import Scene

NOW = timezone.make_aware(datetime(2026, 11, 23, 10))
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)


@pytest.fixture
def report(cast):
    start = FirstText("第四季度工作汇报", "一、值班\n接待点有人。")
    return begin_report(cast.east, by=cast.east_member, first=FIRST, last=LAST, start=start, at=NOW)


def test_the_same_quarter_is_begun_once(cast, report):
    start = FirstText("又一份", "略")
    again = begin_report(
        cast.east, by=cast.east_director, first=FIRST, last=LAST, start=start, at=NOW
    )
    assert again == report
    assert WorkReport.objects.count() == 1


def test_a_quarter_to_come_is_refused(cast):
    start = FirstText("明年", "略")
    with pytest.raises(Refused, match="还没有到"):
        begin_report(
            cast.east,
            by=cast.east_member,
            first=date(2027, 1, 1),
            last=date(2027, 3, 31),
            start=start,
            at=NOW,
        )


def test_two_who_edit_see_both_texts(cast, report):
    save_report(report, by=cast.east_member, title="甲", text="甲写的", version=1)
    with pytest.raises(Conflict):
        save_report(report, by=cast.east_director, title="乙", text="乙写的", version=1)


def test_sent_it_reaches_party_organisation_and_street(cast, report):
    send_report(report, by=cast.east_director, at=NOW)
    told = InboxMessage.objects.filter(text__contains="报来了")
    assert {one.recipient for one in told} == {cast.east_branch, cast.clerk}


def test_only_the_director_sends(cast, report):
    with pytest.raises(Refused, match="主任"):
        send_report(report, by=cast.east_member, at=NOW)


def test_answered_by_both_it_is_closed(cast, report):
    send_report(report, by=cast.east_director, at=NOW)
    answer_report(report, by=cast.east_branch, text="同意。", at=NOW)
    report.refresh_from_db()
    assert report.state == "sent"
    answer_report(report, by=cast.clerk, text="收到，十二月来一趟。", at=NOW)
    report.refresh_from_db()
    assert report.state == "answered"


def test_a_reader_answers_once(cast, report):
    send_report(report, by=cast.east_director, at=NOW)
    answer_report(report, by=cast.clerk, text="收到。", at=NOW)
    with pytest.raises(Refused, match="已经回复过了"):
        answer_report(report, by=cast.clerk, text="再来。", at=NOW)


def test_it_comes_back_only_while_nobody_has_answered(cast, report):
    send_report(report, by=cast.east_director, at=NOW)
    assert take_back_report(report, by=cast.east_director).state == "draft"
    send_report(report, by=cast.east_director, at=NOW)
    answer_report(report, by=cast.clerk, text="收到。", at=NOW)
    with pytest.raises(Refused, match="不能收回"):
        take_back_report(report, by=cast.east_director)


def test_the_database_keeps_one_report_a_span(cast, report):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkReport.objects.create(
            committee=cast.east,
            first=FIRST,
            last=LAST,
            title="又",
            text="略",
            author=cast.east_member,
        )


def test_the_street_reads_no_draft(cast, enter, report):
    clerk = enter(cast.clerk)
    assert clerk.get(f"/work-reports/{report.pk}/").status_code == 404
    send_report(report, by=cast.east_director, at=NOW)
    assert clerk.get(f"/work-reports/{report.pk}/").status_code == 200


def test_one_tap_fills_in_the_numbers_and_where_they_come_from(cast, enter):
    scene = Scene(cast.east_director, NOW)
    scene.shifts(cast.east, date(2026, 10, 14), manned=17, missing=3)
    scene.visits(cast.east, date(2026, 10, 14), 4)
    scene.case(cast.east, date(2026, 12, 1))
    with time_machine.travel(NOW, tick=False):
        member = enter(cast.east_member)
        answer = member.post("/work-reports/new/", {"quarter": "2026-10"})
        page = member.get(answer["Location"]).content.decode()
        assert "接待点 20 班，有人的 17 班。" in page
        report = WorkReport.objects.get()
        assert "上门走访 4 户。" in report.text
        assert "新接居民事项 1 件，办结 0 件，还在办 1 件。" in report.text
        href = next(one["href"] for one in report.figures if "接待点" in one["words"])
        assert 'data-count="20"' in member.get(href).content.decode()


def test_a_refused_answer_keeps_what_was_typed(cast, enter, report):
    send_report(report, by=cast.east_director, at=NOW)
    answer_report(report, by=cast.clerk, text="收到。", at=NOW)
    page = enter(cast.clerk).post(
        f"/work-reports/{report.pk}/answer/", {"text": "还想说一句：十二月见。"}
    )
    assert page.status_code == 422
    assert "已经回复过了" in page.content.decode()
    assert "还想说一句：十二月见。" in page.content.decode()


def test_the_paper_opens_in_word(cast, enter, report):
    answer = enter(cast.east_member).get(f"/work-reports/{report.pk}.docx")
    assert answer.content[:2] == b"PK"

"""A figure is the length of the list behind it, whatever the measure; nothing is stored."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from casework.duty.models import Shift
from casework.reports.models import WorkReport
from committees.notices.models import Notice
from committees.regulations.states import Measure
from committees.territory.models import PartnerBody
from jiedao.portal.measures.judging import State
from jiedao.portal.measures.sources import SOURCES, Question, figures, rows_of
from jiedao.portal.measures.spans import span_of
from meetings.opinions.models import Opinion
from meetings.resolutions.models import Resolution
from tests.gatherings import a_meeting, a_topic
from tests.portal.measures.conftest import MONTH, NOW

DAY = date(2026, 10, 14)


def at(day, hour=9):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def held(cast, kind, day):
    fields = {"title": kind, "place": "二楼", "starts_at": at(day), "state": "held"}
    return a_meeting(cast.east, kind, convened_by=cast.east_director, **fields)


def outcome(cast, made_on, published_on=None):
    meeting = held(cast, "joint", made_on)
    notice = None
    if published_on:
        notice = Notice.objects.create(
            committee=cast.east,
            kind="other",
            title="议定事项",
            body="换灯",
            state="released",
            author=cast.east_member,
            released_by=cast.east_director,
            publish_at=at(published_on),
        )
    return Resolution.objects.create(
        committee=cast.east,
        year=made_on.year,
        number=Resolution.objects.count() + 1,
        meeting=meeting,
        topic=a_topic(meeting, "换灯"),
        kind="other",
        text="换灯",
        made_on=made_on,
        publish_by=made_on + timedelta(days=14),
        notice=notice,
        written_by=cast.east_director,
    )


@pytest.fixture
def records(cast, scene):
    """Something of every measure in October, and something beside it that must not count."""
    scene.shifts(cast.east, DAY, manned=17, missing=3)
    scene.shifts(cast.west, DAY, manned=2, missing=0)
    scene.shift(cast.east, date(2026, 9, 30))
    scene.visits(cast.east, DAY, 4)
    held(cast, "study", DAY)
    held(cast, "joint", DAY)
    held(cast, "representatives", date(2026, 3, 5))
    a_meeting(
        cast.east,
        "study",
        title="没开成",
        place="二楼",
        starts_at=at(DAY),
        state="cancelled",
        convened_by=cast.east_director,
    )
    outcome(cast, date(2026, 10, 12), date(2026, 10, 20))
    outcome(cast, date(2026, 10, 13), date(2026, 11, 20))
    outcome(cast, date(2026, 10, 15))
    for given_on, answered_on in ((DAY, DAY + timedelta(days=9)), (DAY, None), (NOW.date(), None)):
        Opinion.objects.create(
            committee=cast.east,
            body=PartnerBody.objects.get(committee=cast.east, kind="branch"),
            asked="明年怎么干",
            asked_on=given_on,
            asked_by=cast.east_director,
            given="多走访",
            given_on=given_on,
            given_by=cast.east_branch,
            answer="好" if answered_on else "",
            answered_on=answered_on,
            answered_by=cast.east_director if answered_on else None,
        )
    WorkReport.objects.create(
        committee=cast.east,
        first=date(2026, 7, 1),
        last=date(2026, 9, 30),
        title="第三季度工作汇报",
        text="略",
        state="sent",
        author=cast.east_director,
        sent_at=at(date(2026, 10, 8)),
        sent_by=cast.east_director,
    )


def question(measure, kind="", every="month", number=10):
    today = timezone.localdate(NOW)
    return Question(measure, kind, number, span_of(every, MONTH, today), NOW)


QUESTIONS = [
    (question("duty_coverage"), (17, 20)),
    (question("meetings_held", "joint", "quarter"), (4, 0)),
    (question("representatives_meetings", every="year"), (1, 0)),
    (question("study_sessions"), (1, 0)),
    (question("work_reports", every="quarter"), (1, 0)),
    (question("home_visits"), (4, 0)),
    (question("outcomes_published_days"), (1, 3)),
    (question("opinions_answered_days"), (1, 2)),
]


@pytest.mark.parametrize(
    ("asked", "counted"), QUESTIONS, ids=[str(asked.measure) for asked, _ in QUESTIONS]
)
def test_a_figure_equals_the_length_of_the_list_behind_it(cast, records, asked, counted):
    figure = figures(asked, [cast.east.pk, cast.west.pk])[cast.east.pk]
    source = SOURCES[asked.measure]
    everything = rows_of(asked, [cast.east.pk], "")

    assert (figure.good, figure.whole) == counted
    if source.good is None and source.sort is None:
        assert everything.count() == figure.good
    else:
        assert everything.count() == figure.whole
        assert rows_of(asked, [cast.east.pk], "good").count() == figure.good
    assert all(row.committee_id == cast.east.pk for row in everything)


def test_every_measure_is_tried_above():
    assert {asked.measure for asked, _ in QUESTIONS} == set(SOURCES) == set(Measure.values)


def test_deleting_one_shift_changes_the_cell(cast, adopted, records, lived):
    before = cell(lived(), "duty_coverage")
    Shift.objects.filter(committee=cast.east, checked_in_at__isnull=True).first().delete()
    after = cell(lived(), "duty_coverage")
    assert (before.words, after.words) == ("85%", "89%")


def cell(lived, measure, kind=""):
    return next(one for one in lived.lines[0].cells if one.column.key == (measure, kind))


def test_a_committee_without_the_regulation_is_not_judged(adopted, records, lived):
    assert {one.state for one in lived().lines[1].cells} == {State.NOT_ADOPTED}


def test_a_month_that_is_over_is_missed_and_a_quarter_that_runs_is_not(adopted, records, lived):
    assert cell(lived(), "home_visits").state is State.MISSED
    assert cell(lived(), "study_sessions").state is State.MET
    assert cell(lived(), "representatives_meetings").state is State.AT_RISK


def test_an_outcome_published_late_is_missed_for_good(adopted, records, lived):
    assert cell(lived(), "outcomes_published_days").state is State.MISSED


@pytest.mark.parametrize("extra", [0, 2])
def test_the_matrix_costs_the_same_for_any_number_of_rows(
    cast, adopted, records, lived, extra, django_assert_num_queries
):
    for _ in range(extra):
        held(cast, "study", DAY)
    with django_assert_num_queries(14):
        assert lived().lines


def test_the_street_reads_the_matrix_and_opens_every_cell(cast, enter, adopted, records):
    with time_machine.travel(NOW, tick=False):
        clerk = enter(cast.clerk)
        page = clerk.get("/street/regulations/?month=2026-10")
        links = [one.href for line in page.context["lived"].lines for one in line.cells if one.href]
        assert len(links) > 5
        for link in links:
            answer = clerk.get(link)
            assert answer.status_code == 200
            assert "东苑" in answer.content.decode()


def test_a_committee_reads_sentences_with_a_button(cast, enter, adopted, records):
    with time_machine.travel(NOW, tick=False):
        page = enter(cast.east_member).get("/measures/").content.decode()
    assert "还差一次" in page
    assert 'href="/meetings/new/?kind=study"' in page


def test_rows_of_another_committee_are_a_missing_page(cast, enter, adopted, records):
    member = enter(cast.east_member)
    own, foreign = (f"/measures/{one.slug}" for one in (cast.east, cast.west))
    assert member.get(f"{own}/duty_coverage/").status_code == 200
    assert member.get(f"{foreign}/duty_coverage/").status_code == 404
    assert member.get(f"{own}/nothing/").status_code == 404
    assert member.get(f"{own}/meetings_held/").status_code == 404

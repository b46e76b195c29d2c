"""民主评议: counted by two supervisors, graded by integers, warned of twice in a row."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from committees.reminders.models import InboxMessage
from committees.terms.models import Mandate
from jiedao.common.errors import Refused
from meetings.representatives.models import Seat
from meetings.reviews.actions import count_review
from meetings.reviews.models import Review
from meetings.reviews.rules import Grade, Marks, Papers, office_may_end
from tests.gatherings import a_meeting

NOW = timezone.make_aware(datetime(2026, 11, 25, 17))
PAPERS = Papers(40, 38, 2)


@pytest.mark.parametrize(
    ("marks", "grade"),
    [
        (Marks(19, 10, 5, 2), Grade.EXCELLENT),
        (Marks(18, 10, 5, 3), Grade.COMPETENT),
        (Marks(10, 8, 10, 8), Grade.BASIC),
        (Marks(5, 5, 7, 19), Grade.INCOMPETENT),
        (Marks(9, 5, 4, 18), Grade.BASIC),
        (Marks(0, 0, 0, 0), Grade.BASIC),
    ],
)
def test_a_grade_needs_more_than_half(marks, grade):
    assert marks.grade is grade


@given(*(st.integers(0, 50) for _ in range(4)))
def test_one_more_excellent_mark_never_makes_the_grade_worse(excellent, competent, basic, bad):
    order = list(Grade)
    before = Marks(excellent, competent, basic, bad).grade
    after = Marks(excellent + 1, competent, basic, bad).grade
    assert order.index(after) <= order.index(before) or sum((excellent, competent, basic, bad)) == 0


def test_the_office_is_in_danger_only_after_two_in_a_row():
    bad, fair = Grade.INCOMPETENT, Grade.BASIC
    assert office_may_end([bad, bad, fair])
    assert not office_may_end([bad, fair, bad])
    assert not office_may_end([bad])


@pytest.fixture
def supervisors(cast):
    return tuple(
        Seat.objects.create(
            committee=cast.east, board="supervisor", name=name, since=date(2026, 1, 1)
        )
        for name in ("钱监督", "孙监督")
    )


def meeting_of(cast, day):
    Mandate.objects.get_or_create(
        committee=cast.east, person=cast.east_director, post="chair", since=date(2024, 1, 1)
    )
    return a_meeting(
        cast.east,
        "review",
        title="民主评议",
        place="活动室",
        starts_at=timezone.make_aware(datetime(day.year, day.month, day.day, 14)),
        state="held",
        convened_by=cast.east_director,
    )


def count(cast, meeting, supervisors, marks=Marks(20, 10, 4, 2), papers=PAPERS):  # noqa: B008
    return count_review(
        meeting,
        by=cast.east_director,
        papers=papers,
        counters=supervisors,
        marks={cast.east_director: ("主任", marks)},
        at=NOW,
    )


def test_a_count_is_written_with_its_two_counters(cast, supervisors):
    review = count(cast, meeting_of(cast, date(2026, 11, 25)), supervisors)
    assert review.papers.valid == 36
    assert review.gradings.get().marks.grade is Grade.EXCELLENT


def test_a_new_count_replaces_the_old_one(cast, supervisors):
    meeting = meeting_of(cast, date(2026, 11, 25))
    count(cast, meeting, supervisors)
    count(cast, meeting, supervisors, Marks(10, 20, 4, 2))
    assert Review.objects.get().gradings.get().marks.grade is Grade.COMPETENT


@pytest.mark.parametrize(
    ("papers", "marks", "words"),
    [
        (Papers(40, 41, 0), Marks(1, 0, 0, 0), "比发出的 40 张多"),
        (Papers(40, 38, 39), Marks(1, 0, 0, 0), "废票"),
        (Papers(40, 38, 2), Marks(20, 10, 5, 2), "周桂英的票加起来 37，比有效票 36 多"),
    ],
)
def test_sums_that_cannot_be_are_refused(cast, supervisors, papers, marks, words):
    with pytest.raises(Refused, match=words):
        count(cast, meeting_of(cast, date(2026, 11, 25)), supervisors, marks, papers)
    assert not Review.objects.exists()


def test_one_person_cannot_count_alone(cast, supervisors):
    with pytest.raises(Refused, match="两个不同的人"):
        count(cast, meeting_of(cast, date(2026, 11, 25)), (supervisors[0], supervisors[0]))


def test_somebody_who_is_no_supervisor_cannot_count(cast, supervisors):
    other = Seat.objects.create(
        committee=cast.east, board="representative", name="代表", since=date(2026, 1, 1)
    )
    with pytest.raises(Refused, match="居务监督委员会"):
        count(cast, meeting_of(cast, date(2026, 11, 25)), (supervisors[0], other))


def test_the_database_refuses_more_papers_than_were_given_out(cast, supervisors):
    review = count(cast, meeting_of(cast, date(2026, 11, 25)), supervisors)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(collected=41)


def test_twice_in_a_row_the_street_is_told(cast, supervisors):
    bad = Marks(2, 4, 5, 25)
    count(cast, meeting_of(cast, date(2025, 11, 25)), supervisors, bad)
    assert not InboxMessage.objects.filter(recipient=cast.clerk).exists()
    count(cast, meeting_of(cast, date(2026, 11, 25)), supervisors, bad)
    told = InboxMessage.objects.filter(recipient=cast.clerk).get()
    assert "连续两次不称职，可能导致职务终止，请报街道。" in told.text


def test_the_pages_show_the_count_and_keep_what_was_typed(cast, enter, supervisors):
    meeting = meeting_of(cast, timezone.localdate() - timedelta(days=1))
    director, pk = enter(cast.east_director), cast.east_director.pk
    typed = {
        "issued": 40,
        "collected": 38,
        "invalid": 2,
        "counter": supervisors[0].pk,
        "second": supervisors[1].pk,
        f"excellent-{pk}": 30,
        f"competent-{pk}": 9,
        f"basic-{pk}": 0,
        f"incompetent-{pk}": 0,
    }
    refused = director.post(f"/meetings/{meeting.pk}/review/count/", typed)
    assert refused.status_code == 422
    assert 'value="30"' in refused.content.decode()

    answer = director.post(f"/meetings/{meeting.pk}/review/count/", {**typed, f"competent-{pk}": 6})

    page = director.get(answer["Location"]).content.decode()
    assert "发出 40 张，收回 38 张，有效 36 张，废票 2 张。计票人：钱监督、孙监督。" in page
    assert "<b>优秀</b>" in page

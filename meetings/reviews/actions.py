"""Writing down the count of a 民主评议."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import record
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import tell
from jiedao.common.errors import Refused
from meetings.convening.models import Meeting
from meetings.representatives.models import Seat
from meetings.representatives.states import Board
from meetings.reviews.models import Grading, Review
from meetings.reviews.policies import may_count
from meetings.reviews.rules import (
    ENDS_WORDS,
    Grade,
    Marks,
    Papers,
    office_may_end,
    sensible_marks,
    sensible_papers,
)


def count_review(
    meeting: Meeting,
    *,
    by: User,
    papers: Papers,
    counters: tuple[Seat, Seat],
    marks: Mapping[User, tuple[str, Marks]],
    at: datetime,
) -> Review:
    """Write down papers and marks, {person: (post, marks)}; a count replaces an earlier one.

    Whoever is 不称职 for the second time in a row is told to the street's clerks. Refused when
    more came back than went out, when somebody has more marks than there are valid papers, and
    unless two different members of the 居务监督委员会 counted.
    """
    with transaction.atomic():
        rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee")
        meeting = rows.get(pk=meeting.pk)
        may_count(by, meeting).require()
        sensible_papers(papers).require()
        for person, (_, mark) in marks.items():
            sensible_marks(person.name, mark, papers).require()
        _two_supervisors(meeting, counters, at)
        Review.objects.filter(meeting=meeting).delete()
        review = Review.objects.create(
            meeting=meeting,
            issued=papers.issued,
            collected=papers.collected,
            invalid=papers.invalid,
            counter=counters[0],
            second=counters[1],
            by=by,
            at=at,
        )
        Grading.objects.bulk_create(
            _grading(review, person, post, mark) for person, (post, mark) in marks.items()
        )
        record("review.count", review, by=by, committee=meeting.committee, label=meeting.title)
        _tell_street(meeting, list(marks), at)
    return review


def _two_supervisors(meeting: Meeting, counters: tuple[Seat, Seat], at: datetime) -> None:
    if counters[0].pk == counters[1].pk:
        raise Refused("计票要两个不同的人。")
    there = Seat.objects.on(timezone.localdate(at)).filter(
        committee=meeting.committee_id, board=Board.SUPERVISOR
    )
    if there.filter(pk__in=[seat.pk for seat in counters]).count() != 2:
        raise Refused("计票人要是本居委会居务监督委员会的成员。")


def _grading(review: Review, person: User, post: str, marks: Marks) -> Grading:
    return Grading(
        review=review,
        person=person,
        post=post,
        excellent=marks.excellent,
        competent=marks.competent,
        basic=marks.basic,
        incompetent=marks.incompetent,
    )


def in_danger(meeting: Meeting, people: list[User]) -> list[User]:
    """Who was 不称职 in this appraisal and the one before it. One query."""
    rows = (
        Grading.objects.filter(
            person__in=people,
            review__meeting__committee=meeting.committee_id,
            review__meeting__starts_at__lte=meeting.starts_at,
        )
        .select_related("review__meeting")
        .order_by("-review__meeting__starts_at", "-pk")
    )
    grades: dict[int, list[Grade]] = {}
    for row in rows:
        grades.setdefault(row.person_id, []).append(row.marks.grade)
    return [person for person in people if office_may_end(grades.get(person.pk, []))]


def _tell_street(meeting: Meeting, people: list[User], at: datetime) -> None:
    clerks = User.objects.posted_in(None, [Role.CLERK], timezone.localdate(at))
    for person in in_danger(meeting, people):
        tell(
            clerks,
            about=meeting,
            text=f"{meeting.committee}{person}{ENDS_WORDS}",
            at=at,
            committee=meeting.committee,
            key=f"review-{person.pk}",
        )

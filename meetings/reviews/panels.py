"""民主评议 and the year's papers as a part of the page of their meeting."""

from dataclasses import dataclass
from datetime import datetime

from committees.people.models import User
from meetings.convening.models import Meeting
from meetings.reviews.models import Review
from meetings.reviews.policies import WITH_REVIEW


@dataclass(frozen=True)
class ReviewPart:
    review: Review | None
    works_here: bool


def review_panel(meeting: Meeting, user: User, at: datetime) -> ReviewPart | None:
    """None for meetings at which nobody is appraised. One query otherwise."""
    if meeting.kind_id not in WITH_REVIEW:
        return None
    review = Review.objects.filter(meeting=meeting).first()
    return ReviewPart(review, user.reach.works_in(meeting.committee_id))

"""Every table of the meetings app; each slice keeps its own."""

from meetings.attendance.models import Attendee
from meetings.convening.models import InvitedBody, Meeting, Topic
from meetings.disclosure.models import Account, AccountLine, AccountReview
from meetings.kinds.models import Kind, KindRules
from meetings.minutes.models import Addendum, Minutes, Revision, Signature
from meetings.representatives.models import Demand, Seat
from meetings.resolutions.models import ActionItem, ItemPhoto, ItemStep, Receipt, Resolution
from meetings.reviews.models import Grading, Review
from meetings.votes.models import Cast, Vote

__all__ = [
    "Account",
    "AccountLine",
    "AccountReview",
    "ActionItem",
    "Addendum",
    "Attendee",
    "Cast",
    "Demand",
    "Grading",
    "InvitedBody",
    "ItemPhoto",
    "ItemStep",
    "Kind",
    "KindRules",
    "Meeting",
    "Minutes",
    "Receipt",
    "Resolution",
    "Review",
    "Revision",
    "Seat",
    "Signature",
    "Topic",
    "Vote",
]

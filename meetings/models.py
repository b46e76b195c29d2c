"""Every table of the meetings app; each slice keeps its own."""

from meetings.attendance.models import Attendee
from meetings.convening.models import InvitedBody, Meeting, Topic
from meetings.dates.models import DateAnswer, DatePoll, ProposedDate
from meetings.disclosure.models import Account, AccountLine, AccountReview
from meetings.experience.models import Experience, InUse
from meetings.kinds.models import Kind, KindRules
from meetings.minutes.models import Addendum, Minutes, Revision, Signature
from meetings.opinions.models import Opinion
from meetings.representatives.models import Demand, Seat
from meetings.resolutions.models import (
    ActionItem,
    Adoption,
    ItemPhoto,
    ItemStep,
    Receipt,
    Resolution,
)
from meetings.reviews.models import Grading, Review
from meetings.sanhui.models import Agreement, Appraisal, Check, Deed, Matter, Posted, Score, Side
from meetings.study.models import Material, Reading
from meetings.votes.models import Cast, Vote

__all__ = [
    "Account",
    "AccountLine",
    "AccountReview",
    "ActionItem",
    "Addendum",
    "Adoption",
    "Agreement",
    "Appraisal",
    "Attendee",
    "Cast",
    "Check",
    "DateAnswer",
    "DatePoll",
    "Deed",
    "Demand",
    "Experience",
    "Grading",
    "InUse",
    "InvitedBody",
    "ItemPhoto",
    "ItemStep",
    "Kind",
    "KindRules",
    "Material",
    "Matter",
    "Meeting",
    "Minutes",
    "Opinion",
    "Posted",
    "ProposedDate",
    "Reading",
    "Receipt",
    "Resolution",
    "Review",
    "Revision",
    "Score",
    "Seat",
    "Side",
    "Signature",
    "Topic",
    "Vote",
]

"""All models of the ground floor, gathered for Django from their slices."""

from committees.calendar.models import SpecialDay
from committees.contact.models import Contact
from committees.covenants.models import Filing, ReadMark
from committees.delivery.models import Heartbeat
from committees.feedback.models import PageReport
from committees.files.models import StagedFile, StoredFile
from committees.indicators.models import Indicator
from committees.journal.models import AuditEntry, ChainHead
from committees.notices.models import BoardPosting, Correction, Notice, NoticeFile
from committees.numbering.models import Counter
from committees.people.models import Authenticator, DutyDesk, EntryCode, FeedKey, Posting, User
from committees.regulations.models import (
    Basis,
    Regulation,
    RegulationVersion,
    Requirement,
)
from committees.reminders.models import Call, InboxMessage, LadderStep, Reminder
from committees.residents.models import Dwelling, Household, Resident
from committees.submissions.models import Draft, Submission
from committees.terms.models import Mandate, SpecialisedCommittee
from committees.territory.models import (
    Building,
    Committee,
    Department,
    Estate,
    PartnerBody,
    PublicNumber,
    Street,
)

__all__ = [
    "AuditEntry",
    "Authenticator",
    "Basis",
    "BoardPosting",
    "Building",
    "Call",
    "ChainHead",
    "Committee",
    "Contact",
    "Correction",
    "Counter",
    "Department",
    "Draft",
    "DutyDesk",
    "Dwelling",
    "EntryCode",
    "Estate",
    "FeedKey",
    "Filing",
    "Heartbeat",
    "Household",
    "InboxMessage",
    "Indicator",
    "LadderStep",
    "Mandate",
    "Notice",
    "NoticeFile",
    "PageReport",
    "PartnerBody",
    "Posting",
    "PublicNumber",
    "ReadMark",
    "Regulation",
    "RegulationVersion",
    "Reminder",
    "Requirement",
    "Resident",
    "SpecialDay",
    "SpecialisedCommittee",
    "StagedFile",
    "StoredFile",
    "Street",
    "Submission",
    "User",
]

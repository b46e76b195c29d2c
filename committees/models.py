"""All models of the ground floor, gathered for Django from their slices."""

from committees.calendar.models import SpecialDay
from committees.care.models import CareLabel, Consent, DoorTold, EmergencyContact, LabelKind
from committees.contact.models import Contact
from committees.covenants.models import Filing, ReadMark
from committees.delivery.models import Heartbeat
from committees.exports.models import ExportRequest
from committees.feedback.models import PageReport
from committees.files.models import StagedFile, StoredFile
from committees.imports.models import Batch, BatchRow, Made, MadeLabel
from committees.indicators.models import Indicator
from committees.journal.models import AuditEntry, ChainHead
from committees.notices.models import BoardPosting, Correction, Notice, NoticeFile
from committees.numbering.models import Counter
from committees.people.models import (
    Authenticator,
    DutyDesk,
    EntryCode,
    FeedKey,
    OpenSession,
    Posting,
    User,
)
from committees.regulations.models import (
    Basis,
    Regulation,
    RegulationVersion,
    Requirement,
)
from committees.reminders.models import Call, InboxMessage, LadderStep, Reminder
from committees.residents.models import Dwelling, Household, Resident, ResidentsGroup
from committees.submissions.models import Draft, Submission
from committees.tenure.models import Hukou, Ownership, Residence
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
from committees.upkeep.models import (
    ChangeRequest,
    Merge,
    NotSame,
    RetentionRule,
    Tombstone,
)

__all__ = [
    "AuditEntry",
    "Authenticator",
    "Basis",
    "Batch",
    "BatchRow",
    "BoardPosting",
    "Building",
    "Call",
    "CareLabel",
    "ChainHead",
    "ChangeRequest",
    "Committee",
    "Consent",
    "Contact",
    "Correction",
    "Counter",
    "Department",
    "DoorTold",
    "Draft",
    "DutyDesk",
    "Dwelling",
    "EmergencyContact",
    "EntryCode",
    "Estate",
    "ExportRequest",
    "FeedKey",
    "Filing",
    "Heartbeat",
    "Household",
    "Hukou",
    "InboxMessage",
    "Indicator",
    "LabelKind",
    "LadderStep",
    "Made",
    "MadeLabel",
    "Mandate",
    "Merge",
    "NotSame",
    "Notice",
    "NoticeFile",
    "OpenSession",
    "Ownership",
    "PageReport",
    "PartnerBody",
    "Posting",
    "PublicNumber",
    "ReadMark",
    "Regulation",
    "RegulationVersion",
    "Reminder",
    "Requirement",
    "Residence",
    "Resident",
    "ResidentsGroup",
    "RetentionRule",
    "SpecialDay",
    "SpecialisedCommittee",
    "StagedFile",
    "StoredFile",
    "Street",
    "Submission",
    "Tombstone",
    "User",
]

"""Every table of the elections app; each slice keeps its own."""

from elections.ballots.models import DoubleIssue, Issued, MobileListing, Proxy, Station
from elections.body.models import BodyMember, Official
from elections.candidates.models import Backer, BallotOrder, Candidate, KinTie, OnBallot
from elections.counting.models import (
    Batch,
    Paper,
    PaperMark,
    SheetLine,
    SheetSection,
    TallySheet,
    WallOther,
    WallPhoto,
    WallTotal,
    WrittenIn,
)
from elections.electorate.models import Freeze, Objection, RollBatch, RollChange, Voter
from elections.office.models import Attendance, Course, Handover, HandoverLine, OfficeEnd
from elections.results.models import (
    Challenge,
    Correction,
    MandateOrigin,
    Recheck,
    Result,
    Sealing,
    Signing,
)
from elections.rulesets.models import RuleSet, RuleSource
from elections.timetable.models import (
    Announcement,
    Contest,
    Election,
    Petition,
    Round,
    Step,
)

__all__ = [
    "Announcement",
    "Attendance",
    "Backer",
    "BallotOrder",
    "Batch",
    "BodyMember",
    "Candidate",
    "Challenge",
    "Contest",
    "Correction",
    "Course",
    "DoubleIssue",
    "Election",
    "Freeze",
    "Handover",
    "HandoverLine",
    "Issued",
    "KinTie",
    "MandateOrigin",
    "MobileListing",
    "Objection",
    "OfficeEnd",
    "Official",
    "OnBallot",
    "Paper",
    "PaperMark",
    "Petition",
    "Proxy",
    "Recheck",
    "Result",
    "RollBatch",
    "RollChange",
    "Round",
    "RuleSet",
    "RuleSource",
    "Sealing",
    "SheetLine",
    "SheetSection",
    "Signing",
    "Station",
    "Step",
    "TallySheet",
    "Voter",
    "WallOther",
    "WallPhoto",
    "WallTotal",
    "WrittenIn",
]

"""All models of the casework app, gathered for Django from their slices."""

from casework.cases.models import Case, CaseEvent, CasePhoto, CaseReader, CaseTopic
from casework.doors.models import DoorRecord
from casework.duty.models import (
    DayReport,
    HandoverPoint,
    Leave,
    Rota,
    RotaMember,
    Shift,
    SlotRule,
    Swap,
    SwapRule,
)
from casework.knocks.models import Knock, KnockStep
from casework.log.models import LogEntry, LogPhoto
from casework.map.models import BuildingPlace
from casework.referrals.models import Referral
from casework.reports.models import ReportAnswer, WorkReport
from casework.response.models import (
    CaseClock,
    ClockLevel,
    ClockRule,
    Escalation,
    HarmReport,
    Pause,
    Response,
    Rung,
)
from casework.surveys.models import SurveyPart, SurveyRound, SurveyVisit

__all__ = [
    "BuildingPlace",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CasePhoto",
    "CaseReader",
    "CaseTopic",
    "ClockLevel",
    "ClockRule",
    "DayReport",
    "DoorRecord",
    "Escalation",
    "HandoverPoint",
    "HarmReport",
    "Knock",
    "KnockStep",
    "Leave",
    "LogEntry",
    "LogPhoto",
    "Pause",
    "Referral",
    "ReportAnswer",
    "Response",
    "Rota",
    "RotaMember",
    "Rung",
    "Shift",
    "SlotRule",
    "SurveyPart",
    "SurveyRound",
    "SurveyVisit",
    "Swap",
    "SwapRule",
    "WorkReport",
]

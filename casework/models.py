"""All models of the casework app, gathered for Django from their slices."""

from casework.aid.models import Aid, AidLine, AidPaper, AidRule, CaseNotice, Fund
from casework.callbacks.models import Callback
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
from casework.plans.models import PlanStep, PlanTemplate, TemplateStep
from casework.referrals.models import Referral
from casework.replies.models import StandardText
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
    "Aid",
    "AidLine",
    "AidPaper",
    "AidRule",
    "BuildingPlace",
    "Callback",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CaseNotice",
    "CasePhoto",
    "CaseReader",
    "CaseTopic",
    "ClockLevel",
    "ClockRule",
    "DayReport",
    "DoorRecord",
    "Escalation",
    "Fund",
    "HandoverPoint",
    "HarmReport",
    "Knock",
    "KnockStep",
    "Leave",
    "LogEntry",
    "LogPhoto",
    "Pause",
    "PlanStep",
    "PlanTemplate",
    "Referral",
    "ReportAnswer",
    "Response",
    "Rota",
    "RotaMember",
    "Rung",
    "Shift",
    "SlotRule",
    "StandardText",
    "SurveyPart",
    "SurveyRound",
    "SurveyVisit",
    "Swap",
    "SwapRule",
    "TemplateStep",
    "WorkReport",
]

"""All models of the casework app, gathered for Django from their slices."""

from casework.aid.models import Aid, AidLine, AidPaper, AidRule, Fund
from casework.callbacks.models import Callback
from casework.cases.models import Case, CaseEvent, CasePhoto, CaseTopic
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
from casework.log.models import LogEntry, LogPhoto
from casework.plans.models import PlanStep, PlanTemplate, TemplateStep
from casework.replies.models import StandardText
from casework.reports.models import ReportAnswer, WorkReport

__all__ = [
    "Aid",
    "AidLine",
    "AidPaper",
    "AidRule",
    "Callback",
    "Case",
    "CaseEvent",
    "CasePhoto",
    "CaseTopic",
    "DayReport",
    "Fund",
    "HandoverPoint",
    "Leave",
    "LogEntry",
    "LogPhoto",
    "PlanStep",
    "PlanTemplate",
    "ReportAnswer",
    "Rota",
    "RotaMember",
    "Shift",
    "SlotRule",
    "StandardText",
    "Swap",
    "SwapRule",
    "TemplateStep",
    "WorkReport",
]

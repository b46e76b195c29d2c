"""All models of the casework app, gathered for Django from their slices."""

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

__all__ = [
    "Case",
    "CaseClock",
    "CaseEvent",
    "CasePhoto",
    "CaseTopic",
    "ClockLevel",
    "ClockRule",
    "DayReport",
    "Escalation",
    "HandoverPoint",
    "HarmReport",
    "Leave",
    "LogEntry",
    "LogPhoto",
    "Pause",
    "ReportAnswer",
    "Response",
    "Rota",
    "RotaMember",
    "Rung",
    "Shift",
    "SlotRule",
    "Swap",
    "SwapRule",
    "WorkReport",
]

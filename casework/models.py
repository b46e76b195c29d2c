"""All models of the casework app, gathered for Django from their slices."""

from casework.cases.models import Case, CaseEvent, CasePhoto, CaseTopic
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
from casework.reports.models import ReportAnswer, WorkReport

__all__ = [
    "Case",
    "CaseEvent",
    "CasePhoto",
    "CaseTopic",
    "DayReport",
    "DoorRecord",
    "HandoverPoint",
    "Knock",
    "KnockStep",
    "Leave",
    "LogEntry",
    "LogPhoto",
    "ReportAnswer",
    "Rota",
    "RotaMember",
    "Shift",
    "SlotRule",
    "Swap",
    "SwapRule",
    "WorkReport",
]

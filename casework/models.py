"""All models of the casework app, gathered for Django from their slices."""

from casework.cases.models import Case, CaseEvent, CasePhoto, CaseReader, CaseTopic
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
from casework.referrals.models import Referral
from casework.reports.models import ReportAnswer, WorkReport

__all__ = [
    "Case",
    "CaseEvent",
    "CasePhoto",
    "CaseReader",
    "CaseTopic",
    "DayReport",
    "HandoverPoint",
    "Leave",
    "LogEntry",
    "LogPhoto",
    "Referral",
    "ReportAnswer",
    "Rota",
    "RotaMember",
    "Shift",
    "SlotRule",
    "Swap",
    "SwapRule",
    "WorkReport",
]

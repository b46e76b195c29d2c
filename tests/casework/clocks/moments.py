"""The official calendar of 2025 and 2026, and moments in Shanghai."""

from datetime import datetime
from zoneinfo import ZoneInfo

from jiedao.common.statutory_days import STATUTORY_DAYS
from jiedao.common.workdays import WorkCalendar

CALENDAR = WorkCalendar.of(STATUTORY_DAYS)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)

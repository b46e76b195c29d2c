"""System check: the coming year's days off must be known before its first deadline is computed."""

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection
from django.utils import timezone

from committees.calendar.querysets import missing_years


@register(Tags.database)
def coming_year_is_loaded(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warns when this year's, or soon the next year's, special days are not in the table."""
    if not databases or not _table_exists():
        return []
    return [
        Warning(
            f"{year} 年的节假日和调休还没有录入，期限会按普通周末计算。",
            hint="在“设置 → 节假日”里录入国务院办公厅的通知。",
            id="committees.W001",
        )
        for year in missing_years(timezone.localdate())
    ]


def _table_exists() -> bool:
    """False while the first migration is still to come."""
    return "calendar_special_day" in connection.introspection.table_names()

"""Days off, as lines."""

from typing import Any

from django.core.exceptions import ValidationError

from committees.calendar.rules import Row, read_days
from jiedao.common.forms import PlainTextField, PortalForm

EXAMPLE = (
    "一行一天或者一段，例如：1-1 休 元旦；2月6日至2月12日 休 春节；2-14 班 春节。"
    "也可以把国务院办公厅通知里的一段整个贴上来"
)


class DaysForm(PortalForm):
    lines = PlainTextField(label="添哪几天", rows=6, help_text=EXAMPLE)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        self.year = year
        super().__init__(*args, **kwargs)

    def clean_lines(self) -> list[Row]:
        rows, faults = read_days(self.cleaned_data["lines"], self.year)
        if faults:
            raise ValidationError([str(fault) for fault in faults])
        return rows

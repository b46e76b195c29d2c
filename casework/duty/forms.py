"""Forms of one shift: who takes it, when it is, swapping it, leave."""

from datetime import date, datetime
from typing import Any

from django import forms

from casework.duty.fields import ClockField, PersonField, ShiftField, colleagues
from committees.territory.models import Committee
from jiedao.common.forms import DayField, LineField, PortalForm

NOBODY = "先空着（缺人）"


class PutForm(PortalForm):
    """Who takes the shift, and who leads."""

    person = PersonField(label="谁值班", required=False, empty_label=NOBODY)
    lead = PersonField(label="谁带班", required=False, empty_label="不用带班")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, committee: Committee, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "lead"):
            self.fields[name].queryset = colleagues(committee, on)  # type: ignore[attr-defined]


class TimeForm(PortalForm):
    """Other hours for one shift."""

    starts = ClockField(label="几点开始", help_text="例如 8:30")
    ends = ClockField(label="几点结束")
    version = forms.IntegerField(widget=forms.HiddenInput)


class SwapForm(PortalForm):
    """换班 = pick the shift, pick the person, send."""

    shift = ShiftField(label="哪一班", empty_label="请选一班")
    taker = PersonField(label="换给谁", empty_label="请选一位")
    in_return = ShiftField(
        label="换回哪一班",
        required=False,
        empty_label="不用换回",
        help_text="对方的哪一班由您来值；只请对方代一次，就不用选",
    )
    reason = LineField(label="原因", max_length=80, required=False, help_text="例如：去医院复查")

    def __init__(
        self,
        *args: Any,
        committee: Committee,
        own: Any,
        others: Any,
        at: datetime,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = colleagues(committee, on)  # type: ignore[attr-defined]
        for name, rows in (("shift", own), ("in_return", others)):
            field = self.fields[name]
            field.queryset = rows  # type: ignore[attr-defined]
            field.now = at  # type: ignore[attr-defined]


class LeaveForm(PortalForm):
    """Days off; for a colleague when she phoned."""

    person = PersonField(label="谁请假", empty_label=None)
    since = DayField(label="从哪天")
    until = DayField(label="到哪天", help_text="当天也算请假")
    reason = LineField(label="原因", max_length=60, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

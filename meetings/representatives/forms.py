"""Forms of the rosters."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from committees.territory.models import Committee
from jiedao.common.forms import (
    DayField,
    LineField,
    PhoneField,
    PlainTextField,
    PortalForm,
    RowsField,
)
from meetings.convening.models import Meeting
from meetings.kinds.states import KindKey
from meetings.representatives.models import Seat
from meetings.representatives.rules import NewSeat, read_roster
from meetings.representatives.states import Board

NOT_OURS = "有一个人不在本居委会的名册上。"


class AddForm(PortalForm):
    """A roster pasted line by line."""

    board = forms.ChoiceField(label="哪个名册", choices=Board, widget=forms.RadioSelect)
    lines = PlainTextField(
        label="名单",
        rows=8,
        help_text="一行一个人：第一小组 张海芬 女 电话。性别和电话可以不写。也可以从表格里复制。",
    )
    since = DayField(label="从哪天起")

    def clean_lines(self) -> list[NewSeat]:
        seats, faults = read_roster(self.cleaned_data["lines"])
        if faults:
            raise ValidationError(faults)
        return seats


class SeatForm(PortalForm):
    group = LineField(label="居民小组", max_length=20, required=False)
    office = LineField(label="职务", max_length=20, required=False)
    phone = PhoneField(label="电话", required=False)


class EndForm(PortalForm):
    until = DayField(label="到哪天（含当天）")
    why = LineField(label="为什么不再担任", max_length=120)


class DemandForm(PortalForm):
    subject = LineField(label="要议什么", max_length=120)
    asked_on = DayField(label="哪天提的")
    seats = RowsField(
        label="哪些代表提的",
        queryset=Seat.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OURS, "invalid_pk_value": NOT_OURS},
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats: Any = self.fields["seats"]
        seats.queryset = Seat.objects.representatives().filter(committee=committee, until=None)
        seats.label_from_instance = lambda seat: f"{seat.group} {seat.name}"


class AnswerForm(PortalForm):
    meeting = forms.ModelChoiceField(
        label="为这件事召集的会", queryset=Meeting.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings: Any = self.fields["meeting"]
        own = Meeting.objects.filter(committee=committee, kind__key=KindKey.REPRESENTATIVES)
        meetings.queryset = own.exclude(state="cancelled").order_by("-starts_at")[:20]

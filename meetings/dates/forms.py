"""Proposing dates, and what somebody said on the phone."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from jiedao.common.forms import DayField, PortalForm
from meetings.attendance.models import Attendee
from meetings.convening.forms import ClockField, moment
from meetings.convening.models import Meeting
from meetings.convening.rules import when_words
from meetings.dates.models import DatePoll, ProposedDate
from meetings.dates.rules import FEWEST, MOST

NUMBERS = range(1, MOST + 1)
SAID = (("yes", "可以"), ("no", "不行"))


class DatesForm(PortalForm):
    """Two to four days, each with its time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in NUMBERS:
            must = number <= FEWEST
            self.fields[f"day{number}"] = DayField(
                label=f"第 {number} 个日期", quick=(), required=must
            )
            self.fields[f"starts{number}"] = ClockField(label="几点开始", required=must)
        self.prepare()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in NUMBERS[FEWEST:]:
            day, starts = cleaned.get(f"day{number}"), cleaned.get(f"starts{number}")
            if day and not starts and f"starts{number}" not in self.errors:
                self.add_error(f"starts{number}", "请写“几点开始”。")
            if starts and not day and f"day{number}" not in self.errors:
                self.add_error(f"day{number}", f"请写“第 {number} 个日期”。")
        return cleaned

    @property
    def starts(self) -> list[datetime]:
        known = self.cleaned_data
        return [
            moment(known[f"day{number}"], known[f"starts{number}"])
            for number in NUMBERS
            if known[f"day{number}"]
        ]


def as_planned(meeting: Meeting) -> dict[str, Any]:
    """The first date is the one the meeting has."""
    here = timezone.localtime(meeting.starts_at)
    return {"day1": here.date(), "starts1": here.time()}


class PhoneForm(PortalForm):
    """Somebody on the list, and for each date 可以 or 不行."""

    who = forms.ModelChoiceField(
        label="谁打来的",
        queryset=Attendee.objects.none(),
        empty_label="请选",
        error_messages={"invalid_choice": "这个人不在会议的名单上。"},
    )

    def __init__(self, *args: Any, poll: DatePoll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dates: list[ProposedDate] = list(poll.dates.all())
        people: Any = self.fields["who"]
        people.queryset = Attendee.objects.filter(meeting=poll.meeting_id).order_by("pk")
        people.label_from_instance = lambda row: (
            f"{row.name}（{row.office}）" if row.office else row.name
        )
        today = timezone.localdate()
        for date in self.dates:
            date.poll = poll
            self.fields[f"date-{date.pk}"] = forms.ChoiceField(
                label=when_words(date.starts_at, None, today),
                choices=SAID,
                widget=forms.RadioSelect,
            )
        self.prepare()

    @property
    def said(self) -> dict[ProposedDate, bool]:
        return {date: self.cleaned_data[f"date-{date.pk}"] == "yes" for date in self.dates}

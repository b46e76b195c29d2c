"""Ticking a call."""

from datetime import datetime, timedelta

from django import forms
from django.db.models import TextChoices
from django.utils import timezone

from committees.reminders.rules import end_of_quiet
from committees.reminders.states import CallOutcome
from jiedao.common.forms import PortalForm


class Again(TextChoices):
    """When a call was put off to."""

    HOUR = "hour", "1 小时后"
    THREE_HOURS = "three_hours", "3 小时后"
    MORNING = "morning", "明天上午 9:00"


class TickForm(PortalForm):
    """How a call went; `again` counts for 约了再打 alone."""

    outcome = forms.ChoiceField(label="怎么样", choices=CallOutcome.choices)
    again = forms.ChoiceField(label="什么时候再打", choices=Again.choices, required=False)

    def again_at(self, now: datetime) -> datetime:
        """The appointment, outside the quiet hours."""
        chosen = self.cleaned_data["again"]
        if chosen == Again.MORNING:
            tomorrow = timezone.localtime(now) + timedelta(days=1)
            return tomorrow.replace(hour=9, minute=0, second=0, microsecond=0)
        return end_of_quiet(now + timedelta(hours=3 if chosen == Again.THREE_HOURS else 1))

"""One step of a ladder."""

from typing import Any, ClassVar

from django import forms

from committees.reminders.models import LadderStep
from committees.reminders.rules import QUIET_FROM, QUIET_TO
from jiedao.common.forms import PortalModelForm

MOST_MINUTES = 14 * 24 * 60
MOST_DAYS = 30


class StepForm(PortalModelForm[LadderStep]):
    """One of two ways to say when: minutes before, or some days before at a time of day."""

    minutes_before = forms.IntegerField(
        label="提前多少分钟",
        required=False,
        min_value=-MOST_MINUTES,
        max_value=MOST_MINUTES,
        help_text="例如 60，就是提前 1 小时；-15 是过后 15 分钟。按哪天几点提醒的，这里不填。",
    )
    days_before = forms.IntegerField(
        label="提前几天",
        required=False,
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        help_text="1 是前一天，0 是当天，-1 是过后一天（例如超期提醒）。",
    )
    at_time = forms.TimeField(
        label="几点",
        required=False,
        help_text="例如 19:00。晚上 9:00 到早上 7:00 不提醒。",
    )

    class Meta:
        model = LadderStep
        fields = ("words", "minutes_before", "days_before", "at_time", "enabled")
        help_texts: ClassVar[dict[str, str]] = {
            "words": "写在提醒最前面，例如“明天值班”。",
            "enabled": "不勾选就先停用，以后还能再用。",
        }

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or {}
        minutes = entered.get("minutes_before") is not None
        day, clock = entered.get("days_before") is not None, entered.get("at_time") is not None
        if not self.errors and minutes == (day or clock):
            self.add_error("minutes_before", "请填“提前多少分钟”，或者填“提前几天”和“几点”。")
        elif not self.errors and day != clock:
            self.add_error("at_time" if day else "days_before", "“提前几天”和“几点”要一起填。")
        return entered

    def clean_at_time(self) -> Any:
        clock = self.cleaned_data["at_time"]
        if clock is not None and not QUIET_TO <= clock < QUIET_FROM:
            raise forms.ValidationError("请填 7:00 到 21:00 之间的时间。")
        return clock

    def _get_validation_exclusions(self) -> set[str]:
        """The rule stands in the address, not in the form; the same step twice is refused."""
        return super()._get_validation_exclusions() - {"rule"}  # type: ignore[misc, no-any-return]

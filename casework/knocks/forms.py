"""What an alarm asks: one tap for a call, three answers to end it."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from casework.knocks.rules import WORDS_MOST
from casework.knocks.states import Outcome, Rung
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm
from meetings.convening.forms import ClockField


class StepForm(PortalForm):
    """One tap: whom is known from its line, `outcome` is the button that was pressed."""

    rung = forms.ChoiceField(choices=Rung.choices, required=False, widget=forms.HiddenInput)
    whom = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=Outcome.choices, required=False, widget=forms.HiddenInput)
    words = LineField(
        label="别的情况，记一句",
        max_length=WORDS_MOST,
        error_messages={"required": "请写“别的情况”，几个字就行，例如：对门说早上还看见她。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "step_%s", **kwargs})
        self.fields["words"].required = not self.data.get("outcome")


class SeenForm(PortalForm):
    """见到本人: who saw her, when, how she is."""

    who = LineField(
        label="谁见到的",
        max_length=40,
        help_text="自己见到的就写自己",
        error_messages={"required": "请写“谁见到的”，例如：王桂珍，或者她女儿。"},
    )
    day = DayField(label="哪天见到的", required=False, help_text="不写就是今天")
    clock = ClockField(label="几点", required=False, help_text="不写就是现在")
    how = PlainTextField(
        label="人怎么样",
        max_length=WORDS_MOST,
        error_messages={"required": "请写“人怎么样”，几个字就行，例如：去买菜了，人好好的。"},
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    @property
    def seen_at(self) -> datetime:
        """Now, unless a day or a time was written; a day without a time counts from noon."""
        day, clock = self.cleaned_data["day"], self.cleaned_data["clock"]
        today = timezone.localdate(self.at)
        if clock is None and day in (None, today):
            return self.at
        return timezone.make_aware(datetime.combine(day or today, clock or time(12)))


class CallOffForm(PortalForm):
    """不用找了, in words."""

    words = PlainTextField(
        label="怎么回事",
        max_length=WORDS_MOST,
        help_text="例如：本人接了电话，这几天住在女儿家",
        error_messages={"required": "请写“怎么回事”，几个字就行，例如：本人接了电话，在女儿家。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "off_%s", **kwargs})

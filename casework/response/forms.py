"""Two fields when it is urgent; a pause, a level, and the report of suspected harm."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.cases.forms import WhoMixin
from casework.cases.models import Case
from casework.clocks.states import Level
from casework.response.states import Authority
from committees.territory.models import Committee
from jiedao.common.chinese import room_key
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm, TidyCharField


class HelpForm(WhoMixin, PortalForm):
    """先帮后补: who, and what."""

    who = TidyCharField(
        label="谁家，或者哪里",
        max_length=60,
        help_text="写楼号-室号或姓名，例如 3-502",
        error_messages={"required": "请写“谁家，或者哪里”，例如 3-502 或者 北门。"},
    )
    household = forms.CharField(required=False, widget=forms.HiddenInput)
    title = LineField(
        label="什么事",
        max_length=60,
        error_messages={"required": "请写“什么事”，一句话就行，例如：家里断粮。"},
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee, self.today = committee, timezone.localdate()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            data["household"] = self.look_up(data.get("who", ""), data.get("household", ""))
        except ValidationError as problem:
            self.add_error("who", problem)
        return data

    @property
    def said(self) -> dict[str, Any]:
        """Keyword arguments of the act."""
        data = self.cleaned_data
        who = self.words_of_who(data["household"], data["who"])
        return {
            "title": data["title"],
            "household": data["household"],
            "who": "" if room_key(who) else who,
            "place": who if room_key(who) else "",
        }


class PauseForm(PortalForm):
    until = DayField(label="到哪天", quick=("下周一",), help_text="到那天早上接着办")
    reason = PlainTextField(
        label="为什么暂停",
        rows=3,
        max_length=200,
        help_text="例如：等残联评残，12月5日出结果",
        error_messages={"required": "请写“为什么暂停”，例如：等残联评残。"},
    )


class LevelForm(PortalForm):
    level = forms.ChoiceField(label="几级", choices=(), widget=forms.RadioSelect)
    why = PlainTextField(label="为什么", rows=3, max_length=200)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*Level.choices, ("0", "按街道的规定")]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]
        self.fields["level"].initial = case.level

    @property
    def chosen(self) -> int | None:
        return int(self.cleaned_data["level"]) or None


class HarmForm(PortalForm):
    """To whom, when, and what they said."""

    to = forms.ChoiceField(
        label="报告给谁了",
        choices=Authority.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选“报告给谁了”。"},
    )
    day = DayField(label="哪天", required=False, quick=(), help_text="不写就是今天")
    clock = forms.TimeField(
        label="几点",
        help_text="例如 14:20",
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={
            "required": "请写“几点”，例如 14:20。",
            "invalid": "没看懂“几点”，请写成 14:20。",
        },
    )
    said = LineField(
        label="谁接的，怎么说", max_length=200, required=False, help_text="例如：警号，什么时候来"
    )

    @property
    def reported_at(self) -> datetime:
        day: date = self.cleaned_data["day"] or timezone.localdate()
        clock: time = self.cleaned_data["clock"]
        return timezone.make_aware(datetime.combine(day, clock))

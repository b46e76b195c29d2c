"""The rules of a kind as the street types them."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone

from committees.reminders.models import LadderStep
from committees.reminders.rules import minutes_ahead
from committees.reminders.states import Rule
from committees.territory.states import BodyKind
from jiedao.common.forms import DayField, LineField, PortalModelForm, TidyCharField
from meetings.kinds.actions import NewRules
from meetings.kinds.ladder import ladder_words, parse_ladder
from meetings.kinds.models import Kind, KindRules
from meetings.kinds.rules import parse_share

MOST_DAYS = 365
CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("name",)),
    ("谁来", ("bodies", "roster", "presides")),
    (
        "通知和提醒",
        ("notice_days", "notice_public", "ladder", "call_days"),
    ),
    (
        "人数和表决",
        (
            "quorum",
            "quorum_inclusive",
            "decides",
            "majority",
            "majority_inclusive",
            "majority_base",
            "secret",
        ),
    ),
    (
        "记录和公开",
        ("template", "publishes", "publish_days", "publish_count", "follow_up_days", "a_year"),
    ),
    ("依据和开始的日子", ("source", "unconfirmed", "effective_from", "why")),
)
"""The form in the order in which a meeting goes; the last chapter says since when and why."""
APART = ("name", "effective_from", "why")


class RulesForm(PortalModelForm[KindRules]):
    """A new version. What it starts from are the rules in force."""

    effective_from = DayField(label="从哪天起", quick=("今天", "明天", "下周一"))
    why = LineField(label="为什么改", max_length=120)
    bodies = forms.MultipleChoiceField(
        label="必须请的单位",
        choices=BodyKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = KindRules
        fields = [
            "source",
            "unconfirmed",
            "bodies",
            "roster",
            "presides",
            "notice_days",
            "notice_public",
            "ladder",
            "call_days",
            "quorum",
            "quorum_inclusive",
            "decides",
            "majority",
            "majority_inclusive",
            "majority_base",
            "secret",
            "template",
            "publishes",
            "publish_days",
            "publish_count",
            "a_year",
            "follow_up_days",
            "effective_from",
            "why",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("notice_days", "call_days", "publish_days", "follow_up_days", "a_year"):
            days: Any = self.fields[name]
            days.max_value = MOST_DAYS
            days.validators.append(MaxValueValidator(MOST_DAYS))
        self.fields["ladder"].help_text = _ladder_help()
        self.fields["quorum"].help_text = "写成 2/3；不要求就空着。"
        self.fields["majority"].help_text = "写成 1/2；不表决就空着。"
        self._arrange()

    def _arrange(self) -> None:
        """Chapters of the fields there are."""
        chapters = [(legend, [n for n in names if n in self.fields]) for legend, names in CHAPTERS]
        self.helper.layout = Layout(
            *(
                Fieldset(legend, *names, css_class="chapter") if legend else Layout(*names)
                for legend, names in chapters
                if names
            )
        )

    def clean_ladder(self) -> str:
        try:
            return ladder_words(parse_ladder(self.cleaned_data["ladder"]))
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean_quorum(self) -> str:
        return _tidy(self.cleaned_data["quorum"])

    def clean_majority(self) -> str:
        return _tidy(self.cleaned_data["majority"])

    def new_rules(self) -> NewRules:
        values = {name: value for name, value in self.cleaned_data.items() if name not in APART}
        why = self.cleaned_data.get("why", "")
        return NewRules(values, self.cleaned_data["effective_from"], why)


class NewKindForm(RulesForm):
    """A kind of the street's own."""

    name = TidyCharField(label="名称", max_length=30)

    field_order = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["why"]
        self._arrange()
        self.fields["effective_from"].initial = timezone.localdate()

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Kind.objects.filter(name=name).exists():
            raise forms.ValidationError(f"已经有“{name}”了，请换个名称。")
        return name


def _ladder_help() -> str:
    """How to write it, and what holds where nothing is written. One query."""
    steps = LadderStep.objects.filter(rule=Rule.MEETING, enabled=True)
    ordinary = "；".join(step.when for step in sorted(steps, key=minutes_ahead, reverse=True))
    return f"写成“7 天、3 天、1 天、2 小时”。空着就按街道平常的会议提醒（{ordinary}）。"


def _tidy(share: str) -> str:
    """「２／３」 as 2/3; the model's validator has said what is wrong with anything else."""
    try:
        return str(parse_share(share)) if share else ""
    except ValueError:
        return share

"""Steps of a case, and the street's templates as lines of text: one step a line."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.plans.actions import TemplateWords
from casework.plans.models import MOST_DAYS, PlanTemplate
from casework.plans.rules import STEPS_MOST
from committees.care.states import Care
from jiedao.common.chinese import ascii_digits
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm, TidyCharField

LINE = re.compile(r"\s*([0-9]{1,3})[\s、.，,:：]+(.+)")
NOT_A_LINE = "第 {} 行没看懂。每行一步：先写第几个工作日，空一格，再写做什么，例如：3 上门看一看"


class BeginForm(PortalForm):
    template = forms.ModelChoiceField(
        PlanTemplate.objects.none(),
        label="照哪一种排",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "请重新选一种。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = PlanTemplate.objects.in_use()  # type: ignore[attr-defined]


class StepForm(PortalForm):
    text = LineField(label="做什么", max_length=80)
    due_on = DayField(label="哪天前", quick=("明天", "后天", "下周一"))


class WordForm(PortalForm):
    """One sentence: how it went, or why it is not needed."""

    word = PlainTextField(label="做得怎么样", rows=2, max_length=200)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].label = label
        self.fields["word"].error_messages["required"] = f"请写“{label}”。"


class TemplateForm(PortalForm):
    name = TidyCharField(label="名称", max_length=24)
    care = forms.ChoiceField(label="帮扶类别", choices=Care.choices)
    source = LineField(label="依据", max_length=120, required=False)
    steps = PlainTextField(
        label="步骤",
        rows=10,
        help_text="每行一步：先写第几个工作日，空一格，再写做什么。0 是当天",
    )
    enabled = forms.BooleanField(label="在用", required=False, initial=True)
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000
    )

    def clean_steps(self) -> list[tuple[int, str]]:
        steps = []
        lines = [line for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        for number, line in enumerate(lines, 1):
            found = LINE.fullmatch(ascii_digits(line))
            if not found or int(found[1]) > MOST_DAYS:
                raise ValidationError(NOT_A_LINE.format(number))
            text = found[2].strip()
            if len(text) > 80:
                raise ValidationError(f"第 {number} 行太长了，做什么最多 80 个字。")
            steps.append((int(found[1]), text))
        if len(steps) > STEPS_MOST:
            raise ValidationError(f"最多 {STEPS_MOST} 步。")
        return steps

    @property
    def words(self) -> TemplateWords:
        data = self.cleaned_data
        return TemplateWords(
            data["name"], data["care"], data["source"], data["enabled"], data["steps"]
        )


def lines_of(template: PlanTemplate) -> str:
    """The steps as the form shows them. One query."""
    return "\n".join(f"{days} {text}" for days, text in template.steps.values_list("days", "text"))

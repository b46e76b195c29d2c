"""Forms of the result and what follows it."""

from typing import Any

from django import forms

from elections.results.correcting import COUNTS, Right
from elections.results.models import Sealing
from elections.results.rules import POST_WORDS
from elections.results.states import Answer
from jiedao.common.forms import (
    DayField,
    LineField,
    OneOf,
    PlainTextField,
    PortalForm,
    PortalModelForm,
    TidyCharField,
)

MOST = 999_999
COUNT_WORDS = {
    "entitled": "应到（登记选民）",
    "issued": "发出选票",
    "collected": "收回选票",
    "invalid": "无效票",
    "blank": "弃权票",
}


class WhyForm(PortalForm):
    why = LineField(label="为什么退回", max_length=120)


class NextRoundForm(PortalForm):
    polling_on = DayField(label="哪天投票", quick=())


class DiceForm(PortalForm):
    dice = TidyCharField(
        label="骰子", max_length=60, help_text="一次一个数字，例如 3 5 2 6 1 4 4 2 6 5"
    )


class RecheckForm(PortalForm):
    note = TidyCharField(label="说明", max_length=200, required=False)


class CorrectionForm(PortalForm):
    """All figures of the published sheet, to be put right, and why."""

    def __init__(self, *args: Any, sheet: dict[str, Any], **kwargs: Any) -> None:
        self.sheet = sheet
        super().__init__(*args, **kwargs)
        for name in COUNTS:
            self._add(name, COUNT_WORDS[name], sheet[name])
        for c, contest in enumerate(sheet["contests"]):
            word = POST_WORDS[contest["post"]]
            for n, (label, votes) in enumerate(contest["votes"]):
                self._add(f"v{c}-{n}", f"{word}：{LABELS.get(label, label)}", votes)
            self._add(f"s{c}", f"{word}一栏作废", contest.get("invalid_sections", 0))
        self.fields["why"] = PlainTextField(label="为什么更正", max_length=300, rows=3)
        self.prepare()

    def _add(self, name: str, label: str, value: int) -> None:
        field = forms.IntegerField(label=label, min_value=0, max_value=MOST, initial=value)
        field.widget.attrs["inputmode"] = "numeric"
        self.fields[name] = field

    @property
    def right(self) -> Right:
        known, contests = self.cleaned_data, self.sheet["contests"]
        return Right(
            counts={name: known[name] for name in COUNTS},
            sections={one["post"]: known[f"s{c}"] for c, one in enumerate(contests)},
            votes={
                (one["post"], label): known[f"v{c}-{n}"]
                for c, one in enumerate(contests)
                for n, (label, _) in enumerate(one["votes"])
            },
        )


LABELS = {"yes": "赞成", "no": "反对"}
"""What the two lines of a recall are called on screen."""


class ChallengeForm(PortalForm):
    filed_by = TidyCharField(label="谁提的", max_length=50)
    filed_on = DayField(label="哪天提的", quick=("今天", "昨天"))
    words = PlainTextField(label="怎么说的", max_length=500)


class AnswerForm(PortalForm):
    answer = forms.ChoiceField(label="决定", choices=Answer.choices, widget=OneOf)
    reason = PlainTextField(label="理由", max_length=500)


class SealingForm(PortalModelForm[Sealing]):
    sealed_on = DayField(label="哪天封的", quick=("今天", "昨天"))

    class Meta:
        model = Sealing
        fields = ["what", "seal", "place", "keeper", "sealed_by", "sealed_on"]

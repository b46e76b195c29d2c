"""Entry: the blanks of a model, an earlier adoption, the answer to a newer model or a filing."""

from typing import Any

from django import forms

from committees.regulations.models import RegulationVersion
from committees.regulations.rules import Blank, blanks_of, number_in
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm

BLANK_MOST = 120


class BlanksForm(PortalForm):
    """One field for each blank of a model, in the order of its text.

    Fields are `blank_0`, `blank_1` …: names of blanks are Chinese and may hold anything.
    """

    def __init__(self, version: RegulationVersion, *args: Any, **kwargs: Any) -> None:
        self.version = version
        self.blanks: list[Blank] = blanks_of(version.text)
        self.numbers = {one.blank for one in version.requirements.all() if one.blank}
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        for number, blank in enumerate(self.blanks):
            hints = [f"一般写“{blank.usual}”。"] if blank.usual else []
            if blank.name in self.numbers:
                hints.append("这个数字也是要做到的要求。")
            self.fields[f"blank_{number}"] = LineField(
                label=blank.name, required=False, max_length=BLANK_MOST, help_text="".join(hints)
            )
        super().prepare()

    @staticmethod
    def shown(version: RegulationVersion, values: dict[str, str]) -> dict[str, str]:
        """`initial`, from values by the name of the blank."""
        return {
            f"blank_{number}": values.get(blank.name, "")
            for number, blank in enumerate(blanks_of(version.text))
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number, blank in enumerate(self.blanks):
            value = given.get(f"blank_{number}") or ""
            if "{{" in value or "}}" in value:
                self.add_error(f"blank_{number}", f"“{blank.name}”里不要写大括号。")
            elif value and blank.name in self.numbers and not number_in(value):
                self.add_error(
                    f"blank_{number}", f"“{blank.name}”请写一个数字，例如 {blank.usual}。"
                )
        return given

    @property
    def values(self) -> dict[str, str]:
        return {
            blank.name: self.cleaned_data[f"blank_{number}"].strip()
            for number, blank in enumerate(self.blanks)
        }


class EarlierForm(PortalForm):
    """补录: when and how it was adopted, in the words that residents will read."""

    adopted_on = DayField(label="哪天通过", quick=("今天", "昨天"))
    adopted_words = LineField(
        label="怎么通过的",
        max_length=200,
        help_text="例如：2026年3月5日居民代表会议，应到 40 人，实到 35 人，33 人赞成",
    )
    in_force_on = DayField(
        label="哪天起施行", required=False, quick=(), help_text="不写就是通过的那天。"
    )


class OfferForm(PortalForm):
    """What to do about a newer model."""

    choice = forms.ChoiceField(
        label="怎么办",
        widget=forms.RadioSelect,
        choices=(
            ("take", "照新版改：用新范本起草，原来填的空都带过来"),
            ("edit", "自己改：拿现在的文本起草，对着新范本改"),
            ("keep", "保留现在的：不改，这一版不再问"),
        ),
    )


class FilingForm(PortalForm):
    """已备案 with its day, or a remark."""

    outcome = forms.ChoiceField(
        label="结果",
        widget=forms.RadioSelect,
        choices=(("filed", "已备案"), ("returned", "有意见，请居委会看一看")),
    )
    filed_on = DayField(label="备案日期", required=False, quick=("今天", "昨天"))
    remark = PlainTextField(
        label="意见", max_length=300, rows=3, required=False, help_text="说清楚哪里要改、怎么改。"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == "filed" and "filed_on" in given and not given["filed_on"]:
            self.add_error("filed_on", "请写“备案日期”。")
        if given.get("outcome") == "returned" and "remark" in given and not given["remark"]:
            self.add_error("remark", "请写“意见”，说清楚哪里要改。")
        return given

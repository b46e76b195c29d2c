"""Forms of 今天平安 and of the holiday roster."""

from typing import Any

from django import forms

from jiedao.common.forms import DayField, LineField, PortalForm

MOST_ROSTER_DAYS = 16
"""The longest holiday with its edges; more does not fit on one sheet."""


class ReportForm(PortalForm):
    """今天平安, or 有情况 with a few words."""

    quiet = forms.ChoiceField(
        label="今天怎么样",
        choices=[("yes", "今天平安"), ("no", "有情况")],
        widget=forms.RadioSelect,
        initial="no",
        error_messages={"required": "请选“今天平安”或者“有情况”。"},
    )
    text = LineField(
        label="什么情况",
        max_length=200,
        required=False,
        help_text="平安就不用写。有情况写几个字，例如：三号楼停电，已经报修",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("quiet") == "no" and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", "请写“什么情况”，例如：三号楼停电。")
        return cleaned


class SpanForm(PortalForm):
    """The days of a holiday roster: `from` and `to`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = DayField(label="从哪天", quick=())
        self.fields["to"] = DayField(label="到哪天", quick=())
        self.prepare()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and not 0 <= (last - first).days < MOST_ROSTER_DAYS:
            self.add_error("to", f"结束不能早于开始，最多 {MOST_ROSTER_DAYS} 天。")
        return cleaned

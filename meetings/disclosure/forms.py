"""Forms of the quarterly accounts: rows of income and expense, money as people write it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from jiedao.common.forms import LineField, OneOf, PortalForm
from meetings.disclosure.actions import Money
from meetings.disclosure.models import Account
from meetings.disclosure.rules import LINES_MOST, Line, Quarter, parse_yuan, yuan_words
from meetings.disclosure.states import Side
from meetings.representatives.models import Seat

FIRST_ROWS = 3
MORE_ROWS = 3
MOST_ROWS = LINES_MOST // 2


class YuanField(forms.CharField):
    """Yuan as typed, fen as cleaned."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 20, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_yuan(text)
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="invalid") from None


class LineForm(PortalForm):
    """One line; an empty row is left out."""

    what = LineField(label="项目", max_length=60)
    yuan = YuanField(label="金额（元）")
    note = LineField(label="说明", max_length=60, required=False)

    def clean_yuan(self) -> int:
        fen: int = self.cleaned_data["yuan"]
        if not fen:
            raise ValidationError("金额要大于 0。")
        return fen


class AccountForm(PortalForm):
    """上期结余 and the rows; the button 再加几行 works without script."""

    opening = YuanField(
        label="上期结余（元）",
        help_text="上个季度剩下的钱",
        error_messages={"required": "请写“上期结余”，没有就写 0。"},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, account: Account | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = account.table() if account else []
        self.rows = {side: self._rows(side, lines) for side in Side.values}

    def _rows(self, side: str, lines: list[Line]) -> list[LineForm]:
        own = [
            {"what": line.what, "yuan": yuan_words(line.fen), "note": line.note}
            for line in lines
            if line.side == side
        ]
        if self.is_bound:
            count = _typed_count(self.data.get(f"{side}-rows", ""))
            count += MORE_ROWS if self.data.get("more") == side else 0
        else:
            count = len(own) + FIRST_ROWS
        return [
            LineForm(
                self.data if self.is_bound else None,
                prefix=f"{side}-{number}",
                empty_permitted=True,
                initial=own[number] if not self.is_bound and number < len(own) else None,
            )
            for number in range(min(count, MOST_ROWS))
        ]

    @property
    def wants_more(self) -> bool:
        return self.is_bound and "more" in self.data

    @property
    def income(self) -> list[LineForm]:
        return self.rows[Side.INCOME]

    @property
    def expense(self) -> list[LineForm]:
        return self.rows[Side.EXPENSE]

    def is_valid(self) -> bool:
        rows_fine = [form.is_valid() for forms_ in self.rows.values() for form in forms_]
        return super().is_valid() and all(rows_fine)

    @property
    def money(self) -> Money:
        lines = [
            Line(
                side,
                form.cleaned_data["what"],
                form.cleaned_data["yuan"],
                form.cleaned_data["note"],
            )
            for side, rows in self.rows.items()
            for form in rows
            if form.has_changed()
        ]
        return Money(self.cleaned_data["opening"], lines)


def _typed_count(text: str) -> int:
    short = text.isascii() and text.isdigit() and len(text) < 3
    return max(1, int(text)) if short else FIRST_ROWS


class NewAccountForm(AccountForm):
    """With the quarter; only those that are over and not written yet."""

    quarter = forms.ChoiceField(
        label="哪个季度", error_messages={"invalid_choice": "请选一个已经过完、还没填过的季度。"}
    )
    field_order = ("quarter", "opening", "version")

    def __init__(self, *args: Any, quarters: list[Quarter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quarters = {f"{one.year}-{one.number}": one for one in quarters}
        self.fields["quarter"].choices = [(key, one.words) for key, one in self.quarters.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Quarter:
        return self.quarters[self.cleaned_data["quarter"]]


class ReviewForm(PortalForm):
    """Who looked through it; the choice is the roster of the 居务监督委员会."""

    seat = forms.ModelChoiceField(
        label="哪位委员核对的",
        queryset=Seat.objects.none(),
        widget=OneOf,
        empty_label=None,
        error_messages={"invalid_choice": "这个人不在本居委会居务监督委员会的名册上。"},
    )
    remark = LineField(label="意见", max_length=200, required=False, help_text="没有意见可以不写")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, seats: "QuerySet[Seat, Seat]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]

"""What is given, to whom; who signed; what the street settles."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.aid.actions import AidWords, name_of
from casework.aid.models import Aid, AidLine, Fund
from casework.aid.rules import LINES_MOST, tidy_names
from casework.aid.states import AidKind
from casework.cases.forms import ColleagueField, colleagues
from casework.cases.models import Case
from casework.log.households import found_households
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Committee
from jiedao.common.forms import DayField, LineField, PhotosField, PlainTextField, PortalForm
from meetings.disclosure.forms import YuanField

FURTHEST_AHEAD = timedelta(days=62)
FURTHEST_BACK = timedelta(days=366)


class AidForm(PortalForm):
    """One sheet: the same to one household or to many."""

    kind = forms.ChoiceField(
        label="给什么", choices=AidKind.choices, initial=AidKind.GOODS, widget=forms.RadioSelect
    )
    what = LineField(label="名称", max_length=60, help_text="例如：大米 10 斤、油一桶")
    fen = YuanField(
        label="每户金额（元）", required=False, help_text="物品写值多少钱，上门服务不用写"
    )
    fund = forms.ModelChoiceField(
        Fund.objects.none(),
        label="钱物从哪里来",
        empty_label=None,
        error_messages={"invalid_choice": "请重新选来源。"},
    )
    to = PlainTextField(
        label="给谁",
        rows=4,
        help_text="一行一户，写楼号-室号或姓名，例如 3-502",
        error_messages={"required": "请写“给谁”，一行一户，例如 3-502。"},
    )
    on = DayField(label="哪天", required=False, help_text="不写就是今天")
    given_by = ColleagueField(label="谁发", empty_label=None)
    urgent = forms.BooleanField(
        label="急，先帮后补",
        required=False,
        help_text="救急的先给，批准和签字后补",
    )
    again_why = LineField(label="为什么再帮一次", max_length=120, required=False)

    def __init__(
        self, *args: Any, committee: Committee, by: User, case: Case | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.committee, self.case, self.today = committee, case, timezone.localdate()
        self.fields["fund"].queryset = Fund.objects.filter(enabled=True)  # type: ignore[attr-defined]
        self.fields["given_by"].queryset = colleagues(committee, self.today)  # type: ignore[attr-defined]
        self.fields["given_by"].initial = by.pk
        self.asks_again = False

    def clean_on(self) -> date:
        on = self.cleaned_data["on"] or self.today
        if not self.today - FURTHEST_BACK <= on <= self.today + FURTHEST_AHEAD:
            raise ValidationError("“哪天”请写最近一年里，或者两个月以内的一天。")
        return on

    def clean_to(self) -> list[Household | str]:
        """Each line is one household, or a name the register does not know."""
        lines = tidy_names(self.cleaned_data["to"].splitlines())
        if len(lines) > LINES_MOST:
            raise ValidationError(f"一张单子最多 {LINES_MOST} 户，请分两张。")
        found, wrong = [], []
        for line in lines:
            homes = found_households(self.committee, line[:60], self.today)
            if len(homes) > 1:
                wrong.append(f"“{line[:20]}”找到 {len(homes)} 户，请写楼号-室号，例如 3-502。")
            found.append(homes[0] if homes else line[:60])
        if wrong:
            raise ValidationError(wrong)
        return list({getattr(one, "pk", one): one for one in found}.values())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") == AidKind.MONEY and not data.get("fen") and "fen" not in self.errors:
            self.add_error("fen", "给现金，请写“每户金额”。")
        return data

    @property
    def words(self) -> AidWords:
        data = self.cleaned_data
        return AidWords(
            kind=data["kind"],
            what=data["what"],
            fen=data["fen"] or 0,
            fund=data["fund"],
            on=data["on"],
            given_by=data["given_by"],
            to=data["to"],
            urgent=data["urgent"],
            again_why=data["again_why"],
            case=self.case,
        )


class SignForm(PortalForm):
    """A name beside each line that was signed, the day, photos of the paper."""

    on = DayField(
        label="哪天签的", required=False, quick=("今天", "昨天"), help_text="不写就是今天"
    )
    photos = PhotosField(label="签收表照片", required=False)

    def __init__(self, *args: Any, aid: Aid, lines: list[AidLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_lines = [line for line in lines if not line.signed_on]
        for line in self.open_lines:
            self.fields[f"line-{line.pk}"] = LineField(
                label=name_of(line), max_length=40, required=False, help_text="谁签的字，没签就空着"
            )
        self.order_fields([*(f"line-{line.pk}" for line in self.open_lines), "on", "photos"])

    @property
    def names(self) -> dict[int, str]:
        data = self.cleaned_data
        named = {line.pk: data[f"line-{line.pk}"].strip() for line in self.open_lines}
        return {pk: name for pk, name in named.items() if name}


class RefuseForm(PortalForm):
    why = PlainTextField(
        label="为什么不批",
        rows=3,
        max_length=120,
        error_messages={"required": "请写“为什么不批”。"},
    )


class LedgerFilter(PortalForm):
    """What the ledger can be narrowed to; it lives in the address."""

    year = forms.TypedChoiceField(label="哪一年", coerce=int, required=False)
    fund = forms.ModelChoiceField(
        Fund.objects.all(), label="来源", required=False, empty_label="全部"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        years = [today.year + 1 - back for back in range(12)]
        self.fields["year"].choices = [("", "今年"), *((year, f"{year}年") for year in years)]  # type: ignore[attr-defined]

    @property
    def chosen_year(self) -> int:
        return self.cleaned_data.get("year") or self.today.year


class SettleForm(PortalForm):
    goods_limit = YuanField(
        label="物品超过多少元，要另一个人批准",
        help_text="按一户算。现金不管多少，都要另一个人批准",
    )
    funds = PlainTextField(
        label="钱物从哪里来",
        rows=8,
        help_text="一行一个，按这个顺序出现。去掉的不再让选，以前的数还在",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

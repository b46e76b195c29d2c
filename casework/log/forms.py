"""The form of the duty log: who, what, and whether something follows."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.cases.forms import PlanForm, WhoMixin
from casework.log.models import LogEntry
from casework.log.rules import BACK_DAYS, MAX_PHOTOS, WORDING, EntryWords, Wording, day_fits
from casework.log.states import LogKind
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Committee
from jiedao.common.forms import (
    DayField,
    LineField,
    PhotosField,
    PlainTextField,
    PortalForm,
    TidyCharField,
)

NOTHING, CASE, SETTLED = "no", "case", "settled"
FOLLOWS = ((NOTHING, "不用"), (CASE, "要，变成事项"), (SETTLED, "当场办结"))


class EntryForm(WhoMixin, PlanForm):
    """记一笔. Two fields are required; everything else has the usual answer already."""

    kind = forms.ChoiceField(choices=LogKind.choices, widget=forms.HiddenInput)
    who = TidyCharField(max_length=60)
    household = forms.CharField(required=False, widget=forms.HiddenInput)
    text = PlainTextField(
        label="什么事？",
        max_length=2_000,
        error_messages={"required": "请写“什么事”，几个字就行，例如：水管漏水。"},
    )
    nobody_home = forms.BooleanField(label="家里没人", required=False)
    follow = forms.ChoiceField(
        label="要不要跟进？",
        choices=FOLLOWS,
        initial=NOTHING,
        required=False,
        widget=forms.RadioSelect,
    )
    photos = PhotosField(
        label="照片", required=False, most=MAX_PHOTOS, help_text=f"最多 {MAX_PHOTOS} 张"
    )
    happened_on = DayField(
        label="哪天的事",
        required=False,
        quick=("今天", "昨天", "前天"),
        help_text=f"不写就是今天。纸上先记的，{BACK_DAYS} 天内都可以补",
    )
    on_behalf_of = TidyCharField(
        label="替谁记的", max_length=40, required=False, help_text="别人告诉您的，写他的名字"
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        written_on: date | None = None,
        said_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        """`written_on`: the day the entry counts from. `said_on`: the form waited without a network
        since that day, and its days mean what they meant then.
        """
        super().__init__(*args, **kwargs)
        self.wording: Wording = WORDING[kind]
        self.written_on = written_on or said_on or self.today
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.said_on = said_on
        self.fields["who"].label = self.wording.who
        self.fields["who"].help_text = self.wording.hint
        self.fields["who"].error_messages["required"] = f"请写“{self.wording.who}”，例如 3-502。"
        self.fields["text"].required = not self.data.get("nobody_home")
        if kind != LogKind.HOME:
            del self.fields["nobody_home"]

    @property
    def wants_case(self) -> bool:
        return bool(self.data.get("follow") == CASE)

    def clean_happened_on(self) -> date:
        day = self.cleaned_data["happened_on"] or self.written_on
        verdict = day_fits(day, self.written_on)
        if not verdict:
            raise ValidationError(verdict.reason)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        try:
            data["household"] = self.look_up(data.get("who", ""), data.get("household", ""))
        except ValidationError as problem:
            self.add_error("who", problem)
        return data

    @property
    def words(self) -> EntryWords:
        data = self.cleaned_data
        return EntryWords(
            kind=data["kind"],
            who=self.words_of_who(data["household"], data["who"]),
            text=data["text"],
            happened_on=data["happened_on"],
            on_behalf_of=data["on_behalf_of"],
            nobody_home=bool(data.get("nobody_home")),
            settled=data.get("follow") == SETTLED,
        )


class EntryEditForm(EntryForm):
    """The same words again, with the version the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    settled = forms.BooleanField(label="当场办结", required=False)

    def __init__(self, *args: Any, entry: LogEntry, **kwargs: Any) -> None:
        who = entry.who or (entry.household.dwelling.door if entry.household else "")
        initial = {
            "version": entry.version,
            "kind": entry.kind,
            "who": who,
            "text": entry.text,
            "nobody_home": entry.nobody_home,
            "settled": entry.settled,
            "happened_on": entry.happened_on,
            "on_behalf_of": entry.on_behalf_of,
        }
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.kept_who: tuple[str, Household | None] = (who, entry.household)
        for name in ("follow", "case_kind", "cares", "owner", "due_on"):
            del self.fields[name]

    @property
    def wants_case(self) -> bool:
        return False

    @property
    def words(self) -> EntryWords:
        said = super().words
        return EntryWords(**{**vars(said), "settled": self.cleaned_data["settled"]})


class LogFilter(PortalForm):
    """Filters of the list; every one lives in the query string."""

    q = LineField(label="找记录", required=False, max_length=60)
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *LogKind.choices])
    author = forms.ModelChoiceField(
        User.objects.none(),
        label="谁记的",
        required=False,
        empty_label="全部",
        error_messages={"invalid_choice": "这个人不属于本居委会，请重选。"},
    )
    since = DayField(label="从哪天", required=False)
    until = DayField(label="到哪天", required=False)

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authors = User.objects.filter(postings__committee=committee).distinct().order_by("pk")
        self.fields["author"].queryset = authors  # type: ignore[attr-defined]

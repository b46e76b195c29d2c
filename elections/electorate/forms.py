"""Entry for the roll: a reason and what it rests on are never optional."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from committees.residents.models import ResidentsGroup
from committees.residents.rules import read_door
from elections.electorate.hand import Because, Person
from elections.electorate.models import Objection, Voter
from elections.electorate.rules import may_stand
from elections.electorate.states import Asks, Decision, Ground
from elections.rulesets.states import Mode
from elections.timetable.models import Election
from jiedao.common.forms import (
    DayField,
    IdNumberField,
    LineField,
    OneOf,
    PhoneField,
    PlainTextField,
    PortalForm,
    TidyCharField,
)

FOREIGN_GROUP = "这个居民小组不属于本居委会。"
NUMBER_HINT = "用来查别的居委会有没有同一个人，号码本身不保存。"
PHONE_HINT = "本人在网上“查自己”时核对后四位，号码本身不保存。"
IF_IT_STANDS = "“成立”的才要写。"
LEAVE_EMPTY = "不改就空着。"


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A residents' group of the committee; the roll keeps its name."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            queryset=ResidentsGroup.objects.none(),
            label="居民小组",
            required=False,
            to_field_name="name",
            empty_label="未分组",
            error_messages={"invalid_choice": FOREIGN_GROUP},
            **more,
        )

    def of(self, election: Election) -> None:
        self.queryset = ResidentsGroup.objects.filter(committee=election.committee_id)


def grounds_of(election: Election) -> list[tuple[str, str]]:
    """What this election's rules and its mode allow."""
    if election.mode == Mode.REPRESENTATIVE:
        return [(Ground.REPRESENTATIVE.value, str(Ground.REPRESENTATIVE.label))]
    rules = election.rule_set.rules()
    return [
        (ground.value, str(ground.label))
        for ground in Ground
        if ground != Ground.REPRESENTATIVE and not may_stand(ground, rules)
    ]


class GroundField(forms.ChoiceField):
    def __init__(self, **more: Any) -> None:
        super().__init__(label="依据", widget=OneOf, **more)

    def of(self, election: Election) -> None:
        self.choices = grounds_of(election)


class _Reasoned(PortalForm):
    why = TidyCharField(label="理由", max_length=120, help_text="写在这一行里，以后查得到。")
    evidence = TidyCharField(
        label="凭什么", max_length=120, help_text="什么材料，放在哪里，例如：居住证，申请书 3 号。"
    )

    def because(self, objection: Objection | None = None) -> Because:
        return Because(self.cleaned_data["why"], self.cleaned_data["evidence"], objection)


class _PersonFields(PortalForm):
    name = TidyCharField(label="姓名", max_length=50)
    group = GroupField()
    born_on = DayField(label="出生日期", quick=(), required=False, help_text="例如 1956-01-13。")
    door = TidyCharField(label="门牌", max_length=24, required=False, help_text="例如 3-502。")
    phone = PhoneField(label="电话", required=False, help_text=PHONE_HINT)
    id_number = IdNumberField(label="证件号", required=False, help_text=NUMBER_HINT)

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, GroupField | GroundField):
                field.of(election)

    def clean_door(self) -> str:
        text = self.cleaned_data["door"]
        try:
            return str(read_door(text)) if text else ""
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None

    def person(self) -> Person:
        told = self.cleaned_data
        return Person(
            name=told["name"],
            born_on=told["born_on"],
            door=told["door"],
            group=told["group"].name if told["group"] else "",
            phone=told["phone"],
            id_number=told["id_number"],
        )


class AddForm(_PersonFields, _Reasoned):
    """Somebody the register lacks."""

    ground = GroundField()
    field_order = ("name", "born_on", "group", "door", "id_number", "phone", "ground")

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, election=election, **kwargs)
        self.fields["born_on"].required = election.mode != Mode.REPRESENTATIVE


class CorrectForm(_PersonFields, _Reasoned):
    """A line put right; what is not known of a person stays as it was."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("phone", "id_number"):
            self.fields[name].help_text = f"{LEAVE_EMPTY}{self.fields[name].help_text}"


class ListForm(_Reasoned):
    """Somebody who was off the roll stands on it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    ground = GroundField()
    field_order = ("version", "ground")

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, GroundField)  # noqa: S101
        field.of(election)


class StrikeForm(_Reasoned):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)


class RuleForm(PortalForm):
    why = TidyCharField(label="为什么照规则改回", max_length=100)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)


class FindForm(forms.Form):
    show = forms.CharField(required=False, widget=forms.HiddenInput)
    q = LineField(label="姓名、首字母或门牌", max_length=50, required=False)


class FileForm(PortalForm):
    file = forms.FileField(
        label="文件",
        help_text="Excel（.xlsx）或者 CSV。",
        error_messages={"empty": "这个文件是空的，请重新选一个。", "invalid": "请选一个文件。"},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // 1_000_000
            raise ValidationError(f"文件太大了，最多 {most} MB，请分几次传。")
        return file


class ObjectForm(PortalForm):
    """An objection as it is told at the desk. About a line, its name is known."""

    asks = forms.ChoiceField(label="要求", choices=Asks.choices, widget=OneOf)
    about = TidyCharField(label="关于谁", max_length=50)
    words = PlainTextField(label="怎么说的", max_length=300)
    filed_by = TidyCharField(label="谁提的", max_length=50)
    filed_on = DayField(label="哪天提的", quick=("今天", "昨天"))

    def __init__(self, *args: Any, voter: Voter | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = self.fields["asks"]
        assert isinstance(asks, forms.ChoiceField)  # noqa: S101
        ways: tuple[Asks, ...] = (Asks.ADD,)
        if voter is not None:
            del self.fields["about"]
            ways = (Asks.STRIKE, Asks.CORRECT) if voter.listed else (Asks.ADD, Asks.CORRECT)
        asks.choices = [(way.value, str(way.label)) for way in ways]


class DecideForm(_PersonFields):
    """The decision; when it stands, what the roll says from then on."""

    decision = forms.ChoiceField(label="决定", choices=Decision.choices, widget=OneOf)
    reason = PlainTextField(label="理由", max_length=120, help_text="写给提出的人看的。")
    ground = GroundField(required=False)
    field_order = ("decision", "reason")

    def __init__(self, *args: Any, objection: Objection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objection = objection
        for name in self.not_asked():
            del self.fields[name]
        for name in ("name", "born_on", "ground"):
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].help_text = IF_IT_STANDS

    def not_asked(self) -> list[str]:
        person = ["name", "group", "door", "born_on", "phone", "id_number"]
        if self.objection.asks == Asks.STRIKE:
            return [*person, "ground"]
        if self.objection.asks == Asks.CORRECT:
            return ["ground"]
        return person if self.objection.voter_id else []

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("decision") == Decision.UPHELD:
            for name, words in (("name", "请写“姓名”。"), ("ground", "请选“依据”。")):
                if name in self.fields and not told.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return told


class ReopenForm(PortalForm):
    reopened_why = TidyCharField(
        label="为什么重新打开", max_length=120, help_text="印在下一次冻结的名单上。"
    )


class CheckForm(PortalForm):
    """查自己. Whatever is typed is looked up the same way; only empty fields are refused."""

    name = TidyCharField(label="姓名", max_length=50)
    tail = TidyCharField(label="手机后四位", max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tail"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        self.fields["name"].widget.attrs["autocomplete"] = "off"

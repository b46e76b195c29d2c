"""Entry for care: a label, an answer, an end, a contact, a kind."""

from datetime import date
from typing import Any

from django import forms

from committees.care.actions import LabelWords
from committees.care.consents import Said, still_given
from committees.care.kinds import EDITABLE
from committees.care.models import CareLabel, EmergencyContact, LabelKind
from committees.care.rules import ASKED, Nature, grounds_for, is_child, needs_guardian, purposes_of
from committees.care.states import Answer, Detail, Disability, Grade, Ground, Purpose
from committees.residents.models import Resident
from jiedao.common.forms import (
    DayField,
    LineField,
    PhoneField,
    PortalForm,
    PortalModelForm,
    TidyCharField,
)

BIGGEST = 2_000_000_000
ENDINGS = ("情况变好了", "不再符合了", "登记错了", "本人不愿意")
GROUND_WORDS = {
    Ground.CONSENT: "本人同意",
    Ground.GUARDIAN: "监护人同意",
    Ground.DUTY: "政府部门已经认定（法定职责，不用再问）",
    Ground.LIFE: "紧急情况，先救人（一个月内要核对）",
}


class DetailForm(PortalForm):
    """What a kind asks for beside its days; fields the kind does not ask for are not there."""

    disability = forms.ChoiceField(label="残疾类别", choices=[("", "请选"), *Disability.choices])
    grade = forms.TypedChoiceField(
        label="等级", choices=[("", "请选"), *Grade.choices], coerce=int, empty_value=None
    )
    words = LineField(label="说明", max_length=120, required=False)
    source = LineField(
        label="从哪里知道的",
        max_length=60,
        required=False,
        help_text="例如：本人说的、走访看到的、残疾人证、低保证",
    )

    def __init__(self, *args: Any, kind: LabelKind, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)
        if kind.detail != Detail.DISABILITY:
            del self.fields["disability"], self.fields["grade"]
        if kind.detail == Detail.WORDS:
            self.fields["words"].required = True
            self.fields["words"].help_text = "怎么帮要知道的，例如：坐轮椅，要两个人扶"
        self.prepare()

    def detail(self, ground: str, since: date) -> LabelWords:
        values = self.cleaned_data
        return LabelWords(
            ground=Ground(ground),
            since=since,
            source=values["source"],
            disability=values.get("disability", ""),
            grade=values.get("grade"),
            words=values["words"],
        )


class LabelForm(DetailForm):
    """A label with its ground; the answer's fields stand there while an answer is missing."""

    ground = forms.ChoiceField(label="凭什么登记", widget=forms.RadioSelect)
    since = DayField(label="从哪天起", quick=("今天", "昨天"))
    given_by = LineField(label="谁答复的", max_length=60, required=False)
    answered_on = DayField(label="哪天答复的", required=False, quick=("今天", "昨天"))
    paper = LineField(label="纸面材料放在哪里", max_length=60, required=False)

    def __init__(
        self, *args: Any, kind: LabelKind, resident: Resident, today: date, **kwargs: Any
    ) -> None:
        self.resident, self.today = resident, today
        age = resident.age(today)
        self.guardian = needs_guardian(age, kind.nature)
        self.missing = [
            purpose
            for purpose in sorted(purposes_of(age, kind.nature))
            if still_given(resident, purpose, today) is None
        ]
        grounds = grounds_for(age, kind.nature)
        shown = {"since": today, "answered_on": today, "ground": grounds[0]}
        super().__init__(*args, kind=kind, **{"initial": shown, **kwargs})
        ground: Any = self.fields["ground"]
        ground.choices = [(one.value, GROUND_WORDS[one]) for one in grounds]
        self.fields["given_by"].help_text = (
            "监护人的姓名和关系，例如：母亲王芳" if self.guardian else "本人就空着"
        )
        if not self.missing:
            for name in ("given_by", "answered_on", "paper"):
                del self.fields[name]
        self.order_fields(
            ["disability", "grade", "words", "ground", "given_by", "answered_on", "paper",
             "since", "source"]
        )  # fmt: skip
        self.prepare()

    def first_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.asked_names]

    @property
    def asked_names(self) -> tuple[str, ...]:
        return ("ground", "given_by", "answered_on", "paper")

    def asked_fields(self) -> list[forms.BoundField]:
        """About the answer: shown below the grounds."""
        return [field for field in self.visible_fields() if field.name in self.asked_names[1:]]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("ground") == Ground.GUARDIAN and self.missing and not values.get("given_by"):
            self.add_error("given_by", "请写是哪位监护人答复的。")
        if values.get("ground") in (Ground.DUTY, Ground.LIFE) and not values.get("source"):
            self.add_error("source", "没有本人同意的，请写明是谁认定的，或者当时是什么情况。")
        return values

    def label_words(self) -> LabelWords:
        return self.detail(self.cleaned_data["ground"], self.cleaned_data["since"])

    def said(self) -> Said | None:
        """The answer of this form; None where the ground asks for none or it is kept already."""
        values = self.cleaned_data
        if not self.missing or values["ground"] not in ASKED:
            return None
        return Said(values["given_by"], values["answered_on"] or self.today, values["paper"])


class ReviewForm(DetailForm):
    """核对: still so, or so with another detail."""

    version = forms.IntegerField(max_value=BIGGEST, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: CareLabel, **kwargs: Any) -> None:
        names = ("disability", "grade", "words", "source", "version")
        shown = {name: getattr(label, name) for name in names}
        super().__init__(*args, kind=label.kind, **{"initial": shown, **kwargs})


class SameForm(forms.Form):
    """情况没变: only the version of what was looked at."""

    version = forms.IntegerField(max_value=BIGGEST, min_value=0)


class EndForm(PortalForm):
    why = LineField(label="为什么不再是了", max_length=60)
    on = DayField(label="到哪天", quick=("今天", "昨天"))


class AnswerForm(PortalForm):
    purpose = forms.ChoiceField(label="问的是什么", choices=Purpose.choices)
    answer = forms.ChoiceField(label="怎么答复的", choices=Answer.choices, widget=forms.RadioSelect)
    given_by = LineField(
        label="谁答复的",
        max_length=60,
        required=False,
        help_text="本人就空着；未满十四周岁的，写监护人的姓名和关系",
    )
    on = DayField(label="哪天答复的", quick=("今天", "昨天"))
    until = DayField(label="同意到哪天", required=False, quick=())
    paper = LineField(label="纸面材料放在哪里", max_length=60, required=False)

    def __init__(self, *args: Any, resident: Resident, today: date, **kwargs: Any) -> None:
        shown = {"on": today, **kwargs.pop("initial", {})}
        super().__init__(*args, **{"initial": shown, **kwargs})
        self.child = is_child(resident.age(today), Nature())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        guardian = self.child or values.get("purpose") == Purpose.CHILD
        if guardian and not values.get("given_by"):
            self.add_error("given_by", "未满十四周岁的，请写是哪位监护人答复的。")
        if values.get("until") and values.get("on") and values["until"] < values["on"]:
            self.add_error("until", "到期不能早于答复那天。")
        return values

    def said(self) -> Said:
        values = self.cleaned_data
        return Said(values["given_by"], values["on"], values["paper"], values["until"])


class WithdrawForm(PortalForm):
    on = DayField(label="哪天撤回的", quick=("今天", "昨天"))


class ContactForm(PortalForm):
    name = TidyCharField(label="姓名", max_length=50)
    kinship = TidyCharField(label="是他／她的什么人", max_length=20, help_text="例如：女儿、邻居")
    phone = PhoneField(label="电话")
    has_key = forms.BooleanField(label="有钥匙", required=False)
    agreed = forms.BooleanField(label="本人同意留这个联系人")
    version = forms.IntegerField(max_value=BIGGEST, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        contact: EmergencyContact | None = None,
        must_ask: bool = False,
        **kwargs: Any,
    ) -> None:
        shown: dict[str, Any] = {}
        if contact is not None:
            names = ("name", "kinship", "phone", "has_key", "version")
            shown = {name: getattr(contact, name) for name in names}
        super().__init__(*args, **{"initial": shown, **kwargs})
        if contact is None:
            del self.fields["version"]
        if not must_ask:
            del self.fields["agreed"]
        self.prepare()


class KindForm(PortalModelForm[LabelKind]):
    version = forms.IntegerField(
        required=False, max_value=BIGGEST, min_value=0, widget=forms.HiddenInput
    )

    class Meta:
        model = LabelKind
        fields = list(EDITABLE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["visit_days"].label = "几天走访一次（空着就不排）"
        for name in ("review_months", "order"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

"""Entry: whom to ask for what, and what they said."""

from typing import Any

from django import forms

from casework.cases.models import Case
from casework.cases.states import CaseKind, Source
from casework.log.households import door_words
from casework.referrals.actions import Request, Said
from casework.referrals.states import ReferralKind, ReferralState, WhyNot
from committees.territory.models import Department, PartnerBody
from jiedao.common.chinese import room_key
from jiedao.common.forms import PhotosField, PlainTextField, PortalForm, TidyCharField

STREET = "street"
ANSWERS = [
    (ReferralState.ACCEPTED.value, "接下了"),
    (ReferralState.SETTLED.value, "办好了"),
    (ReferralState.DECLINED.value, "退回"),
]
MOST_PHOTOS = 3


class ReferForm(PortalForm):
    """Sections of the street and the bodies beside the committee in one list."""

    to = forms.ChoiceField(
        label="请谁", error_messages={"invalid_choice": "这个单位不属于本居委会，请重选。"}
    )
    kind = forms.ChoiceField(
        label="怎么请",
        choices=ReferralKind.choices,
        initial=ReferralKind.HELP,
        widget=forms.RadioSelect,
    )
    what = PlainTextField(
        label="请他们做什么",
        max_length=500,
        rows=3,
        help_text="对方看到的就是这几句。不用写姓名和电话；写了，对方看到的也是“张**”。",
    )
    door = forms.BooleanField(label="告诉对方是哪一户", required=False)
    phone = forms.BooleanField(label="告诉对方居民的电话", required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._targets: dict[str, Department | PartnerBody | None] = {STREET: None}
        sections = Department.objects.filter(street=case.committee.street_id)
        for section in sections:
            self._targets[f"d{section.pk}"] = section
        for body in case.committee.bodies.all():
            self._targets[f"b{body.pk}"] = body
        named = [(key, str(to)) for key, to in self._targets.items() if to is not None]
        choices = [("", "请选"), *named, (STREET, "不知道找谁，请街道分派")]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self._tell_of(case)

    def _tell_of(self, case: Case) -> None:
        """What may be told beside the words, with what is usual: of a caller at 12345 nothing
        (R38), of a hardship and a private case only what somebody decides."""
        door = door_words(case.household) if case.household else case.place
        if case.household is None and not room_key(case.place):
            del self.fields["door"]
        else:
            self.fields["door"].help_text = f"业委会、物业会看到“{door}”，看不到姓名"
            grave = case.kind == CaseKind.HARDSHIP or case.private or case.harm
            self.fields["door"].initial = not grave and case.source != Source.HOTLINE
        if case.phone and case.source != Source.HOTLINE:
            told = "先问过居民，居民口头同意了再勾。对方接下以后才看得到，办好就看不到了"
            self.fields["phone"].help_text = told
        else:
            del self.fields["phone"]

    def request(self) -> Request:
        said = self.cleaned_data
        to = self._targets[said["to"]]
        return Request(
            what=said["what"],
            kind=said["kind"],
            department=to if isinstance(to, Department) else None,
            body=to if isinstance(to, PartnerBody) else None,
            door=bool(said.get("door")),
            phone=bool(said.get("phone")),
        )


class AnswerForm(PortalForm):
    state = forms.ChoiceField(
        label="他们怎么说",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选他们怎么说。"},
    )
    words = PlainTextField(
        label="说明", required=False, max_length=500, rows=3, help_text="退回和办好了要写一句"
    )
    said_by = TidyCharField(label="谁答复的", required=False, max_length=40)


class DeclineForm(PortalForm):
    """退回: a reason from the list, and a word on it if one likes."""

    why = forms.ChoiceField(
        label="为什么退回",
        choices=WhyNot.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选“为什么退回”。"},
    )
    words = PlainTextField(
        label="说一句", required=False, max_length=300, rows=3, help_text="可以不写"
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("why") == WhyNot.OTHER and not said.get("words"):
            self.add_error("words", "请写“说一句”，说明是什么原因。")
        return said


class ToldForm(PortalForm):
    """写进展, 办好了: a sentence or a photo."""

    text = PlainTextField(label="有什么进展", max_length=400, rows=3, required=False)
    photos = PhotosField(
        label="照片", required=False, most=MOST_PHOTOS, help_text="点一下就能拍照，也可以不传"
    )

    def __init__(self, *args: Any, label: str, example: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = label, example

    @property
    def said(self) -> Said:
        return Said(self.cleaned_data["text"], self.cleaned_data["photos"] or ())


class AssignForm(PortalForm):
    department = forms.ModelChoiceField(
        Department.objects.order_by("order", "pk"), label="分给哪个科室", empty_label="请选"
    )

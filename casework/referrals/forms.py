"""Entry: whom to ask for what, and what they said."""

from typing import Any

from django import forms

from casework.cases.models import Case
from casework.referrals.actions import Request
from casework.referrals.states import ReferralKind, ReferralState
from committees.territory.models import Department, PartnerBody
from jiedao.common.forms import PlainTextField, PortalForm, TidyCharField

STREET = "street"
ANSWERS = (ReferralState.ACCEPTED, ReferralState.SETTLED, ReferralState.DECLINED)


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
        label="请他们做什么", max_length=500, rows=3, help_text="不用写姓名和电话，要时再告诉对方"
    )

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

    def request(self) -> Request:
        said = self.cleaned_data
        to = self._targets[said["to"]]
        return Request(
            what=said["what"],
            kind=said["kind"],
            department=to if isinstance(to, Department) else None,
            body=to if isinstance(to, PartnerBody) else None,
        )


class AnswerForm(PortalForm):
    state = forms.ChoiceField(
        label="他们怎么说",
        choices=[(state.value, state.label) for state in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": "请选他们怎么说。"},
    )
    words = PlainTextField(
        label="说明", required=False, max_length=500, rows=3, help_text="退回和办好了要写一句"
    )
    said_by = TidyCharField(label="谁答复的", required=False, max_length=40)


class AssignForm(PortalForm):
    department = forms.ModelChoiceField(
        Department.objects.order_by("order", "pk"), label="分给哪个科室", empty_label="请选"
    )

"""Forms of the election body and of the people of polling day."""

from datetime import date
from typing import Any

from django import forms

from committees.people.models import User
from committees.reach.states import ELECTION_ROLES, WORKING_ROLES, Role
from committees.territory.models import Committee
from elections.body.actions import Chosen
from elections.body.officials import Appointment
from elections.body.postings import Account
from elections.body.states import ROLE_OF_DUTY, BodyPost, Duty, Leaves
from jiedao.common.forms import PhoneField, PortalForm, TidyCharField


class WithAccount(PortalForm):
    """Somebody who may need to sign in: an account that is there, or a name and a phone."""

    person = forms.ModelChoiceField(
        label="已经有账号的人",
        queryset=User.objects.none(),
        required=False,
        empty_label="没有账号，写在下面",
        help_text="选了人，下面就不用写姓名和手机号。",
        error_messages={"invalid_choice": "这个人不属于本居委会。"},
    )
    name = TidyCharField(label="姓名", max_length=50)
    phone = PhoneField(
        label="手机号", required=False, help_text="要在平台里做事的人才写，用来登录。"
    )

    def __init__(self, *args: Any, committee: Committee, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = not self.data.get("person")
        people: Any = self.fields["person"]
        roles = WORKING_ROLES | ELECTION_ROLES
        people.queryset = User.objects.posted_in(committee, roles, today).order_by("pinyin", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role = self.role(cleaned)
        has_account = cleaned.get("person") or cleaned.get("phone")
        if role and not has_account and "phone" not in self.errors:
            self.add_error("phone", "请写“手机号”，这项工作要在平台里做。")
        return cleaned

    def role(self, cleaned: dict[str, Any]) -> Role | None:
        """Which posting this work comes with."""
        raise NotImplementedError

    @property
    def who(self) -> str:
        person = self.cleaned_data.get("person")
        return str(person.name if person else self.cleaned_data["name"])

    @property
    def account(self) -> Account | None:
        fields, role = self.cleaned_data, self.role(self.cleaned_data)
        if role is None:
            return None
        return Account(role, fields["person"], fields["name"], fields["phone"])


class MemberForm(WithAccount):
    """A member of the election body, as the residents chose her."""

    post = forms.ChoiceField(
        label="职务", choices=BodyPost, widget=forms.RadioSelect, initial=BodyPost.MEMBER
    )
    reserve = forms.BooleanField(
        label="候补", required=False, help_text="有人退出时，按推选的次序递补。"
    )
    field_order = ("person", "name", "post", "reserve", "phone")

    def role(self, cleaned: dict[str, Any]) -> Role | None:
        is_head = cleaned.get("post") == BodyPost.HEAD and not cleaned.get("reserve")
        return Role.ELECTION_HEAD if is_head else None

    def chosen(self) -> Chosen:
        fields = self.cleaned_data
        return Chosen(
            name=self.who, post=fields["post"], reserve=fields["reserve"], account=self.account
        )


class HeadForm(WithAccount):
    """The account of whoever becomes head."""

    def role(self, cleaned: dict[str, Any]) -> Role | None:
        return Role.ELECTION_HEAD


class LeaveForm(PortalForm):
    why = forms.ChoiceField(label="为什么离开", choices=Leaves, widget=forms.RadioSelect)


class OfficialForm(WithAccount):
    """Somebody for polling day."""

    duty = forms.ChoiceField(label="做什么", choices=Duty, widget=forms.RadioSelect)
    no_kin = forms.BooleanField(
        label="和候选人没有近亲属关系",
        required=False,
        help_text="问过本人再勾：候选人的配偶、父母子女、兄弟姐妹不能当工作人员。",
    )
    is_somebody_else = forms.BooleanField(label="和候选人同名，不是同一个人", required=False)
    field_order = ("duty", "person", "name", "phone", "no_kin", "is_somebody_else")

    def role(self, cleaned: dict[str, Any]) -> Role | None:
        duty = cleaned.get("duty")
        return ROLE_OF_DUTY.get(Duty(duty)) if duty else None

    def appointment(self) -> Appointment:
        fields = self.cleaned_data
        return Appointment(
            duty=fields["duty"],
            name=self.who,
            account=self.account,
            no_kin=fields["no_kin"],
            is_somebody_else=fields["is_somebody_else"],
        )

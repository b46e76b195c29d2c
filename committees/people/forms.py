"""Forms of other people's accounts."""

from typing import Any, cast

from django import forms
from django.db.models import Q

from committees.people.actions import Newcomer
from committees.people.fields import offer
from committees.people.models import User
from committees.people.policies import roles_to_give
from committees.people.querysets import UserQuerySet
from committees.reach.states import STREET_ROLES, Role
from committees.territory.models import Committee
from jiedao.common.chinese import nfkc
from jiedao.common.forms import DayField, PhoneField, PortalForm, TidyCharField

NAME_LENGTH = 50


class PersonFilterForm(PortalForm):
    q = TidyCharField(label="姓名或拼音", max_length=NAME_LENGTH, required=False)
    committee = forms.ModelChoiceField(
        label="居委会", queryset=Committee.objects.none(), required=False, to_field_name="slug"
    )
    former = forms.ChoiceField(
        label="在任", choices=[("", "现在在任的"), ("on", "也看已离任的")], required=False
    )

    def __init__(self, *args: Any, committees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "committee", committees, empty="全部")


def matching(people: UserQuerySet, words: str) -> UserQuerySet:
    """By name, or the beginning of its pinyin or initials; nothing typed matches all."""
    spelled = nfkc(words).lower().replace(" ", "")
    if not spelled:
        return people
    return people.filter(
        Q(name__icontains=words) | Q(pinyin__startswith=spelled) | Q(initials__startswith=spelled)
    )


class PostingForm(PortalForm):
    """A role, where it is held, and from which day on. Choices end where the person's rights do."""

    role = forms.ChoiceField(label="岗位")
    committee = forms.ModelChoiceField(
        label="居委会",
        queryset=Committee.objects.none(),
        required=False,
        help_text="街道的岗位不用选。",
        error_messages={"invalid_choice": "所选居委会不属于您管的范围。"},
    )
    title = TidyCharField(label="职务", max_length=40, required=False)
    since = DayField(label="从哪天起", quick=("今天", "明天", "下周一"))

    def __init__(self, *args: Any, by: User, committees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = cast(forms.ChoiceField, self.fields["role"])
        given.choices = [(role.value, role.label) for role in roles_to_give(by.reach)]
        everywhere = by.reach.is_admin
        offer(self, "committee", committees, empty="请选" if everywhere else None)
        if not everywhere:
            self.fields["committee"].required = True
            self.fields["committee"].help_text = ""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        role = values.get("role")
        needs_one = role is not None and Role(role) not in STREET_ROLES
        if needs_one and not values.get("committee") and "committee" not in self.errors:
            self.add_error("committee", "请选“居委会”。")
        return values


class NewPersonForm(PostingForm):
    name = TidyCharField(label="姓名", max_length=NAME_LENGTH)
    phone = PhoneField(label="手机号", help_text="用来登录。")
    field_order = ("name", "phone", "role", "committee", "title", "since")

    def newcomer(self) -> Newcomer:
        values = self.cleaned_data
        return Newcomer(
            name=values["name"],
            phone=values["phone"],
            role=Role(values["role"]),
            committee=values["committee"],
            title=values["title"],
        )


class RenameForm(PortalForm):
    name = TidyCharField(label="姓名", max_length=NAME_LENGTH)
    phone = PhoneField(label="手机号", help_text="用来登录，也用来接电话提醒。")


class EndPostingForm(PortalForm):
    until = DayField(
        label="最后一天", quick=("今天", "昨天"), help_text="这一天还能用，第二天起不能。"
    )


class ResetForm(PortalForm):
    second_factor = forms.BooleanField(label="手机验证器也重设（换手机或丢了）", required=False)

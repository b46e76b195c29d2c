"""Forms of signing in, of the own account, and of other people's accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from committees.people.actions import Newcomer
from committees.people.models import Nudge, TextSize, User
from committees.people.policies import roles_to_give
from committees.people.querysets import UserQuerySet
from committees.reach.states import STREET_ROLES, Role
from committees.territory.models import Committee, PartnerBody
from jiedao.common.chinese import ascii_digits, nfkc
from jiedao.common.forms import DayField, PhoneField, PortalForm, TidyCharField

NAME_LENGTH = 50
PASSWORD_LENGTH = 200
"""Characters; argon2 would hash a megabyte as well, and take its time."""


def password_field(label: str, *, known: bool, help_text: str = "") -> forms.CharField:
    """A password the browser may fill in (`known`) or propose."""
    return forms.CharField(
        label=label,
        max_length=PASSWORD_LENGTH,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password" if known else "new-password"}
        ),
    )


class DigitsField(forms.CharField):
    """A short code of digits; full-width ones and spaces are read as well."""

    def __init__(self, *, digits: int, **kwargs: Any) -> None:
        self.digits = digits
        super().__init__(**{"max_length": 40, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            **super().widget_attrs(widget),
            "inputmode": "numeric",
            "autocomplete": ("off" if isinstance(widget, forms.PasswordInput) else "one-time-code"),
        }

    def to_python(self, value: Any) -> str:
        text = ascii_digits(super().to_python(value) or "").replace(" ", "")
        if text and not (text.isascii() and text.isdigit() and len(text) == self.digits):
            raise ValidationError(f"“{self.label}”是 {self.digits} 位数字。", code="invalid")
        return text


def _offer(form: forms.Form, name: str, rows: Any, *, empty: str | None) -> None:
    """The choices of a field end where the reader's rights do."""
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset = rows
    field.empty_label = empty


# Coming in


class SignInForm(PortalForm):
    phone = forms.CharField(
        label="手机号",
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "username"}),
    )
    password = password_field("密码", known=True)
    own_device = forms.BooleanField(label="这是我自己的设备，记住我 30 天", required=False)


class CodeForm(PortalForm):
    """Six digits of the authenticator, or a recovery code from paper."""

    code = forms.CharField(
        label="验证码",
        max_length=40,
        help_text="手机验证器上的 6 位数字；手机不在身边，就写纸上的一个恢复码。",
        widget=forms.TextInput(
            attrs={"inputmode": "text", "autocomplete": "one-time-code", "class": "w-short"}
        ),
    )


class AuthenticatorForm(PortalForm):
    code = DigitsField(
        label="验证码",
        digits=6,
        help_text="手机上现在显示的 6 位数字。",
        widget=forms.TextInput(attrs={"class": "w-short"}),
    )


class NewPasswordForm(PortalForm):
    """A password twice; whether it is good enough is asked where the person is known."""

    password = password_field(
        "新密码",
        known=False,
        help_text="至少 8 个字，写一句自己记得住的话也行。不要用手机号、姓名拼音。",
    )
    again = password_field("再写一次新密码", known=False)

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("两次写的密码不一样，请再写一次。", code="differs")
        return again


class SetPasswordForm(NewPasswordForm):
    phone = forms.CharField(
        label="手机号",
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "username"}),
    )
    code = DigitsField(
        label="设置码",
        digits=6,
        help_text="纸上的 6 位数字，24 小时内有效，只能用一次。",
        widget=forms.TextInput(attrs={"class": "w-short"}),
    )
    field_order = ("phone", "code", "password", "again")


class ChangePasswordForm(NewPasswordForm):
    old = password_field("现在的密码", known=True)
    field_order = ("old", "password", "again")


class DeskEntryForm(PortalForm):
    """Tap a name, type four digits."""

    who = forms.ModelChoiceField(
        label="您是哪一位？",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        error_messages={
            "required": "请点一下自己的名字。",
            "invalid_choice": "请从名单里点自己的名字。",
        },
    )
    pin = DigitsField(label="PIN", digits=4, widget=forms.PasswordInput(attrs={"class": "w-short"}))

    def __init__(self, *args: Any, people: UserQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "who", people, empty=None)


# The own account

USUAL = "usual"
"""What the form sends for the empty value, so that one of the pills is always chosen."""


def _spelled_out(choices: type[models.TextChoices]) -> list[tuple[str, str]]:
    return [(value or USUAL, label) for value, label in choices.choices]


def _stored(value: str) -> str:
    return "" if value == USUAL else value


class MyChoicesForm(PortalForm):
    text_size = forms.TypedChoiceField(
        label="字号", choices=_spelled_out(TextSize), coerce=_stored, widget=forms.RadioSelect
    )
    reminded_by = forms.TypedChoiceField(
        label="另外怎么提醒您",
        choices=_spelled_out(Nudge),
        coerce=_stored,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label="邮箱", required=False, max_length=254, help_text="选了电子邮件才需要。"
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        by_letter = values.get("reminded_by") == Nudge.EMAIL
        if by_letter and not values.get("email") and "email" not in self.errors:
            self.add_error("email", "请写“邮箱”，提醒会发到那里。")
        return values


class SetPinForm(PortalForm):
    """The password shows that it is she; then four digits twice."""

    password = password_field("现在的密码", known=True)
    pin = DigitsField(
        label="新 PIN",
        digits=4,
        help_text="4 位数字，在值班室的电脑上用。",
        widget=forms.PasswordInput(attrs={"class": "w-short"}),
    )
    again = DigitsField(
        label="再写一次新 PIN", digits=4, widget=forms.PasswordInput(attrs={"class": "w-short"})
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "pin" in self.cleaned_data and again != self.cleaned_data["pin"]:
            raise ValidationError("两次写的 PIN 不一样，请再写一次。", code="differs")
        return again


class DeskForm(PortalForm):
    name = TidyCharField(
        label="这台电脑叫什么", max_length=40, help_text="例如：值班室靠窗的电脑。"
    )


# Other people's accounts


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
        _offer(self, "committee", committees, empty="全部")


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
        _offer(self, "committee", committees, empty="请选" if everywhere else None)
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


# A whole committee on one page


@dataclass(frozen=True)
class Places:
    """How many lines the page offers for a role, and what they are called."""

    role: Role
    count: int
    label: str
    has_body: bool = False


PLACES = (
    Places(Role.DIRECTOR, 1, "主任"),
    Places(Role.MEMBER, 8, "委员"),
    Places(Role.BRANCH, 1, "居民区党组织", has_body=True),
    Places(Role.STATION, 2, "社区工作站", has_body=True),
    Places(Role.OWNERS, 1, "业委会联系人", has_body=True),
    Places(Role.PROPERTY, 1, "物业联系人", has_body=True),
)


@dataclass(frozen=True)
class Line:
    """The fields of one person on the page."""

    role: Role
    label: str
    name: Any
    phone: Any
    body: Any


class OnboardForm(PortalForm):
    """Names and numbers of everybody, in the order of the notice board. Empty lines are left."""

    since = DayField(label="从哪天起", quick=("今天", "下周一"))

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee = committee
        self.bodies = {body.kind: body for body in committee.bodies.order_by("-pk")}
        for place in PLACES:
            for number in range(1, place.count + 1):
                self._add_line(place, number)
        self.prepare()

    def _add_line(self, place: Places, number: int) -> None:
        label = place.label if place.count == 1 else f"{place.label} {number}"
        stem = f"{place.role}-{number}"
        self.fields[f"{stem}-name"] = TidyCharField(
            label=f"{label}姓名", max_length=NAME_LENGTH, required=False
        )
        self.fields[f"{stem}-phone"] = PhoneField(label=f"{label}手机号", required=False)
        if place.has_body and number == 1:
            known: PartnerBody | None = self.bodies.get(place.role.value)
            self.fields[f"{place.role}-body"] = TidyCharField(
                label=f"{place.role.label}名称",
                max_length=60,
                required=False,
                initial=known.name if known else "",
            )

    def lines(self) -> Iterator[Line]:
        """The page's lines, as bound fields."""
        for place in PLACES:
            for number in range(1, place.count + 1):
                stem = f"{place.role}-{number}"
                body = self[f"{place.role}-body"] if place.has_body and number == 1 else None
                label = place.label if place.count == 1 else f"{place.label} {number}"
                yield Line(place.role, label, self[f"{stem}-name"], self[f"{stem}-phone"], body)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        filled = 0
        for line in self.lines():
            filled += self._check(line, values)
        if not filled and not self.errors:
            raise ValidationError("请至少写一位的姓名和手机号。", code="empty")
        return values

    def _check(self, line: Line, values: dict[str, Any]) -> int:
        name, phone = values.get(line.name.name), values.get(line.phone.name)
        if name and not phone and line.phone.name not in self.errors:
            self.add_error(line.phone.name, f"请写“{line.phone.label}”。")
        if phone and not name and line.name.name not in self.errors:
            self.add_error(line.name.name, f"请写“{line.name.label}”。")
        body = line.body
        if body is not None and name and not values.get(body.name) and body.name not in self.errors:
            self.add_error(body.name, f"请写“{body.label}”。")
        return int(bool(name and phone))

    def people(self) -> Iterator[tuple[Role, str, str, str]]:
        """(role, name, phone, name of the body or "") of every filled line."""
        for line in self.lines():
            name = self.cleaned_data.get(line.name.name)
            if name:
                body = self.cleaned_data.get(f"{line.role}-body", "")
                yield line.role, name, self.cleaned_data[line.phone.name], body

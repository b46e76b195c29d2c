"""Forms of signing in and of the own account."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from committees.people.fields import DigitsField, offer, password_field
from committees.people.models import Nudge, TextSize, User
from committees.people.querysets import UserQuerySet
from jiedao.common.forms import PortalForm, TidyCharField

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
        offer(self, "who", people, empty=None)


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

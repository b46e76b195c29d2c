"""A password nobody guesses from what everybody knows about a neighbour (RELIABILITY B8)."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from committees.territory.models import Committee

SHORTEST_PART = 4
SHORTEST_PASSWORD = 8
"""Characters (ASVS 5.0, 6.2.1). Long beats mixed: a short sentence needs no signs."""


class OwnDetailsValidator:
    """Refuses the own phone number, the spelling of the own name, and the committee's name."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None:
            return
        typed = password.lower()
        if any(part in typed for part in _long_enough(_known_about(user))):
            raise ValidationError(
                "密码里不要用自己的手机号、姓名拼音或居委会的名字。", code="own_details"
            )

    def get_help_text(self) -> str:
        return "不要用自己的手机号、姓名拼音或居委会的名字。"


def _known_about(user: Any) -> Iterable[str]:
    yield from (user.phone, user.phone[-6:], user.pinyin, user.name)
    if user.pk:
        for committee in Committee.objects.filter(postings__user=user).distinct():
            yield from (committee.pinyin, committee.slug, committee.short_name, committee.name)


def _long_enough(parts: Iterable[str]) -> set[str]:
    return {part.lower() for part in parts if len(part) >= SHORTEST_PART}


class LongEnoughValidator:
    """At least eight characters of any kind, Chinese included."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < SHORTEST_PASSWORD:
            raise ValidationError(
                f"密码至少 {SHORTEST_PASSWORD} 个字，现在是 {len(password)} 个。", code="short"
            )

    def get_help_text(self) -> str:
        return f"至少 {SHORTEST_PASSWORD} 个字，写一句自己记得住的话也行。"


class NotCommonValidator(password_validation.CommonPasswordValidator):
    """Not one of the 20 000 most used passwords."""

    def get_error_message(self) -> str:
        return "这个密码太常见，别人一猜就中，请换一个。"

    def get_help_text(self) -> str:
        return "不要用 123456 这样常见的密码。"


class NotOnlyDigitsValidator(password_validation.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "密码不能全是数字，请加几个字或字母。"

    def get_help_text(self) -> str:
        return "不能全是数字。"


def check_password_words(password: str, user: Any) -> None:
    """Raises ValidationError with every reason, each a sentence in Chinese."""
    password_validation.validate_password(password, user)

"""Fields of the rota's forms. People to choose from are those who work in the committee."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from django import forms

from casework.duty.models import Shift
from casework.duty.telling import clock_words, when_words
from committees.people.models import User
from committees.reach.states import WORKING_ROLES
from committees.territory.models import Committee
from jiedao.common.chinese import ascii_digits, nfkc
from jiedao.common.errors import Refused

CLOCK_FORMATS = ("%H:%M", "%H.%M", "%H%M", "%H点%M分", "%H点%M", "%H点")
HALF_PAST = "点半"
NOT_OURS = "这个人不属于本居委会，请另选一位。"
NOT_OUR_SHIFT = "这一班不属于本居委会，请另选一班。"


@contextmanager
def refusal_in(form: forms.BaseForm) -> Iterator[None]:
    """A refused act becomes the form's own error; the page is then shown again with 422."""
    try:
        yield
    except Refused as refused:
        form.add_error(None, refused.reason)


def colleagues(committee: Committee, on: date) -> Any:
    """People who work in the committee that day, in a fixed order."""
    return User.objects.posted_in(committee, WORKING_ROLES, on).order_by("pk")


class ClockField(forms.TimeField):
    """A time of day as people write it: 8:30, 8：30, 0830, 8点半."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid": "没看懂这个时间，请写成 8:30。", **kwargs.pop("error_messages", {})}
        super().__init__(input_formats=CLOCK_FORMATS, error_messages=messages, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off", "maxlength": "12", "inputmode": "numeric"}

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str):
            value = "".join(ascii_digits(nfkc(value)).split()).replace(HALF_PAST, "点30")
        parsed: time | None = super().to_python(value)
        return parsed

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}:{value.minute:02}" if isinstance(value, time) else value


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A colleague; anybody else is refused in words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.none(), error_messages={"invalid_choice": NOT_OURS}, **kwargs)


class ShiftField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A shift of the committee: 「11月25日 星期三 上午 8:30–11:30 王桂珍」."""

    now: datetime

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Shift.objects.none(), error_messages={"invalid_choice": NOT_OUR_SHIFT}, **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        name = obj.person.name if obj.person else ""
        return f"{when_words(obj, self.now)} {clock_words(obj)} {name}".strip()

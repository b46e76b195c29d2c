"""Forms of the rota. People to choose from are those who work in the committee."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.duty.actions import MemberLine
from casework.duty.models import RotaMember, Shift, SlotRule
from casework.duty.states import Slot
from casework.duty.telling import clock_words, when_words
from committees.people.models import User
from committees.reach.states import WORKING_ROLES
from committees.territory.models import Committee
from jiedao.common.chinese import ascii_digits, nfkc
from jiedao.common.errors import Refused
from jiedao.common.forms import DayField, PlainTextField, PortalForm, PortalModelForm

CLOCK_FORMATS = ("%H:%M", "%H.%M", "%H%M", "%H点%M分", "%H点%M", "%H点")
HALF_PAST = "点半"
NOT_OURS = "这个人不属于本居委会，请另选一位。"
NOT_OUR_SHIFT = "这一班不属于本居委会，请另选一班。"
NOBODY = "先空着（缺人）"


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


# Fields


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


# Planning


class SlotRuleForm(PortalModelForm[SlotRule]):
    """A slot: when, on which days, how many people."""

    starts = ClockField(label="几点开始", help_text="例如 8:30")
    ends = ClockField(
        label="几点结束", help_text="不晚于开始的，算到第二天，例如夜间 20:00 到 8:00"
    )

    class Meta:
        model = SlotRule
        fields = [
            "slot",
            "starts",
            "ends",
            "on_workdays",
            "on_weekends",
            "on_festivals",
            "people",
            "with_lead",
            "age_limit_applies",
            "enabled",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].widget.attrs |= {"min": 1, "max": 4}
        slot = self.fields["slot"]
        slot.choices = [("", "请选班次"), *Slot.choices]  # type: ignore[attr-defined]
        slot.error_messages["required"] = "请选“班次”。"

    def clean_people(self) -> int:
        people: int = self.cleaned_data["people"]
        if not 1 <= people <= 4:
            raise ValidationError("“几个人”写 1 到 4。")
        return people

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("on_workdays", "on_weekends", "on_festivals")):
            self.add_error("on_workdays", "请至少勾一种日子：工作日、双休日、节假日。")
        same = SlotRule.objects.filter(
            committee_id=self.instance.committee_id,
            slot=cleaned.get("slot"),
            starts=cleaned.get("starts"),
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("starts", "已经有同一个班次、同一个时间的了。")
        return cleaned


@dataclass(frozen=True)
class MemberRow:
    """A person of the committee with the fields of her line."""

    person: User
    takes_part: Any
    order: Any
    flags: list[Any]


FLAGS = (
    ("no_nights", "不排夜间"),
    ("may_lead", "可以带班"),
    ("spared", "年纪大，照顾"),
)


class MembersForm(PortalForm):
    """Who takes part, in which order, and what to respect. One line a person."""

    def __init__(self, *args: Any, committee: Committee, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(colleagues(committee, on))
        rows = {row.person_id: row for row in RotaMember.objects.filter(committee=committee)}
        for position, person in enumerate(self.people, 1):
            row = rows.get(person.pk)
            inside = row is not None and (row.until is None or row.until >= on)
            self._add_line(person, row if inside else None, position)

    def _add_line(self, person: User, row: RotaMember | None, position: int) -> None:
        key = person.pk
        self.fields[f"in-{key}"] = forms.BooleanField(
            label="参加值班", required=False, initial=row is not None
        )
        self.fields[f"order-{key}"] = forms.IntegerField(
            label=f"{person.name}轮到的顺序",
            min_value=1,
            max_value=99,
            required=False,
            initial=(row.order if row else 0) or position,
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value"), "顺序写 1 到 99 的数字。"
            ),
        )
        for name, label in FLAGS:
            self.fields[f"{name}-{key}"] = forms.BooleanField(
                label=label, required=False, initial=bool(row and getattr(row, name))
            )

    @property
    def rows(self) -> list[MemberRow]:
        return [
            MemberRow(
                person,
                self[f"in-{person.pk}"],
                self[f"order-{person.pk}"],
                [self[f"{name}-{person.pk}"] for name, _ in FLAGS],
            )
            for person in self.people
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"in-{person.pk}") for person in self.people):
            self.add_error(None, "至少要有一个人参加值班。")
        return cleaned

    def lines(self) -> list[MemberLine]:
        data = self.cleaned_data
        return [
            MemberLine(
                person=person,
                order=data.get(f"order-{person.pk}") or position,
                **{name: data[f"{name}-{person.pk}"] for name, _ in FLAGS},
            )
            for position, person in enumerate(self.people, 1)
            if data[f"in-{person.pk}"]
        ]


# One shift


class PutForm(PortalForm):
    """Who takes the shift, and who leads."""

    person = PersonField(label="谁值班", required=False, empty_label=NOBODY)
    lead = PersonField(label="谁带班", required=False, empty_label="不用带班")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, committee: Committee, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "lead"):
            self.fields[name].queryset = colleagues(committee, on)  # type: ignore[attr-defined]


class TimeForm(PortalForm):
    """Other hours for one shift."""

    starts = ClockField(label="几点开始", help_text="例如 8:30")
    ends = ClockField(label="几点结束")
    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeOverForm(PortalForm):
    why = forms.CharField(label="为什么接替", max_length=80, help_text="例如：临时去医院")


class LateForm(PortalForm):
    """补签: when she came."""

    came = ClockField(label="几点到的", help_text="按纸上记的写，例如 8:25")


class CheckOutForm(PortalForm):
    """交班: what is left, and how the day was."""

    points = PlainTextField(
        label="没办完的事",
        required=False,
        rows=3,
        help_text="一行一件，留给下一班",
        max_length=1_000,
    )
    report = forms.ChoiceField(
        label="今天的情况",
        choices=[("", "不报"), ("quiet", "今天平安"), ("event", "有情况")],
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(label="什么情况", max_length=200, required=False)

    def clean_points(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["points"].splitlines()]
        if any(len(line) > 200 for line in lines):
            raise ValidationError("一件事最多写 200 个字。")
        return [line for line in lines if line]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("report") == "event" and not cleaned.get("text"):
            self.add_error("text", "请写“什么情况”，例如：三号楼停电。")
        return cleaned


class ReportForm(PortalForm):
    """今天平安, or 有情况 with a few words."""

    quiet = forms.ChoiceField(
        label="今天怎么样",
        choices=[("yes", "今天平安"), ("no", "有情况")],
        error_messages={"required": "请选“今天平安”或者“有情况”。"},
    )
    text = forms.CharField(label="什么情况", max_length=200, help_text="例如：三号楼停电，已经报修")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = self.data.get("quiet") != "yes"


# Swaps, leave, hand-over


class SwapForm(PortalForm):
    """换班 = pick the shift, pick the person, send."""

    shift = ShiftField(label="哪一班", empty_label="请选一班")
    taker = PersonField(label="换给谁", empty_label="请选一位")
    in_return = ShiftField(
        label="换回哪一班",
        required=False,
        empty_label="不用换回",
        help_text="对方的哪一班由您来值；只请对方代一次，就不用选",
    )
    reason = forms.CharField(
        label="原因", max_length=80, required=False, help_text="例如：去医院复查"
    )

    def __init__(
        self,
        *args: Any,
        committee: Committee,
        own: Any,
        others: Any,
        at: datetime,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = colleagues(committee, on)  # type: ignore[attr-defined]
        for name, rows in (("shift", own), ("in_return", others)):
            field = self.fields[name]
            field.queryset = rows  # type: ignore[attr-defined]
            field.now = at  # type: ignore[attr-defined]


class LeaveForm(PortalForm):
    """Days off; for a colleague when she phoned."""

    person = PersonField(label="谁请假", empty_label=None)
    since = DayField(label="从哪天")
    until = DayField(label="到哪天", help_text="当天也算请假")
    reason = forms.CharField(label="原因", max_length=60, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class PointForm(PortalForm):
    text = forms.CharField(
        label="没办完的事", max_length=200, help_text="例如：7 号楼 301 室等物业回电话"
    )


# Choosing what to look at


class SpanForm(PortalForm):
    """The days of a holiday roster: `from` and `to`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = DayField(label="从哪天", quick=())
        self.fields["to"] = DayField(label="到哪天", quick=())
        self.prepare()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and not 0 <= (last - first).days < MOST_ROSTER_DAYS:
            self.add_error("to", f"结束不能早于开始，最多 {MOST_ROSTER_DAYS} 天。")
        return cleaned


MOST_ROSTER_DAYS = 16
"""The longest holiday with its edges; more does not fit on one sheet."""

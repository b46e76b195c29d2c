"""Forms of a meeting. Bodies and people to choose from are those of the committee."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from committees.people.models import User
from committees.reach.states import WORKING_ROLES
from committees.territory.models import Committee, PartnerBody
from jiedao.common.errors import Refused
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm, RowsField
from meetings.convening.actions import MeetingPlan
from meetings.convening.models import Meeting
from meetings.convening.querysets import bodies_of
from meetings.convening.rules import parse_clock, sensible_topics, topic_lines
from meetings.kinds.models import Kind


class ClockField(forms.TimeField):
    """A time of day as people write it (`rules.parse_clock`)."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off", "maxlength": "12", "placeholder": "14:00"}

    def to_python(self, value: Any) -> time | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return parse_clock(value)
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


def moment(day: date, clock: time) -> datetime:
    """That time on that day, on the office's clock."""
    return timezone.make_aware(datetime.combine(day, clock))


class WhenForm(PortalForm):
    """Day and time, with the end where it is known."""

    day = DayField(label="哪一天")
    starts = ClockField(label="几点开始")
    ends = ClockField(label="几点结束", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "结束时间要晚于开始时间。")
        return cleaned

    @property
    def starts_at(self) -> datetime:
        return moment(self.cleaned_data["day"], self.cleaned_data["starts"])

    @property
    def ends_at(self) -> datetime | None:
        ends = self.cleaned_data["ends"]
        return moment(self.cleaned_data["day"], ends) if ends else None


class MeetingForm(WhenForm):
    """Calling a meeting, or changing it. `version` is the one the page showed."""

    kind = forms.ModelChoiceField(
        label="什么会",
        queryset=Kind.objects.in_use(),
        to_field_name="key",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"invalid_choice": "这类会不能在这里召集，请换一类。"},
    )
    host = forms.ModelChoiceField(
        label="在哪个居委会开",
        queryset=Committee.objects.in_street_order(),
        empty_label=None,
        help_text="全街道的居委会主任都会收到通知。",
    )
    title = LineField(
        label="会议名称", max_length=60, required=False, help_text="不填就用会议的类别作名称。"
    )
    place = LineField(label="地点", max_length=80)
    chair = forms.ModelChoiceField(
        label="主持",
        queryset=User.objects.none(),
        required=False,
        empty_label="到时再定",
        error_messages={"invalid_choice": "这个人不属于本居委会。"},
    )
    bodies = RowsField(
        label="请哪些单位",
        queryset=PartnerBody.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="居委会委员都会收到通知，不用另选。",
        error_messages={
            "invalid_choice": "有一个单位不属于本居委会。",
            "invalid_pk_value": "有一个单位不属于本居委会。",
        },
    )
    topics = PlainTextField(label="议题", required=False, help_text="一行写一个议题，最多 20 个。")
    is_public = forms.BooleanField(
        label="居民能看到", required=False, help_text="公开的会议会写在居委会的页面上。"
    )
    short_notice_why = LineField(
        label="为什么来不及提前通知",
        max_length=120,
        required=False,
        help_text="通知时间不够规定的天数时才写，会写进会议记录。",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    field_order = (
        "kind host title day starts ends place chair bodies topics is_public"
        " short_notice_why version"
    ).split()

    def __init__(
        self,
        *args: Any,
        committee: Committee | None,
        kinds: Sequence[str],
        meeting: Meeting | None = None,
        **kwargs: Any,
    ) -> None:
        """Without a committee the street calls, and chooses whose house it is in. The kind of a
        new meeting was chosen on the page before."""
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["kind"]
        chosen.queryset = Kind.objects.filter(key__in=kinds)
        if meeting is None:
            chosen.widget = forms.HiddenInput()
        self._choose_from(committee, meeting)

    def _choose_from(self, committee: Committee | None, meeting: Meeting | None) -> None:
        if committee is None or (meeting is not None and meeting.whole_street):
            for name in ("chair", "bodies"):
                del self.fields[name]
        if committee is not None:
            del self.fields["host"]
        if committee is None or "bodies" not in self.fields:
            return
        today = timezone.localdate()
        people: Any = self.fields["chair"]
        people.queryset = User.objects.posted_in(committee, WORKING_ROLES, today).order_by("pk")
        bodies: Any = self.fields["bodies"]
        bodies.queryset = bodies_of(committee)
        bodies.label_from_instance = lambda body: body.name

    def clean_topics(self) -> list[str]:
        topics = topic_lines(self.cleaned_data["topics"])
        try:
            sensible_topics(topics).require()
        except Refused as refused:
            raise ValidationError(refused.reason, code="topics") from None
        return topics

    def plan(self) -> MeetingPlan:
        fields = self.cleaned_data
        return MeetingPlan(
            kind=fields["kind"],
            title=fields["title"],
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            place=fields["place"],
            chair=fields.get("chair"),
            bodies=list(fields.get("bodies", ())),
            topics=fields["topics"],
            is_public=fields["is_public"],
            short_notice_why=fields["short_notice_why"],
        )


def as_typed(meeting: Meeting) -> dict[str, Any]:
    """The meeting as its form shows it."""
    here = timezone.localtime(meeting.starts_at)
    topics = [topic.text for topic in meeting.topics.all()]
    return {
        "kind": meeting.kind_id,
        "title": meeting.title,
        "day": here.date(),
        "starts": here.time(),
        "ends": timezone.localtime(meeting.ends_at).time() if meeting.ends_at else None,
        "place": meeting.place,
        "chair": meeting.chair_id,
        "bodies": [invited.body_id for invited in meeting.guests()],
        "topics": "\n".join(topics),
        "is_public": meeting.is_public,
        "short_notice_why": meeting.short_notice_why,
        "version": meeting.version,
    }


class CancelForm(PortalForm):
    why = LineField(label="为什么取消", max_length=120, help_text="收到通知的人都会看到这句话。")


class HeldForm(WhenForm):
    """When the meeting really ran."""

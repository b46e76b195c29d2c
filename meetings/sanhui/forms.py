"""Forms of the three meetings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from committees.territory.models import PartnerBody
from jiedao.common.errors import Refused
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm, UploadField
from meetings.convening.forms import ClockField
from meetings.convening.models import Meeting
from meetings.convening.querysets import bodies_of
from meetings.sanhui.models import Matter
from meetings.sanhui.rules import Line, read_scores, sensible_scores
from meetings.sanhui.states import Part

NOT_OURS = {"invalid_choice": "这个单位不属于本居委会。"}
UNIT = {
    Part.HEARING: ("由谁决定、由谁回复", "例如：街道社区建设科。"),
    Part.APPRAISAL: ("评议哪个单位", "例如：小区物业公司。"),
}


def body_field(label: str) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        label=label,
        queryset=PartnerBody.objects.none(),
        required=False,
        empty_label="不是这几家",
        error_messages=NOT_OURS,
    )


class OfMeetingForm(PortalForm):
    """A form that knows its meeting and its matter; bodies are those of the committee."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, meeting: Meeting, matter: Matter | None, part: Part, **kwargs: Any
    ) -> None:
        self.meeting, self.matter, self.part = meeting, matter, part
        super().__init__(*args, **kwargs)
        if "body" in self.fields:
            bodies: Any = self.fields["body"]
            bodies.queryset = bodies_of(meeting.committee)
            bodies.label_from_instance = lambda body: body.name


class MatterForm(OfMeetingForm):
    subject = PlainTextField(label="哪件事", rows=2, max_length=120)
    proposer = LineField(
        label="谁提出的", max_length=60, help_text="例如：居委会、12 号楼居民、街道建设科。"
    )
    body = body_field("提出的单位")
    proposed_on = DayField(label="哪天提出的")
    accepted_on = DayField(label="哪天受理的")
    unit = LineField(label="单位", max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.part not in UNIT:
            del self.fields["unit"]
            return
        label, hint = UNIT[self.part]
        field = self.fields["unit"]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = f"请写“{label}”。"


class RoundForm(OfMeetingForm):
    day = DayField(label="哪一天")
    starts = ClockField(label="几点开始")
    place = LineField(label="地点", max_length=80)
    short_notice_why = LineField(
        label="为什么来不及提前通知",
        max_length=120,
        required=False,
        help_text="通知时间不够规定的天数时才写。",
    )


class SideForm(OfMeetingForm):
    name = LineField(label="哪一方", max_length=60, help_text="写称呼就行，例如：楼上一户。")
    body = body_field("是哪个单位")


class TellForm(OfMeetingForm):
    told_on = DayField(label="哪天书面通知的")


class AgreementForm(OfMeetingForm):
    text = PlainTextField(
        label="协议内容",
        rows=12,
        max_length=8_000,
        help_text="一条一行：谁，做什么，哪天以前。",
    )


class SignForm(OfMeetingForm):
    signed_on = DayField(label="签了，哪天签的", required=False)
    unsigned_why = LineField(label="没签，为什么", max_length=200, required=False)


class DeedForm(OfMeetingForm):
    what = LineField(label="做什么", max_length=200)
    who = LineField(label="谁来做", max_length=60)
    due_on = DayField(label="哪天前")


class DoneForm(OfMeetingForm):
    on = DayField(label="哪天做好的")
    note = PlainTextField(label="做得怎么样", rows=2, max_length=200)


class ScoresForm(OfMeetingForm):
    made_on = DayField(label="哪天评的")
    present = forms.IntegerField(label="到会打分的人数", min_value=1, max_value=9_999)
    lines = PlainTextField(
        label="打分",
        rows=6,
        help_text="一行一项：服务态度 20 5 1，依次是满意、基本满意、不满意的票数。",
    )
    opinions = PlainTextField(label="大家的意见", rows=6, required=False)

    def clean_lines(self) -> list[Line]:
        lines, faults = read_scores(self.cleaned_data["lines"])
        if faults:
            raise ValidationError(faults)
        return lines

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "lines" in cleaned and cleaned.get("present"):
            try:
                sensible_scores(cleaned["lines"], cleaned["present"]).require()
            except Refused as refused:
                self.add_error("lines", refused.reason)
        return cleaned


class PlanForm(OfMeetingForm):
    filed_on = DayField(label="哪天交的")
    text = PlainTextField(label="整改方案", rows=8, max_length=8_000, required=False)
    file = UploadField(label="盖章的方案（照片或者 PDF）", required=False)


class CheckForm(OfMeetingForm):
    on = DayField(label="哪天看的")
    text = PlainTextField(label="看到什么", rows=3, max_length=1_000)


class CloseForm(OfMeetingForm):
    on = DayField(label="哪天办结的")
    note = PlainTextField(label="怎么办结的", rows=4, max_length=1_000)


class ResultForm(OfMeetingForm):
    result = PlainTextField(
        label="让居民知道的结果",
        rows=6,
        max_length=2_000,
        help_text="不写居民的姓名、房号和电话。下一步还可以改。",
    )


def scores_as_typed(lines: Any) -> str:
    return "\n".join(f"{one.item} {one.good} {one.fair} {one.poor}" for one in lines)


class PlanFilter(PortalForm):
    """/street/rectification/."""

    view = forms.ChoiceField(
        label="看哪些",
        required=False,
        choices=[("", "过了期还没交方案"), ("open", "全部没交方案的"), ("rectify", "正在整改的")],
    )

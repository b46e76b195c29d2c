"""Answering, opening, registering, signing in."""

from typing import Any

from django import forms

from committees.territory.models import PartnerBody
from jiedao.common.forms import LineField, PortalForm, TidyCharField
from meetings.attendance.actions import Reply
from meetings.convening.models import Meeting
from meetings.convening.querysets import bodies_of
from meetings.convening.states import Answer

ANSWERS = ((Answer.COMING, "参加"), (Answer.EXCUSED, "请假"), (Answer.SENDS, "换人"))


class ReplyForm(PortalForm):
    """参加, 请假 with the reason, 换人 with the name."""

    answer = forms.ChoiceField(label="来不来", choices=ANSWERS, widget=forms.RadioSelect)
    note = LineField(
        label="原因，或者换谁",
        max_length=60,
        required=False,
        help_text="请假写原因，换人写换谁来；参加不用写。",
    )

    @property
    def reply(self) -> Reply:
        return Reply(Answer(self.cleaned_data["answer"]), self.cleaned_data["note"])


class OpenForm(PortalForm):
    """For meetings whose people stand on no roster: how many are entitled to come."""

    entitled = forms.IntegerField(
        label="应到多少",
        min_value=1,
        max_value=100_000,
        help_text="有选举权的居民数，或者户数。到会比例按这个数算。",
    )


class WalkInForm(PortalForm):
    """Somebody who stands on no list."""

    name = LineField(label="姓名", max_length=30)
    office = LineField(
        label="楼号或职务", max_length=40, required=False, help_text="例如：7 号楼，社区民警。"
    )
    body = forms.ModelChoiceField(
        label="代表哪个单位",
        queryset=PartnerBody.objects.none(),
        required=False,
        empty_label="不代表单位",
        error_messages={"invalid_choice": "有一个单位不属于本居委会。"},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies: Any = self.fields["body"]
        bodies.queryset = bodies_of(meeting.committee)
        bodies.label_from_instance = lambda body: body.name


class AttendForm(PortalForm):
    """The code from the wall, and one's name."""

    code = TidyCharField(label="签到码", max_length=12, help_text="会场里写着，4 个字。")
    name = TidyCharField(label="姓名", max_length=30, help_text="写名册上的姓名。")

"""One act each: what its small page asks."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.cases.closing import Closing
from casework.cases.forms import DUE_QUICK, ColleagueField, colleagues
from casework.cases.models import Case
from casework.cases.rules import WITHOUT_FOLLOW_UP, needs_two
from casework.cases.states import CaseState, EventKind
from jiedao.common.forms import (
    DayField,
    PhotosField,
    PlainTextField,
    PortalForm,
    TidyCharField,
)


class ProgressForm(PortalForm):
    """写进展: one field; photos if there are any."""

    text = PlainTextField(
        label="有什么进展",
        max_length=2_000,
        error_messages={"required": "请写“有什么进展”，例如：打了电话，配件周二到。"},
    )
    spoken = forms.ChoiceField(
        label="和居民说上话了吗",
        choices=[
            ("", "没有"),
            (EventKind.CONTACT, "我们联系了居民"),
            (EventKind.REPLY, "居民自己来说的"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    still_waiting = forms.BooleanField(label="还在等回复", required=False)
    photos = PhotosField(label="照片", required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if case.state != CaseState.WAITING:
            del self.fields["still_waiting"]
        elif case.waits_until is not None or case.taken_by:
            self.fields["still_waiting"].initial = True


class WaitForm(PortalForm):
    waiting_for = TidyCharField(label="等谁", max_length=40, help_text="例如：物业、街道民政")
    text = PlainTextField(label="等什么", required=False, rows=3, max_length=500)


class HandOverForm(PortalForm):
    to = ColleagueField(label="交给谁", empty_label="请选")
    text = PlainTextField(label="说一句", required=False, rows=3, max_length=500)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues(case.committee, timezone.localdate()).exclude(pk=case.owner_id)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class ReasonForm(PortalForm):
    """退回, 重新办, 还差什么: one sentence. The page says which."""

    why = PlainTextField(label="原因", rows=3, max_length=500)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = label
        self.fields["why"].error_messages["required"] = f"请写“{label}”。"


class DeadlineForm(PortalForm):
    due_on = DayField(label="改到哪天", quick=DUE_QUICK, help_text="例如 12月15日")
    why = PlainTextField(label="为什么改", rows=3, max_length=500)

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise ValidationError("“改到哪天”不能早于今天。")
        return due_on


class CloseForm(PortalForm):
    """办结: the outcome. One person also says what the resident said, where that is still missing;
    where two close, what proves it, and the second person asks the resident."""

    content = forms.ChoiceField(
        label="回访：居民满意吗",
        choices=[("yes", "满意"), ("no", "不满意")],
        widget=forms.RadioSelect,
        error_messages={"required": "请先写回访结果：居民满意吗？"},
    )
    said = PlainTextField(
        label="居民怎么说",
        rows=3,
        max_length=1_000,
        error_messages={"required": "请写“居民怎么说”，例如：已经不漏了，很满意。"},
    )
    outcome = PlainTextField(label="怎么办好的", rows=3, max_length=1_000)
    evidence = PlainTextField(
        label="凭什么说办好了",
        rows=3,
        max_length=500,
        help_text="例如：救助金已到账，签收表在档案盒 3",
        error_messages={"required": "请写“凭什么说办好了”，例如：救助金到账单、签收表。"},
    )
    photos = PhotosField(label="照片", required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].initial = case.outcome
        self.fields["evidence"].initial = case.evidence
        two = needs_two(case)
        if two or case.state == CaseState.FOLLOWED_UP or case.kind in WITHOUT_FOLLOW_UP:
            del self.fields["content"], self.fields["said"]
        if self.data.get("content") == "no":
            self.fields["outcome"].required = self.fields["evidence"].required = False
        self.button = "请人回访、确认办结" if two else "办结"
        if not two:
            del self.fields["evidence"]

    @property
    def closing(self) -> Closing:
        data = self.cleaned_data
        return Closing(data["outcome"], data.get("evidence", ""), data["photos"])

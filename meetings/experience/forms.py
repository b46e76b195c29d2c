"""Forms of the experience library."""

from typing import Any

from django import forms

from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm
from meetings.convening.models import Meeting
from meetings.experience.actions import Words


class SearchForm(PortalForm):
    q = LineField(label="找经验", required=False, max_length=60)


class ExperienceForm(PortalForm):
    title = LineField(label="题目", max_length=60)
    did = PlainTextField(label="做了什么", rows=4, max_length=2_000)
    how = PlainTextField(
        label="怎么做的", rows=8, max_length=4_000, help_text="一步一步写，别的居委会照着能做。"
    )
    result = PlainTextField(
        label="效果怎么样", rows=4, max_length=2_000, help_text="不写居民的姓名、房号和电话。"
    )
    meeting = forms.ModelChoiceField(
        label="在哪次交流会上讲的",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="没有在交流会上讲",
        error_messages={"invalid_choice": "这个会不是街道交流会。"},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["meeting"]
            return
        meetings: Any = self.fields["meeting"]
        shared = Meeting.objects.filter(whole_street=True).exclude(state="cancelled")
        meetings.queryset = shared.order_by("-starts_at")

    @property
    def words(self) -> Words:
        said = self.cleaned_data
        return Words(said["title"], said["did"], said["how"], said["result"])


class UseForm(PortalForm):
    since = DayField(label="从哪天起用")
    told = PlainTextField(label="用得怎么样", rows=4, max_length=1_000, required=False)

"""Forms of opinions."""

from typing import Any

from django import forms

from committees.territory.models import Committee, PartnerBody
from committees.territory.states import BodyKind
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm, required_words
from meetings.convening.models import Meeting
from meetings.kinds.states import KindKey

NOT_OURS = "这个不属于本居委会，请重新选。"


class AskForm(PortalForm):
    """What is asked, and of which party organisation."""

    asked = PlainTextField(
        label="想听什么意见", rows=4, max_length=1_000, help_text="写清楚是哪件事，现在怎么打算。"
    )
    asked_on = DayField(label="哪天问的")
    body = forms.ModelChoiceField(
        label="哪个党组织",
        queryset=PartnerBody.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": NOT_OURS},
    )
    meeting = forms.ModelChoiceField(
        label="在哪个会上问的",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="不在会上",
        error_messages={"invalid_choice": NOT_OURS},
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies: Any = self.fields["body"]
        bodies.queryset = PartnerBody.objects.filter(committee=committee, kind=BodyKind.BRANCH)
        meetings: Any = self.fields["meeting"]
        own = Meeting.objects.filter(committee=committee, kind__key=KindKey.BRANCH_OPINION)
        meetings.queryset = own.exclude(state="cancelled").order_by("-starts_at")


class StepForm(PortalForm):
    """One step of an opinion: its words and its day."""

    words = PlainTextField(label="内容", rows=5)
    on = DayField(label="哪天")

    def __init__(self, *args: Any, what: str, day: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("words", what), ("on", day)):
            field = self.fields[name]
            field.label = label
            field.error_messages["required"] = required_words(field, label)


class HearingForm(PortalForm):
    """What a hearing has to say, and to whom."""

    asked = PlainTextField(label="哪件事", rows=2, max_length=1_000)
    given = PlainTextField(
        label="听证会的意见", rows=6, help_text="赞成的、反对的、有条件的，都写上。"
    )
    to_whom = LineField(
        label="由谁决定、由谁回复", max_length=60, help_text="例如：街道社区建设科。"
    )
    given_on = DayField(label="哪天提的")

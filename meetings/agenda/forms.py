"""Proposing, listing and settling a topic."""

from typing import Any

from django import forms

from jiedao.common.forms import LineField, OneOf, PlainTextField, PortalForm
from meetings.agenda.actions import MINUTES_MOST, Proposal, Said
from meetings.convening.fund import with_fund_sentence
from meetings.convening.models import Meeting, Topic
from meetings.convening.rules import TOPIC_LENGTH, when_words
from meetings.convening.states import TopicSource
from meetings.kinds.states import Decides

AGREED = (("yes", "协商一致"), ("no", "有不同意见"))


class MinutesField(forms.IntegerField):
    """How long a topic is to be talked about, in minutes."""

    def __init__(self, **kwargs: Any) -> None:
        known = {"label": "讨论几分钟", "required": False, "min_value": 1}
        super().__init__(**{**known, "max_value": MINUTES_MOST, **kwargs})


class BodyTopicForm(PortalForm):
    """What a body proposes through its link."""

    text = LineField(
        label="议题", max_length=TOPIC_LENGTH, help_text="一句话，例如：北门停车秩序。"
    )
    background = PlainTextField(
        label="情况说明",
        rows=5,
        max_length=1_000,
        required=False,
        help_text="什么情况，希望怎么办。开会的人会看到，请不要写居民的身份证号。",
    )


class TopicForm(BodyTopicForm):
    """Proposing inside the committee; a resident's proposal carries the resident's name."""

    minutes = MinutesField()
    proposer = LineField(
        label="哪位居民提的",
        max_length=30,
        required=False,
        help_text="替居民提的才写，例如：7 号楼李阿姨。",
    )

    def proposal(self) -> Proposal:
        fields = self.cleaned_data
        source = TopicSource.RESIDENT if fields["proposer"] else TopicSource.COMMITTEE
        return Proposal(
            text=fields["text"],
            background=fields["background"],
            source=source,
            proposer=fields["proposer"],
            minutes=fields["minutes"],
        )


class AcceptForm(PortalForm):
    """On which meeting. Only meetings of the topic's committee that are not over."""

    meeting = forms.ModelChoiceField(
        label="列入哪个会",
        queryset=Meeting.objects.none(),
        widget=OneOf,
        empty_label=None,
        error_messages={"invalid_choice": "这个会不能选，请选一个还没开的会。"},
    )
    minutes = MinutesField()

    def __init__(self, *args: Any, topic: Topic, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings: Any = self.fields["meeting"]
        meetings.queryset = (
            Meeting.objects.planned().filter(committee=topic.committee_id).order_by("starts_at")
        )
        meetings.label_from_instance = lambda one: (
            f"{one.title}，{when_words(one.starts_at, None, today)}"
        )
        self.fields["minutes"].initial = topic.minutes


class DeclineForm(PortalForm):
    answer = LineField(label="为什么不列入", max_length=120, help_text="提的人会看到这句话。")


class OutcomeForm(PortalForm):
    """What was said and agreed. `version` is the one the page showed."""

    discussion = PlainTextField(label="讨论", rows=6, required=False)
    conclusion = PlainTextField(label="议定", rows=3, max_length=2_000, required=False)
    agreed = forms.ChoiceField(
        label="大家的意见", choices=AGREED, required=False, widget=forms.RadioSelect
    )
    differing = PlainTextField(
        label="不同意见",
        rows=3,
        max_length=2_000,
        required=False,
        help_text="哪一家，怎么说。写了就会记进纪要。",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, topic: Topic, decides: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic = topic
        if decides != Decides.CONSENSUS:
            del self.fields["agreed"]
        if decides == Decides.VOTE:
            self.fields["conclusion"].label = "决定"

    @property
    def said(self) -> Said:
        fields = self.cleaned_data
        agreed = {"yes": True, "no": False}.get(fields.get("agreed", ""))
        return Said(fields["discussion"], fields["conclusion"], agreed, fields["differing"])


def outcome_as_typed(topic: Topic) -> dict[str, Any]:
    agreed = {True: "yes", False: "no"}.get(topic.agreed, "") if topic.agreed is not None else ""
    return {
        "discussion": topic.discussion,
        "conclusion": topic.conclusion,
        "agreed": agreed,
        "differing": topic.differing,
        "version": topic.version,
    }


def with_sentence_added(typed: Any) -> Any:
    """What was typed, with the sentence about the repair fund (R34) behind the conclusion."""
    fields = typed.copy()
    fields["conclusion"] = with_fund_sentence(fields.get("conclusion", ""))
    return fields

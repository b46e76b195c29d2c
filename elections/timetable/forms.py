"""Forms of opening an election, moving a date, and stopping."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from committees.terms.models import Mandate
from committees.terms.states import Post
from committees.territory.models import Committee
from elections.rulesets.models import RuleSet
from elections.rulesets.states import Mode
from elections.timetable.actions import Asked, Opening
from elections.timetable.states import ElectionKind
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm, RowsField

MOST_SEATS = 9
SEATS = (("chair", Post.CHAIR, 1), ("vice_chair", Post.VICE_CHAIR, 1), ("member", Post.MEMBER, 3))
OF_A_RECALL = ("recalls", "signed", "base", "by_representatives", "reason", "received_on")


class MandateChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Mandate) -> str:
        return f"{obj.committee.short_name} {obj.get_post_display()} {obj.person}"


class OpeningForm(PortalForm):
    """One round for as many committees as are ticked. What only a by-election or a recall asks for
    is asked for then; `anyway` once dates are red and somebody has seen it."""

    kind = forms.ChoiceField(label="哪一种", choices=ElectionKind, widget=forms.RadioSelect)
    committees = RowsField(
        label="哪些居委会",
        queryset=Committee.objects.in_street_order(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "请勾选“哪些居委会”。",
            "invalid_choice": "有一个居委会不在本街道。",
            "invalid_pk_value": "有一个居委会不在本街道。",
        },
    )
    mode = forms.ChoiceField(label="由谁选", choices=Mode, widget=forms.RadioSelect)
    term_number = forms.IntegerField(label="第几届", min_value=1, max_value=99)
    polling_on = DayField(label="选举日", quick=())
    rule_set = forms.ModelChoiceField(
        label="按哪套规则",
        queryset=RuleSet.objects.usable().order_by("-code"),
        empty_label=None,
        help_text="开启以后，这次选举一直用这一套。",
    )
    chair = forms.IntegerField(label="应选主任", min_value=0, max_value=1, initial=1)
    vice_chair = forms.IntegerField(
        label="应选副主任", min_value=0, max_value=MOST_SEATS, initial=1
    )
    member = forms.IntegerField(label="应选委员", min_value=0, max_value=MOST_SEATS, initial=3)
    rehearsal = forms.BooleanField(
        label="演练",
        required=False,
        help_text="每页都有“演练”水印，不公开，用完一次清掉。",
    )
    basis = LineField(
        label="依据",
        max_length=120,
        required=False,
        help_text="补选和罢免要写：申请或者批复的编号。",
    )
    recalls = MandateChoice(
        label="罢免谁",
        queryset=Mandate.objects.none(),
        required=False,
        empty_label="不是罢免",
        error_messages={"invalid_choice": "请从现在任职的人里选。"},
    )
    by_representatives = forms.BooleanField(label="由居民代表联名", required=False)
    signed = forms.IntegerField(label="几人联名", min_value=1, max_value=1_000_000, required=False)
    base = forms.IntegerField(
        label="选民（代表）一共几人", min_value=1, max_value=1_000_000, required=False
    )
    reason = LineField(label="罢免理由", max_length=300, required=False)
    received_on = DayField(label="哪天收到罢免要求", quick=(), required=False)
    anyway = forms.BooleanField(
        label="日期太近，我看过了，照这样开启", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving: Any = self.fields["recalls"]
        serving.queryset = (
            Mandate.objects.on(today)
            .select_related("committee", "person")
            .order_by("committee__order", "pk")
        )

    def show_anyway(self) -> None:
        self.fields["anyway"].widget = forms.CheckboxInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") != ElectionKind.RECALL:
            return cleaned
        committees: Sequence[Committee] = cleaned.get("committees") or ()
        mandate = cleaned.get("recalls")
        if mandate is None:
            self.add_error("recalls", "请选“罢免谁”。")
        elif [one.pk for one in committees] != [mandate.committee_id]:
            self.add_error("committees", "罢免只在这个人的居委会开启，请只勾那一个。")
        if not cleaned.get("rehearsal"):
            self._ask_for_petition(cleaned)
        return cleaned

    def _ask_for_petition(self, cleaned: dict[str, Any]) -> None:
        for name in ("signed", "base", "reason", "received_on"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(f"请写“{self.fields[name].label}”。"))

    def opening(self) -> Opening:
        fields = self.cleaned_data
        is_recall = fields["kind"] == ElectionKind.RECALL
        seats = {} if is_recall else {post.value: fields[name] for name, post, _ in SEATS}
        asked = None
        if is_recall and fields.get("signed") and fields.get("base"):
            asked = Asked(
                fields["signed"],
                fields["base"],
                fields["reason"],
                fields["received_on"],
                fields["by_representatives"],
            )
        return Opening(
            polling_on=fields["polling_on"],
            rule_set=fields["rule_set"],
            term_number=fields["term_number"],
            seats=seats,
            kind=fields["kind"],
            mode=fields["mode"],
            rehearsal=fields["rehearsal"],
            recalls=fields["recalls"] if is_recall else None,
            basis=fields["basis"],
            petition=asked,
        )


class RetimeForm(PortalForm):
    to = DayField(label="改到哪一天", quick=())
    why = LineField(label="为什么改期", max_length=120)


class CallOffForm(PortalForm):
    why = PlainTextField(label="为什么终止", rows=3, max_length=200, help_text="居民会看到这句话。")

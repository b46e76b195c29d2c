"""Forms of cases. Every choice is limited to the own committee."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.cases.actions import CaseWords, Closing, Plan
from casework.cases.models import Case
from casework.cases.rules import DEFAULT_DAYS, TWO_PEOPLE, WITHOUT_FOLLOW_UP
from casework.cases.states import Care, CaseKind, CaseState, Source
from casework.log.households import found_households
from committees.people.models import User
from committees.reach.states import WORKING_ROLES
from committees.residents.models import Household
from committees.territory.models import Building, Committee
from jiedao.common.chinese import room_key
from jiedao.common.errors import Refused
from jiedao.common.forms import (
    DayField,
    PhoneField,
    PhotosField,
    PlainTextField,
    PortalForm,
    TidyCharField,
)

DUE_QUICK = ("后天", "下周一")
SOMEBODY_ELSE = "这个人不属于本居委会，请重选。"
FOREIGN_HOUSEHOLD = "这一户不属于本居委会，请重新选。"
NONE_OF_THEM = "none"


@contextmanager
def refusal_in(form: forms.BaseForm) -> Iterator[None]:
    """A refused act becomes the form's own error; the page is then shown again with 422."""
    try:
        yield
    except Refused as refused:
        form.add_error(None, refused.reason)


def colleagues(committee: Committee, on: date) -> Any:
    """People who work in the committee that day: whom a case may be given to."""
    return User.objects.posted_in(committee, WORKING_ROLES, on).order_by("pk")


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody of the own committee; anybody else is refused in words."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": SOMEBODY_ELSE, **kwargs.pop("error_messages", {})}
        super().__init__(User.objects.none(), error_messages=messages, **kwargs)


class PlanForm(PortalForm):
    """The part that makes a case of something: what kind, who, until when."""

    case_kind = forms.ChoiceField(
        label="哪一类",
        choices=CaseKind.choices,
        initial=CaseKind.ISSUE,
        required=False,
        widget=forms.RadioSelect,
    )
    cares = forms.MultipleChoiceField(
        label="帮扶类别",
        choices=Care.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    owner = ColleagueField(label="谁办", empty_label=None)
    due_on = DayField(
        label="哪天前",
        required=False,
        quick=DUE_QUICK,
        help_text=f"不写就按类别算：咨询 {DEFAULT_DAYS[CaseKind.ADVICE]} 个工作日，"
        f"困难 {DEFAULT_DAYS[CaseKind.HARDSHIP]} 个，其他 {DEFAULT_DAYS[CaseKind.ISSUE]} 个",
    )

    def __init__(self, *args: Any, committee: Committee, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee, self.by = committee, by
        self.today = timezone.localdate()
        self.fields["owner"].queryset = colleagues(committee, self.today)  # type: ignore[attr-defined]
        self.fields["owner"].initial = by.pk
        self.fields["owner"].required = not self.is_bound or "owner" in self.data

    def clean_due_on(self) -> date | None:
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on is not None and due_on < self.today and self.wants_case:
            raise ValidationError("“哪天前”不能早于今天。")
        return due_on

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kind = data.get("case_kind") or CaseKind.ISSUE
        if self.wants_case and kind == CaseKind.HARDSHIP and not data.get("cares"):
            self.add_error("cares", "困难事项请选“帮扶类别”。")
        return data

    @property
    def wants_case(self) -> bool:
        """The log form asks first; everywhere else the answer is yes."""
        return True

    @property
    def chosen_kind(self) -> str:
        return self.cleaned_data["case_kind"] or CaseKind.ISSUE

    @property
    def plan(self) -> Plan:
        """Owner and day as chosen; without a choice it is oneself, and the kind's working days."""
        return Plan(self.cleaned_data["owner"] or self.by, self.cleaned_data["due_on"])


class WhoMixin:
    """「谁／哪户」: one line of text that finds a household, and a choice when it finds several."""

    committee: Committee
    today: date
    cleaned_data: dict[str, Any]
    found: list[Household]
    kept_who: tuple[str, Household | None] = ("", None)

    def look_up(self, who: str, chosen: str) -> Household | None:
        """The household meant. Sets `found` and raises ValidationError when one must choose."""
        self.found = []
        if chosen == NONE_OF_THEM:
            return None
        if chosen:
            return self._own_household(chosen)
        if not who:
            return None
        if who == self.kept_who[0]:
            return self.kept_who[1]
        found = found_households(self.committee, who, self.today)
        if len(found) > 1:
            self.found = found
            raise ValidationError(f"“{who}”找到 {len(found)} 户，请选一户。", code="which")
        return found[0] if found else None

    def _own_household(self, chosen: str) -> Household:
        own = Household.objects.filter(committee=self.committee)
        found: Household | None = own.filter(pk=chosen).first() if _is_id(chosen) else None
        if found is None:
            raise ValidationError(FOREIGN_HOUSEHOLD, code="foreign")
        return found

    def words_of_who(self, household: Household | None, who: str) -> str:
        """Once the register knows the household, a door or initials add nothing."""
        return "" if household is not None and (room_key(who) or who.isascii()) else who


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


class CaseForm(WhoMixin, PlanForm):
    """A case written down directly: five fields are asked, the rest has defaults (CAP 54)."""

    title = forms.CharField(
        label="什么事",
        max_length=60,
        help_text="一句话，例如：厨房漏水",
        error_messages={"required": "请写“什么事”，一句话就行，例如：厨房漏水。"},
    )
    who = TidyCharField(
        label="谁家，或者哪里",
        max_length=60,
        help_text="写楼号-室号或姓名，拼音也行，例如 3-502",
        error_messages={"required": "请写“谁家，或者哪里”，例如 3-502 或者 北门。"},
    )
    household = forms.CharField(required=False, widget=forms.HiddenInput)
    phone = PhoneField(
        label="电话", required=False, help_text="居民报事项号和电话后四位，就能问办到哪里了"
    )
    text = PlainTextField(label="详细说说", required=False, max_length=2_000)
    source = forms.ChoiceField(
        label="从哪里来", choices=Source.choices, required=False, initial=Source.DESK
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        try:
            data["household"] = self.look_up(data.get("who", ""), data.get("household", ""))
        except ValidationError as problem:
            self.add_error("who", problem)
        return data

    @property
    def words(self) -> CaseWords:
        data = self.cleaned_data
        who = self.words_of_who(data["household"], data["who"])
        return CaseWords(
            title=data["title"],
            kind=self.chosen_kind,
            text=data["text"],
            cares=tuple(data["cares"]),
            source=data["source"] or Source.DESK,
            who="" if room_key(who) else who,
            place=who if room_key(who) else "",
            phone=data["phone"],
            household=data["household"],
        )


class CaseEditForm(CaseForm):
    """The same words again, with the version the page showed. Owner and deadline have own pages."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        who = case.who or case.place or (case.household.dwelling.door if case.household else "")
        initial = {
            "version": case.version,
            "title": case.title,
            "who": who,
            "phone": case.phone,
            "text": case.text,
            "source": case.source,
            "case_kind": case.kind,
            "cares": case.cares,
        }
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.kept_who = (who, case.household)
        del self.fields["owner"], self.fields["due_on"]


# One act each


class ProgressForm(PortalForm):
    """写进展: one field; photos if there are any."""

    text = PlainTextField(
        label="有什么进展",
        max_length=2_000,
        error_messages={"required": "请写“有什么进展”，例如：打了电话，配件周二到。"},
    )
    still_waiting = forms.BooleanField(label="还在等回复", required=False)
    photos = PhotosField(label="照片", required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if case.state != CaseState.WAITING:
            del self.fields["still_waiting"]


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


class FollowUpForm(PortalForm):
    content = forms.ChoiceField(
        label="居民满意吗",
        choices=[("yes", "满意"), ("no", "不满意")],
        widget=forms.RadioSelect,
        help_text="不满意的话，事项接着办",
    )
    said = PlainTextField(label="居民怎么说", rows=3, max_length=1_000)


class DeadlineForm(PortalForm):
    due_on = DayField(label="改到哪天", quick=DUE_QUICK, help_text="例如 12月15日")
    why = PlainTextField(label="为什么改", rows=3, max_length=500)

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise ValidationError("“改到哪天”不能早于今天。")
        return due_on


class CloseForm(PortalForm):
    """办结: 回访 where it is still missing, the outcome, and for hardship what proves it."""

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
        if case.state == CaseState.FOLLOWED_UP or case.kind in WITHOUT_FOLLOW_UP:
            del self.fields["content"], self.fields["said"]
        self.button = "请人确认办结" if case.kind in TWO_PEOPLE else "办结"
        if case.kind not in TWO_PEOPLE:
            del self.fields["evidence"]

    @property
    def closing(self) -> Closing:
        data = self.cleaned_data
        return Closing(data["outcome"], data.get("evidence", ""), data["photos"])


# Looking for cases


class CaseFilter(PortalForm):
    """Filters of the list; every one lives in the query string."""

    q = forms.CharField(label="找事项", required=False, max_length=60)
    kind = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部"), *CaseKind.choices]
    )
    building = forms.ModelChoiceField(
        Building.objects.none(),
        label="楼栋",
        required=False,
        empty_label="全部",
        error_messages={"invalid_choice": "这一栋不属于本居委会。"},
    )
    due = forms.ChoiceField(
        label="期限",
        required=False,
        choices=[("", "全部"), ("late", "超期"), ("soon", "3 天内到期")],
    )

    def __init__(self, *args: Any, buildings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].queryset = buildings  # type: ignore[attr-defined]


class StreetCaseFilter(PortalForm):
    """What the street's list can be narrowed to."""

    due = forms.ChoiceField(
        label="期限",
        required=False,
        choices=[("", "全部在办"), ("open", "全部在办"), ("late", "超期"), ("soon", "3 天内到期")],
    )
    c = forms.ModelChoiceField(
        Committee.objects.none(),
        label="居委会",
        required=False,
        empty_label="全部",
        to_field_name="slug",
        error_messages={"invalid_choice": "没有这个居委会。"},
    )

    def __init__(self, *args: Any, committees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["c"].queryset = committees  # type: ignore[attr-defined]


class AskForm(PortalForm):
    """R20: number and last four digits. Nothing else is asked, nothing is guessed."""

    committee = forms.ModelChoiceField(
        Committee.objects.none(),
        label="哪个居委会",
        to_field_name="slug",
        empty_label="请选",
        error_messages={"invalid_choice": "请选“哪个居委会”。"},
    )
    number = TidyCharField(label="事项号", max_length=12, help_text="例如 26-31")
    tail = TidyCharField(label="电话后四位", max_length=8, help_text="登记时留的电话")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = Committee.objects.in_street_order()  # type: ignore[attr-defined]
        self.fields["tail"].widget.attrs.update(inputmode="numeric", autocomplete="off")
        self.fields["number"].widget.attrs.update(autocomplete="off")

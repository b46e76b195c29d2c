"""What a case is, for whom, whose and until when. Every choice is limited to the own committee."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.cases.actions import CaseWords
from casework.cases.models import Case
from casework.cases.planning import Plan
from casework.cases.states import CaseKind, Source, Urgency
from casework.log.households import found_households
from committees.care.states import Care
from committees.people.models import User
from committees.reach.states import WORKING_ROLES
from committees.residents.models import Household
from committees.territory.models import Committee
from jiedao.common.chinese import room_key
from jiedao.common.errors import Refused
from jiedao.common.forms import (
    DayField,
    LineField,
    PhoneField,
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
    urgency = forms.ChoiceField(
        label="急不急",
        choices=Urgency.choices,
        initial=Urgency.NORMAL,
        required=False,
        widget=forms.RadioSelect,
    )
    harm = forms.BooleanField(label="可能有孩子受到伤害", required=False)
    owner = ColleagueField(label="谁来办", empty_label=None)
    due_on = DayField(
        label="哪天前",
        required=False,
        quick=DUE_QUICK,
        help_text="不写就按街道的规定算",
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
    def chosen_urgency(self) -> str:
        return self.cleaned_data["urgency"] or Urgency.NORMAL

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

    title = LineField(
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
    ticket = TidyCharField(
        label="12345 工单号", max_length=40, required=False, help_text="12345 转来的才写"
    )
    on_behalf_of = TidyCharField(
        label="替谁记的",
        max_length=40,
        required=False,
        help_text="本人没来、别人代说的，写本人姓名",
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
            urgency=self.chosen_urgency,
            harm=data["harm"],
            ticket=data["ticket"],
            on_behalf_of=data["on_behalf_of"],
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
            "urgency": case.urgency,
            "harm": case.harm,
            "ticket": case.ticket,
            "on_behalf_of": case.on_behalf_of,
        }
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.kept_who = (who, case.household)
        del self.fields["owner"], self.fields["due_on"]

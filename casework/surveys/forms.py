"""A round, a visit, and a paper sheet typed in."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.cases.forms import colleagues
from casework.log.rules import day_fits
from casework.surveys.actions import Plan, RoundWords
from casework.surveys.models import SurveyRound
from casework.surveys.rules import VisitWords, days_fit, visit_fits
from casework.surveys.states import Outcome
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Building, Committee
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm, TidyCharField

NOT, ANYBODY = "not", "any"
USUAL_DAYS = 30
FOREIGN_PERSON = "这个人不属于本居委会，请重选。"
LONGEST_WORDS = 500


class RoundForm(PortalForm):
    """Title, days, and for every building who goes there."""

    title = TidyCharField(
        label="这一轮叫什么",
        max_length=30,
        help_text="例如：冬季走访",
        error_messages={"required": "请写“这一轮叫什么”，例如：冬季走访。"},
    )
    starts_on = DayField(label="从哪天", quick=("今天", "明天", "下周一"))
    ends_on = DayField(label="到哪天", quick=(), help_text="这一天也算")
    ask = PlainTextField(
        label="主要问什么",
        required=False,
        max_length=120,
        rows=2,
        help_text="走访的人在每一户都看得到，例如：问一问暖气和煤气",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        committee: Committee,
        buildings: Sequence[Building],
        round_: SurveyRound | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.buildings = buildings
        self.people = {str(one.pk): one for one in colleagues(committee, today)}
        given = None
        if round_ is not None:
            given = {part.building_id: part.member_id for part in round_.parts.all()}
        choices = [(ANYBODY, "谁有空谁去"), (NOT, "这一轮不走")]
        choices += [(pk, one.name) for pk, one in self.people.items()]
        for building in buildings:
            self.fields[f"b_{building.pk}"] = forms.ChoiceField(
                label=str(building),
                choices=choices,
                required=False,
                initial=_usual(building, given),
                error_messages={"invalid_choice": FOREIGN_PERSON},
            )
        if round_ is None:
            self.initial.setdefault("starts_on", today)
            self.initial.setdefault("ends_on", today + timedelta(days=USUAL_DAYS))
            return
        for name in ("title", "starts_on", "ends_on", "ask", "version"):
            self.initial.setdefault(name, getattr(round_, name))

    def rows(self) -> Iterator[tuple[Building, forms.BoundField]]:
        """The buildings of the page, each with its choice."""
        return ((building, self[f"b_{building.pk}"]) for building in self.buildings)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("starts_on") and data.get("ends_on"):
            fits = days_fit(data["starts_on"], data["ends_on"])
            if not fits:
                self.add_error("ends_on", fits.reason)
        if not self.errors and not self.plan:
            raise ValidationError("请至少选一栋楼。")
        return data

    @property
    def plan(self) -> Plan:
        chosen: dict[Building, User | None] = {}
        for building in self.buildings:
            value = self.cleaned_data.get(f"b_{building.pk}") or ANYBODY
            if value != NOT:
                chosen[building] = self.people.get(value)
        return chosen

    @property
    def words(self) -> RoundWords:
        data = self.cleaned_data
        return RoundWords(data["title"], data["starts_on"], data["ends_on"], data["ask"])


def _usual(building: Building, given: dict[int, int | None] | None) -> str:
    if given is None:
        return ANYBODY
    if building.pk not in given:
        return NOT
    return str(given[building.pk] or ANYBODY)


class VisitForm(PortalForm):
    """Three taps: the door, how it was, 保存."""

    outcome = forms.ChoiceField(
        label="怎么样",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选“怎么样”：见到了、没人，还是不方便。"},
    )
    needs = forms.BooleanField(label="有需要", required=False)
    words = PlainTextField(label="有什么需要", required=False, max_length=LONGEST_WORDS, rows=2)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("needs") and not (data.get("words") or "").strip():
            self.add_error("words", "请写“有什么需要”，几个字就行，例如：厕所灯坏了。")
        return data

    def said(self, on: date) -> VisitWords:
        data = self.cleaned_data
        return VisitWords(data["outcome"], on, data["words"], data["needs"])


class PaperForm(PortalForm):
    """A sheet that came back: the day, who went, and a line for every door somebody ticked."""

    on = DayField(label="哪天走的", quick=("今天", "昨天", "前天"))
    who = TidyCharField(label="谁走的", max_length=40, required=False)

    def __init__(
        self, *args: Any, round_: SurveyRound, households: Sequence[Household], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.round, self.households = round_, households
        for home in households:
            self.fields[f"o_{home.pk}"] = forms.ChoiceField(
                label=f"{home.dwelling.room} 室",
                choices=[("", "没填"), *Outcome.choices],
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"w_{home.pk}"] = LineField(
                label=f"{home.dwelling.room} 室写了什么", required=False, max_length=LONGEST_WORDS
            )
            self.fields[f"n_{home.pk}"] = forms.BooleanField(
                label=f"{home.dwelling.room} 室有需要", required=False
            )

    def rows(self) -> Iterator[tuple[Household, Any, Any, Any]]:
        for home in self.households:
            yield home, self[f"o_{home.pk}"], self[f"n_{home.pk}"], self[f"w_{home.pk}"]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        for verdict in (
            day_fits(day, timezone.localdate()),
            visit_fits(self.round.starts_on, self.round.ends_on, day),
        ):
            if not verdict:
                raise ValidationError(verdict.reason)
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for home in self.households:
            ticked = data.get(f"o_{home.pk}")
            written = (data.get(f"w_{home.pk}") or "").strip()
            if not ticked and (written or data.get(f"n_{home.pk}")):
                self.add_error(f"o_{home.pk}", f"{home.dwelling.room} 室请选“怎么样”。")
            if data.get(f"n_{home.pk}") and not written:
                self.add_error(f"w_{home.pk}", f"{home.dwelling.room} 室请写“有什么需要”。")
        if not self.errors and not self.visits:
            raise ValidationError("一户都没有填。请照纸上的勾，一户一户点。")
        return data

    @property
    def visits(self) -> list[tuple[Household, VisitWords]]:
        data = self.cleaned_data
        return [
            (
                home,
                VisitWords(
                    data[f"o_{home.pk}"],
                    data["on"],
                    data[f"w_{home.pk}"],
                    data[f"n_{home.pk}"],
                    data["who"] or "",
                ),
            )
            for home in self.households
            if data.get(f"o_{home.pk}")
        ]

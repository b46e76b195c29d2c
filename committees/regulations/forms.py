"""Entry: what to find, what a version says, what it asks for and rests on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from committees.regulations.actions import Need, Wording
from committees.regulations.convened import kinds_in_use
from committees.regulations.models import Regulation, RegulationVersion, Requirement
from committees.regulations.rules import NUMBER_MOST, TEXT_MOST, Demand
from committees.regulations.states import LEVELS_OF, Category, ConvenedKind, Level, Measure, Period
from committees.territory.models import Committee
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm, TidyCharField

MOST_EDITS = 2_000_000_000


class LibraryForm(PortalForm):
    """Filters of the library. A slug it does not know is left out, not refused."""

    q = LineField(label="找什么", required=False, max_length=60)
    c = forms.ChoiceField(label="哪个居委会的", required=False)

    def __init__(self, committees: list[Committee], *args: Any, **kwargs: Any) -> None:
        self.committees = committees
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        slugs = [(one.slug, one.short_name) for one in self.committees]
        self.fields["c"].choices = [("", "街道和上级的"), *slugs]  # type: ignore[attr-defined]
        super().prepare()


class DraftForm(PortalForm):
    """The text of a draft; `edits` is what the page showed."""

    text = PlainTextField(
        label="正文",
        max_length=TEXT_MOST,
        rows=24,
        help_text="每一条另起一行，用“第一条”加一个空格开头。",
    )
    note = LineField(
        label="这一版改了什么", max_length=200, required=False, help_text="一句话，给大家看。"
    )
    edits = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_EDITS)

    @property
    def wording(self) -> Wording:
        given = self.cleaned_data
        return Wording(
            text=given["text"],
            note=given["note"],
            number=given.get("number", ""),
            issuer=given.get("issuer", ""),
            source=given.get("source", ""),
            is_summary=given.get("is_summary", False),
        )


class LibraryDraftForm(DraftForm):
    """A draft of the street's library: also who issued it, its number and where it stands."""

    number = TidyCharField(
        label="文号", max_length=60, required=False, help_text="例如 清街办〔2026〕3号"
    )
    issuer = LineField(
        label="发布单位", max_length=60, required=False, help_text="不写就是本街道办事处。"
    )
    source = LineField(label="出处", max_length=200, required=False, help_text="在哪里能查到原文。")
    is_summary = forms.BooleanField(
        label="只写要点，不是原文", required=False, help_text="法律法规没有逐字核对时请勾上。"
    )
    field_order: Sequence[str] = (
        "number",
        "issuer",
        "source",
        "is_summary",
        "text",
        "note",
        "edits",
    )


def shown_draft(version: RegulationVersion) -> dict[str, Any]:
    """What the form starts with."""
    return {
        "text": version.text,
        "note": version.note,
        "number": version.number,
        "issuer": version.issuer,
        "source": version.source,
        "is_summary": version.is_summary,
        "edits": version.version,
    }


LIBRARY_LEVELS = [level for level in Level if level != Level.COMMITTEE]


class EntryForm(LibraryDraftForm):
    """A new entry of the library with its first text."""

    name = LineField(label="名称", max_length=80)
    category = forms.ChoiceField(label="类别", choices=Category.choices)
    level = forms.ChoiceField(
        label="哪一级", choices=[(level.value, level.label) for level in LIBRARY_LEVELS]
    )
    is_model = forms.BooleanField(
        label="供居委会采用的范本",
        required=False,
        help_text="正文里用 {{居委会名称}} 这样的写法留空。",
    )
    field_order = ("name", "category", "level", "is_model", *LibraryDraftForm.field_order)

    def prepare(self) -> None:
        del self.fields["edits"]
        del self.fields["note"]
        super().prepare()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        category, level = given.get("category"), given.get("level")
        if category and level and level not in LEVELS_OF[Category(category)]:
            self.add_error("level", f"“{Category(category).label}”不在这一级，请看一下。")
        if given.get("is_model") and level and level != Level.STREET:
            self.add_error("is_model", "只有街道的文本能当范本。")
        return given

    @property
    def wording(self) -> Wording:
        self.cleaned_data.setdefault("note", "")
        return super().wording

    @property
    def entry(self) -> Regulation:
        given = self.cleaned_data
        return Regulation(
            name=given["name"],
            category=given["category"],
            level=given["level"],
            is_model=given["is_model"],
            order=900,
        )


class RequirementForm(PortalForm):
    """A measure, a period, a number, and the article that asks for it.

    `of`: the requirement that is changed; what it measures cannot be.
    """

    article = forms.TypedChoiceField(label="依据第几条", coerce=int)
    measure = forms.ChoiceField(label="看什么", choices=Measure.choices)
    meeting_kind = forms.ChoiceField(label="哪种会议", required=False, help_text="只有“开会”要选。")
    period = forms.ChoiceField(label="多久看一次", choices=Period.choices)
    number = forms.IntegerField(
        label="数字",
        min_value=1,
        max_value=NUMBER_MOST,
        help_text="次数、户数、天数，或者百分数。",
    )

    def __init__(
        self,
        version: RegulationVersion,
        *args: Any,
        of: Requirement | None = None,
        **kwargs: Any,
    ) -> None:
        self.version, self.of = version, of
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        numbers = sorted(self.version.reading.numbers)
        choices = [(number, f"第 {number} 条") for number in numbers]
        self.fields["article"].choices = choices  # type: ignore[attr-defined]
        if self.of is not None:
            del self.fields["measure"], self.fields["meeting_kind"]
        else:
            self.kinds = kinds_in_use()
            self.fields["meeting_kind"].choices = [("", "不是会议"), *self.kinds]  # type: ignore[attr-defined]
        super().prepare()

    @property
    def need(self) -> Need:
        given = self.cleaned_data
        asked = given["period"], given["number"]
        if self.of is not None:
            kind = self.of.meeting_kind, self.of.meeting_name
            return Need(given["article"], Demand(self.of.measure, *asked, *kind))
        key = given["meeting_kind"]
        own = "" if key in ConvenedKind.values else dict(self.kinds).get(key, "")
        return Need(given["article"], Demand(given["measure"], *asked, key, own))


class BasisForm(PortalForm):
    """What it rests on: a text that applies, and an article of it."""

    rests_on = forms.ModelChoiceField(
        RegulationVersion.objects.none(),
        label="依据哪个制度",
        error_messages={"invalid_choice": "请选库里现行的制度。"},
    )
    article = forms.IntegerField(
        label="第几条", required=False, min_value=1, max_value=2_000, help_text="不写就是整个制度。"
    )

    def __init__(self, version: RegulationVersion, *args: Any, **kwargs: Any) -> None:
        self.version = version
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Everybody may rest on what everybody may read: the library without committees' own."""
        rows = RegulationVersion.objects.in_force(timezone.localdate()).of_committee(None)
        rows = rows.exclude(regulation=self.version.regulation_id).select_related("regulation")
        self.fields["rests_on"].queryset = rows.defer("tokens").order_by(  # type: ignore[attr-defined]
            "regulation__order", "pk"
        )
        super().prepare()


class FromDayForm(PortalForm):
    """From which day it applies."""

    in_force_on = DayField(label="哪天起施行", quick=("今天", "明天", "下周一"))


class RepealForm(PortalForm):
    on = DayField(label="哪天起废止", quick=("今天", "明天"))
    why = LineField(label="为什么废止", max_length=120)


class ReviewForm(PortalForm):
    on = DayField(
        label="哪天复审", required=False, quick=(), help_text="到了这一天会提醒，空着就不提醒。"
    )

    @property
    def day(self) -> date | None:
        found: date | None = self.cleaned_data["on"]
        return found

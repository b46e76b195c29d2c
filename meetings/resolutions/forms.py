"""Forms of outcomes and items. Bodies and people to choose from are those of the committee."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from committees.people.models import User
from committees.reach.states import WORKING_ROLES
from committees.territory.models import Committee, PartnerBody
from jiedao.common.errors import Refused
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm
from meetings.convening.models import Topic
from meetings.convening.querysets import bodies_of
from meetings.resolutions.actions import ItemPlan
from meetings.resolutions.models import ActionItem, Resolution
from meetings.resolutions.rules import NEEDS_A_DAY, TEXT_MOST, WHAT_MOST
from meetings.resolutions.states import ResolutionKind

NOT_OURS = "有一个单位或人不属于本居委会，请重选。"
FIRST_ROWS, MOST_ROWS = 2, 12
DUE_QUICK = ("下周一",)


@contextmanager
def refusal_in(form: forms.BaseForm) -> Iterator[None]:
    """A refused act becomes the form's own error; the page is shown again with 422."""
    try:
        yield
    except Refused as refused:
        form.add_error(None, refused.reason)


@dataclass(frozen=True)
class Leads:
    """Whom an item may be led by: the bodies of the committee, and its own people."""

    bodies: dict[str, PartnerBody]
    people: dict[str, User]

    @classmethod
    def of(cls, committee: Committee) -> "Leads":
        """Two queries, for any number of forms."""
        people = User.objects.posted_in(committee, WORKING_ROLES, timezone.localdate())
        return cls(
            {f"body-{body.pk}": body for body in bodies_of(committee)},
            {f"person-{one.pk}": one for one in people.order_by("pk")},
        )

    @property
    def choices(self) -> list[Any]:
        return [
            ("", "请选"),
            ("单位", [(key, body.name) for key, body in self.bodies.items()]),
            ("居委会的人", [(key, one.name) for key, one in self.people.items()]),
        ]


class ItemForm(PortalForm):
    """牵头, 做什么, 哪天前, 配合."""

    lead = forms.ChoiceField(label="牵头", error_messages={"invalid_choice": NOT_OURS})
    what = LineField(label="做什么", max_length=WHAT_MOST)
    due_on = DayField(label="哪天前", quick=DUE_QUICK, error_messages={"required": NEEDS_A_DAY})
    helpers = forms.MultipleChoiceField(
        label="配合",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OURS},
    )

    def __init__(self, *args: Any, leads: Leads, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leads = leads
        self.fields["lead"].choices = leads.choices  # type: ignore[attr-defined]
        self.fields["helpers"].choices = [  # type: ignore[attr-defined]
            (key, body.name) for key, body in leads.bodies.items()
        ]

    @property
    def plan(self) -> ItemPlan:
        said = self.cleaned_data
        return ItemPlan(
            what=said["what"],
            due_on=said["due_on"],
            body=self.leads.bodies.get(said["lead"]),
            person=self.leads.people.get(said["lead"]),
            helpers=[self.leads.bodies[key] for key in said["helpers"]],
        )


class ItemChangeForm(ItemForm):
    """Asking again; `version` is the one the page showed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def first(item: ActionItem) -> dict[str, Any]:
        return {
            "lead": f"body-{item.body_id}" if item.body_id else f"person-{item.person_id}",
            "what": item.what,
            "due_on": item.due_on,
            "helpers": [f"body-{body.pk}" for body in item.helpers.all()],
            "version": item.version,
        }


class WordsForm(PortalForm):
    """The outcome itself."""

    text = PlainTextField(
        label="议定了什么",
        max_length=TEXT_MOST,
        help_text="例如：更换 12 号楼的声控灯。维修资金的部分，建议业委会组织业主表决。",
    )
    kind = forms.ChoiceField(
        label="类别",
        choices=ResolutionKind.choices,
        initial=ResolutionKind.OTHER,
        required=False,
    )

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or str(ResolutionKind.OTHER)


class OutcomeForm(WordsForm):
    """A new outcome on one of the topics of the meeting, with rows for its items."""

    topic = forms.ChoiceField(
        label="哪个议题", error_messages={"invalid_choice": "这个议题不在这次会上，请重选。"}
    )
    rows = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS
    )
    field_order = ("topic", "text", "kind", "rows")

    def __init__(
        self, *args: Any, topics: Sequence[Topic], leads: Leads, first: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.topics = {str(topic.pk): topic for topic in topics}
        self.fields["topic"].choices = [(key, one.text) for key, one in self.topics.items()]  # type: ignore[attr-defined]
        self.fields["topic"].initial = first
        self.items = [
            ItemForm(
                self.data if self.is_bound else None,
                prefix=f"item-{number}",
                leads=leads,
                empty_permitted=True,
            )
            for number in range(self.count)
        ]

    @property
    def count(self) -> int:
        """Rows on the page; one more when the button 再加一条 was pressed."""
        typed = str(self.data.get("rows", "")) if self.is_bound else ""
        rows = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else FIRST_ROWS
        return max(1, min(rows + (1 if self.wants_more else 0), MOST_ROWS))

    @property
    def wants_more(self) -> bool:
        return self.is_bound and "more" in self.data

    def is_valid(self) -> bool:
        rows_fine = [form.is_valid() for form in self.items]
        return super().is_valid() and all(rows_fine)

    @property
    def plans(self) -> list[ItemPlan]:
        return [form.plan for form in self.items if form.has_changed()]

    @property
    def chosen(self) -> Topic:
        return self.topics[self.cleaned_data["topic"]]


class ChangeForm(WordsForm):
    """Putting the words right; `version` is the one the page showed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def first(resolution: Resolution) -> dict[str, Any]:
        return {
            "text": resolution.text,
            "kind": resolution.kind,
            "version": resolution.version,
        }


class RegisterFilter(PortalForm):
    """/resolutions/: words, kind, year; the street chooses a committee as well."""

    q = LineField(label="找什么", required=False, max_length=40)
    kind = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部"), *ResolutionKind.choices]
    )
    year = forms.TypedChoiceField(label="哪一年", required=False, coerce=int, empty_value=None)
    c = forms.ModelChoiceField(
        label="居委会",
        queryset=Committee.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="全部",
    )

    def __init__(self, *args: Any, street: bool, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "全部"), *((y, f"{y}年") for y in years)]  # type: ignore[attr-defined]
        if street:
            self.fields["c"].queryset = Committee.objects.in_street_order()  # type: ignore[attr-defined]
        else:
            del self.fields["c"]

"""The count of a 民主评议: papers, two counters, four numbers a person."""

from typing import Any

from django import forms

from committees.terms.models import Mandate
from jiedao.common.forms import PortalForm
from meetings.convening.models import Meeting
from meetings.representatives.models import Seat
from meetings.representatives.states import Board
from meetings.reviews.models import Review
from meetings.reviews.rules import Grade, Marks, Papers

MOST = 5_000
NOT_A_SUPERVISOR = "计票人要是居务监督委员会的成员。"


def number(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST)


class ReviewForm(PortalForm):
    issued = number("发出多少张")
    collected = number("收回多少张")
    invalid = number("废票多少张")
    counter = forms.ModelChoiceField(
        label="计票人",
        queryset=Seat.objects.none(),
        error_messages={"invalid_choice": NOT_A_SUPERVISOR},
    )
    second = forms.ModelChoiceField(
        label="另一位计票人",
        queryset=Seat.objects.none(),
        error_messages={"invalid_choice": NOT_A_SUPERVISOR},
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        mandates: list[Mandate],
        there: Review | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mandates = mandates
        seats = Seat.objects.filter(committee=meeting.committee_id, board=Board.SUPERVISOR)
        for name in ("counter", "second"):
            field: Any = self.fields[name]
            field.queryset = seats.filter(until=None)
        known = {row.person_id: row for row in there.gradings.all()} if there else {}
        for mandate in mandates:
            for grade in Grade:
                field_name = f"{grade.value}-{mandate.person_id}"
                self.fields[field_name] = number(f"{mandate.person}：{grade.label}")
                row = known.get(mandate.person_id)
                self.fields[field_name].initial = getattr(row, grade.value) if row else 0

    @property
    def rows(self) -> list[tuple[Mandate, list[Any]]]:
        return [
            (mandate, [self[f"{grade.value}-{mandate.person_id}"] for grade in Grade])
            for mandate in self.mandates
        ]

    @property
    def papers(self) -> Papers:
        fields = self.cleaned_data
        return Papers(fields["issued"], fields["collected"], fields["invalid"])

    @property
    def marks(self) -> dict[Any, tuple[str, Marks]]:
        fields = self.cleaned_data
        return {
            mandate.person: (
                str(mandate.get_post_display()),
                Marks(*(fields[f"{grade.value}-{mandate.person_id}"] for grade in Grade)),
            )
            for mandate in self.mandates
        }

"""Entry for offices and contact persons. People are chosen from the committee's own."""

from datetime import date
from typing import Any, cast

from django import forms

from committees.people.models import User
from committees.reach.states import WORKING_ROLES
from committees.terms.models import Mandate
from committees.terms.states import SpecialisedKind
from committees.territory.forms import OneLineField
from committees.territory.models import Committee
from jiedao.common.forms import (
    DayField,
    PhoneField,
    PortalForm,
    PortalModelForm,
    TidyCharField,
)

NOT_ONE_OF_OURS = {"invalid_choice": "所选的人不属于本居委会。"}


def people_of(committee: Committee, day: date) -> Any:
    """Who works in the committee on that day."""
    return User.objects.posted_in(committee, WORKING_ROLES, day).order_by("pinyin", "pk")


class MandateForm(PortalModelForm[Mandate]):
    since = DayField(label="任职日期", quick=("今天",))
    duty_area = OneLineField(
        label="分工", max_length=80, required=False, help_text="例如 民政、调解"
    )

    class Meta:
        model = Mandate
        fields = ("person", "post", "duty_area", "origin", "since")

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = cast("forms.ModelChoiceField[User]", self.fields["person"])
        person.label = "谁"
        person.queryset = people_of(self.instance.committee, day)
        person.error_messages.update(NOT_ONE_OF_OURS)


class LastDayForm(PortalForm):
    """The last day of an office or of a contact person; it still counts."""

    until = DayField(label="最后一天（含当天）", quick=("今天", "昨天"))


class ContactForm(PortalForm):
    name = TidyCharField(label="姓名", max_length=50)
    phone = PhoneField(label="手机号")
    title = OneLineField(label="职务", max_length=40, required=False, help_text="例如 项目经理")
    since = DayField(label="从哪天起", quick=("今天",))


class SpecialisedForm(PortalForm):
    """One pair of fields for each of the seven kinds."""

    def __init__(self, *args: Any, committee: Committee, day: date, **kwargs: Any) -> None:
        people = people_of(committee, day)
        super().__init__(*args, **kwargs)
        for kind in SpecialisedKind:
            self.fields[f"head_{kind}"] = forms.ModelChoiceField(
                people,
                label=f"{kind.label}：负责人",
                required=False,
                empty_label="还没有",
                error_messages=NOT_ONE_OF_OURS,
            )
            self.fields[f"duty_{kind}"] = OneLineField(
                label=f"{kind.label}：职责", max_length=120, required=False
            )
        self.prepare()

    @staticmethod
    def of(committee: Committee) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for row in committee.specialised.all():
            shown |= {f"head_{row.kind}": row.head_id, f"duty_{row.kind}": row.duty}
        return shown

    def seats(self) -> dict[str, tuple[User | None, str]]:
        values = self.cleaned_data
        return {kind: (values[f"head_{kind}"], values[f"duty_{kind}"]) for kind in SpecialisedKind}

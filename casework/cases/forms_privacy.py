"""Entry for private cases: who is on the list, and why somebody else wants to read one."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.cases.models import Case
from committees.people.models import User
from committees.reach.states import WORKING_ROLES
from jiedao.common.forms import PlainTextField, PortalForm


class WhyOpenForm(PortalForm):
    why = PlainTextField(label="为什么要看", max_length=200, rows=2)


class ReadersForm(PortalForm):
    """The people of the committee; owner, who opened it and the director read it anyway."""

    readers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="还给谁看",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="办这件事的人、登记的人和主任本来就能看",
        error_messages={"invalid_choice": "名单里有人不在本居委会工作，请重选。"},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        initial = {
            "readers": case.readers.filter(until__isnull=True).values_list("user", flat=True)
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        field: Any = self.fields["readers"]
        field.queryset = (
            User.objects.posted_in(case.committee, WORKING_ROLES, timezone.localdate())
            .exclude(pk__in=[case.owner_id, case.opened_by_id])
            .order_by("pk")
        )

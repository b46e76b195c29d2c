"""Reading the election body and the people of polling day."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import QuerySet

if TYPE_CHECKING:
    from elections.body.models import BodyMember, Official
    from elections.timetable.models import Election


def serving(election: "Election", *, with_reserves: bool = False) -> "QuerySet[BodyMember]":
    """Who is in the body now, in the order in which they were chosen."""
    rows = apps.get_model("elections", "BodyMember")._default_manager.filter(
        election=election, left_on=None
    )
    return rows if with_reserves else rows.filter(reserve=False)


def on_duty(election: "Election") -> "QuerySet[Official]":
    """The officials of polling day who were not replaced."""
    rows = apps.get_model("elections", "Official")._default_manager
    return rows.filter(election=election, until=None)

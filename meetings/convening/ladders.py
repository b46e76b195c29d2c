"""The ladder a meeting brings: that of the rules under which it was called."""

from collections.abc import Collection

from committees.reminders.own_ladders import Ladders, brings_ladders
from committees.reminders.states import Rule
from meetings.convening.models import InvitedBody, Meeting
from meetings.kinds.ladder import parse_ladder


@brings_ladders(Rule.MEETING)
def ladders_of(object_type: str, ids: Collection[int]) -> Ladders:
    """Of meetings and of invitations of bodies; those whose rules say nothing follow the street's
    ordinary ladder. One query."""
    invited = object_type == InvitedBody._meta.label_lower
    path = "meeting__rules__ladder" if invited else "rules__ladder"
    rows = (InvitedBody if invited else Meeting)._default_manager.filter(pk__in=ids)
    said = rows.exclude(**{path: ""}).values_list("pk", path)
    return {pk: parse_ladder(text) for pk, text in said}

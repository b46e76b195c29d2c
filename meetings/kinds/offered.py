"""The kinds that a regulation may ask for: those in use, the street's own among them."""

from committees.regulations.convened import Kinds, offers_kinds
from meetings.kinds.models import Kind


@offers_kinds
def kinds_of_the_street() -> Kinds:
    """One query."""
    return list(Kind.objects.in_use().values_list("key", "name"))

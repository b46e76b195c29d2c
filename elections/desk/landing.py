"""Where the people of an election begin: its desk."""

from committees.people.models import User
from elections.timetable.models import Election


def landing_of(person: User) -> str:
    """`e/<key>/desk/` of the election the person's posting is for; the real one first, then the
    newest rehearsal. Nothing for somebody without such a posting."""
    here = person.reach.in_elections
    if not here:
        return ""
    rows = Election.objects.under_way().filter(committee__in=here)
    found = rows.order_by("rehearsal", "-pk").values_list("key", flat=True).first()
    return f"e/{found}/desk/" if found else "elections/"

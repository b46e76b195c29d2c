"""Who opens the pages of polling day and of the count, each in the own committee alone."""

from collections.abc import Collection

from django.http import HttpRequest

from committees.people.access import posted_as
from committees.reach.states import Role
from elections.timetable.access import WRITERS, find_election, last_round, writers
from elections.timetable.models import Round

PREPARING = WRITERS
"""Stations, lists and proxies: whoever works in the committee, and the head of the body."""
ISSUING = frozenset({Role.ISSUER, Role.ELECTION_HEAD})

prepares = writers
issues = posted_as(*ISSUING)


def find_round(request: HttpRequest, key: str, roles: Collection[Role]) -> Round:
    """The round that is on, of an election in whose committee the person holds such a role."""
    return last_round(find_election(request, key, roles))

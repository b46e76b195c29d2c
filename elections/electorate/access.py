"""Who may open the pages of a roll, and which election they are about."""

from django.http import HttpRequest

from committees.people.access import posted_as
from committees.reach.states import ELECTION_ROLES, WORKING_ROLES
from elections.electorate.policies import KEEPERS
from elections.timetable.access import find_election
from elections.timetable.models import Election

READERS = WORKING_ROLES | ELECTION_ROLES
"""Everybody who works in the committee or for the election. The street reads figures alone."""

reads_roll = posted_as(*READERS)
keeps_roll = posted_as(*KEEPERS)


def election_of(request: HttpRequest, key: str) -> Election:
    """The election of the address, for somebody who reads its names. Otherwise a missing page."""
    return find_election(request, key, READERS)


def kept_election(request: HttpRequest, key: str) -> Election:
    """The same for somebody who keeps its roll, and not only reads it."""
    return find_election(request, key, KEEPERS)

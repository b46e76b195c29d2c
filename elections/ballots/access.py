"""Who opens the pages of polling day and of the count, each in the own committee alone."""

from collections.abc import Collection

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from committees.people.access import me, posted_as
from committees.reach.states import ELECTION_ROLES, WORKING_ROLES, Role
from elections.timetable.models import Election, Round
from jiedao.common.keys import tidy_key

PREPARING = WORKING_ROLES | {Role.ELECTION_HEAD}
ISSUING = frozenset({Role.ISSUER, Role.ELECTION_HEAD})

prepares = posted_as(*PREPARING)
"""Stations, lists and proxies: whoever works in the committee, and the head of the body."""

issues = posted_as(*ISSUING)
at_election = posted_as(*WORKING_ROLES, *ELECTION_ROLES)


def find_election(request: HttpRequest, key: str, roles: Collection[Role]) -> Election:
    """The election of this key in a committee where the person holds one of the roles; else 404."""
    rows = Election.objects.visible_to(me(request)).select_related("committee", "rule_set")
    found: Election = get_object_or_404(rows, key=tidy_key(key))
    if found.committee_id not in me(request).reach.committees_as(roles):
        raise Http404
    return found


def find_round(request: HttpRequest, key: str, roles: Collection[Role]) -> Round:
    """The round that is on: the last one of the election."""
    return last_round(find_election(request, key, roles))


def last_round(election: Election) -> Round:
    found: Round | None = election.rounds.order_by("-number").first()
    if found is None:
        raise Http404
    found.election = election
    return found

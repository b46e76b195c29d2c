"""Who opens the pages of an election, and how its key becomes the election."""

from collections.abc import Collection

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from committees.people.access import me, posted_as
from committees.reach.states import ELECTION_ROLES, WHOLE_STREET_ROLES, WORKING_ROLES, Role
from elections.timetable.models import Election, Round
from jiedao.common.keys import tidy_key

WRITERS = WORKING_ROLES | {Role.ELECTION_HEAD}
"""Body, officials, candidates, notices: the committee's people and the head of the body."""

at_election = posted_as(*WORKING_ROLES, *ELECTION_ROLES, *WHOLE_STREET_ROLES)
"""Whoever sees where an election stands."""

writers = posted_as(*WRITERS)
writers_or_street = posted_as(*WRITERS, *WHOLE_STREET_ROLES)


def find_election(request: HttpRequest, key: str, roles: Collection[Role] = ()) -> Election:
    """The election of this key, when the person sees it and holds one of the roles in its
    committee (the street holds them all over the street). 404 otherwise."""
    person = me(request)
    rows = Election.objects.visible_to(person).select_related("committee", "rule_set")
    found: Election = get_object_or_404(rows, key=tidy_key(key))
    whole_street = person.reach.whole_street and set(roles) & WHOLE_STREET_ROLES
    here = found.committee_id in person.reach.committees_as(roles)
    if roles and not whole_street and not here:
        raise Http404
    return found


def last_round(election: Election) -> Round:
    """The round that is on."""
    found: Round | None = election.rounds.order_by("-number").first()
    if found is None:
        raise Http404
    found.election = election
    return found

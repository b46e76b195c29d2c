"""Who may open the pages of a roll, and which election they are about."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from committees.people.access import me, posted_as
from committees.reach.states import ELECTION_ROLES, WORKING_ROLES
from elections.electorate.policies import KEEPERS
from elections.timetable.models import Election
from jiedao.common.keys import normal_key

reads_roll = posted_as(*WORKING_ROLES, *ELECTION_ROLES)
"""Everybody who works in the committee or for the election. The street reads figures alone."""

keeps_roll = posted_as(*KEEPERS)


def election_of(request: HttpRequest, key: str) -> Election:
    """The election of the address, if its names may be read. Otherwise a missing page."""
    rows = Election.objects.visible_to(me(request)).select_related("committee", "rule_set")
    found: Election = get_object_or_404(rows, key=normal_key(key) or "")
    return found


def kept_election(request: HttpRequest, key: str) -> Election:
    """The same for somebody who keeps its roll, and not only reads it."""
    election = election_of(request, key)
    if election.committee_id not in me(request).reach.committees_as(KEEPERS):
        raise Http404
    return election

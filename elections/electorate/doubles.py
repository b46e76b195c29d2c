"""One person on the rolls of two elections: seen by the street without a name or a number.

Which side keeps her the committees settle between them; one of them strikes its line, with the
reason. Until then neither roll can be frozen (T1, RELIABILITY E1).
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from elections.electorate.models import Voter
from elections.timetable.models import Election
from jiedao.common.masks import mask_name


@dataclass(frozen=True)
class Double:
    """A person, as 张**, and the elections whose rolls she stands on."""

    name: str
    elections: list[Election]


def doubles_of_the_street() -> list[Double]:
    """Across the rolls of all elections that are going on; rehearsals apart. One query."""
    rows = Voter.objects.doubled().select_related("election__committee")
    found: dict[str, list[Voter]] = defaultdict(list)
    for voter in rows.order_by("election__committee__order", "pk"):
        found[voter.id_index].append(voter)
    people = [
        Double(mask_name(same[0].name), [voter.election for voter in same])
        for same in found.values()
    ]
    return sorted(people, key=lambda one: (one.elections[0].committee.order, one.name))


def committees_beside(voters: list[Voter]) -> dict[int, str]:
    """For each line its other committees in words, for those who stand elsewhere too. One query."""
    mine: dict[str, Any] = {voter.id_index: voter for voter in voters if voter.id_index}
    others = (
        Voter.objects.on_roll()
        .in_real_elections()
        .filter(id_index__in=list(mine))
        .exclude(election__in={voter.election_id for voter in voters})
        .select_related("election__committee")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for other in others:
        found[mine[other.id_index].pk].append(other.election.committee.short_name)
    return {pk: "、".join(names) for pk, names in found.items()}

"""Whom the residents' groups chose beside the committee: representatives, group heads, supervisors.

The law gives all of them the term of the committee: a seat counts as chosen in this election when
it began after the election was opened. Names of before are listed too, with a sentence that says
so and keeps the notice from being released as it stands.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from committees.residents.models import ResidentsGroup
from elections.timetable.models import Election
from meetings.representatives.models import Seat
from meetings.representatives.querysets import SeatQuerySet
from meetings.representatives.rules import group_rank

HEAD_OF_GROUP = "组长"
CHAIR, PLAIN = "主任", "委员"


def groups_of(election: Election) -> dict[str, Any]:
    """The residents' groups that choose. One query."""
    rows = ResidentsGroup.objects.filter(committee=election.committee_id)
    return {"chosen": [(str(one), ()) for one in rows.order_by("order", "pk")]}


def representatives_of(election: Election) -> dict[str, Any]:
    """居民代表 by group. One query."""
    seats, old = _of_this_round(Seat.objects.representatives(), election)
    return {"chosen": _by_group(seats), "chosen_before": old}


def heads_of(election: Election) -> dict[str, Any]:
    """居民小组长: those who stand so on the roster, else who leads a group in the register."""
    rows = Seat.objects.representatives().filter(office__contains=HEAD_OF_GROUP)
    seats, old = _of_this_round(rows, election)
    if seats:
        return {"chosen": _by_group(seats), "chosen_before": old}
    groups = ResidentsGroup.objects.filter(committee=election.committee_id)
    found = groups.select_related("leader__household").order_by("order", "pk")
    led = [(str(one), (one.leader_words,)) for one in found if one.leader_words]
    return {"chosen": led, "chosen_before": bool(led)}


def supervisors_of(election: Election) -> dict[str, Any]:
    """居务监督委员会: its head first. One query."""
    seats, old = _of_this_round(Seat.objects.supervisors(), election)
    by_office: dict[str, list[str]] = defaultdict(list)
    for seat in sorted(seats, key=lambda one: one.office != CHAIR):
        by_office[seat.office or PLAIN].append(seat.name)
    return {"chosen": list(by_office.items()), "chosen_before": old}


def _of_this_round(rows: SeatQuerySet, election: Election) -> tuple[list[Seat], bool]:
    """(who began since the election was opened, False); with nobody new, (who sits there, True)."""
    today = timezone.localdate()
    there = list(rows.filter(committee=election.committee_id).on(today).order_by("pk"))
    since = timezone.localdate(election.opened_at)
    new = [one for one in there if one.since >= since]
    return (new, False) if new else (there, bool(there))


def _by_group(seats: Iterable[Seat]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = defaultdict(list)
    for seat in seats:
        found[seat.group].append(seat.name)
    return sorted(found.items(), key=lambda row: group_rank(row[0]))

"""Elections as tests need them, opened by the street under the law of 2025."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from committees.people.models import User
from committees.reach.states import Role
from committees.terms.states import Post
from committees.territory.models import Committee
from elections.body.models import BodyMember
from elections.candidates.models import Candidate
from elections.electorate.models import Voter
from elections.rulesets.models import RuleSet
from elections.timetable.actions import Asked, Opening, open_election
from elections.timetable.models import Election
from elections.timetable.states import ElectionKind

SEATS = {Post.CHAIR: 1, Post.VICE_CHAIR: 1, Post.MEMBER: 3}
LONG_ENOUGH = timedelta(days=60)


def an_election(committee: Committee, **more: Any) -> Election:
    """`an_election(cast.east, stage="nomination", polling_on=…, seats={…}, rules="law_2018")`.

    Opened sixty days before polling day (which is sixty days ahead unless said) by the clerk, with
    one round, its contests and its steps. `stage` is put there without the acts in between; tests
    of those acts open it at 筹备 and walk.
    """
    polling_on = more.pop("polling_on", timezone.localdate() + LONG_ENOUGH)
    stage = more.pop("stage", None)
    by = more.pop("by", None) or User.objects.filter(postings__role=Role.CLERK).earliest("pk")
    if more.get("kind") == ElectionKind.RECALL:
        received = polling_on - timedelta(days=30)
        more.setdefault("petition", Asked(300, 1_200, "三年没有参加过会议", received))
    opening = Opening(
        polling_on=polling_on,
        basis=more.pop("basis", "申请〔2026〕1 号"),
        rule_set=RuleSet.objects.get(code=more.pop("rules", "law_2025")),
        term_number=more.pop("term_number", 8),
        seats=more.pop("seats", {} if more.get("kind") == ElectionKind.RECALL else SEATS),
        **more,
    )
    at = timezone.make_aware(datetime.combine(polling_on - LONG_ENOUGH, time(9)))
    election = open_election(committee, opening, by=by, at=at)
    if stage is not None:
        Election.objects.filter(pk=election.pk).update(stage=stage)
        election.refresh_from_db()
    return election


def a_voter(election: Election, name: str, door: str = "", **more: Any) -> Voter:
    """Somebody on the roll."""
    return Voter.objects.create(election=election, name=name, door=door, **more)


def voters(election: Election, number: int) -> list[Voter]:
    """So many people on the roll, called 选民一 … by number."""
    return [a_voter(election, f"选民{at}", f"{at % 9 + 1}-{at}01") for at in range(1, number + 1)]


def a_body(election: Election, members: int = 7, reserves: int = 0) -> list[BodyMember]:
    """The election body, whose first member is its head."""
    today = timezone.localdate()
    return [
        BodyMember.objects.create(
            election=election,
            name=f"选委{at}",
            rank=at,
            since=today,
            post="head" if at == 1 else "member",
            reserve=at > members,
        )
        for at in range(1, members + reserves + 1)
    ]


def a_candidate(election: Election, name: str, post: str = "member", **more: Any) -> Candidate:
    """Somebody nominated, who fits unless said."""
    voter = more.pop("voter", None) or a_voter(election, name, more.pop("door", ""))
    values = {"state": "qualified", "nominated_on": timezone.localdate(), "label": name, **more}
    return Candidate.objects.create(election=election, voter=voter, post=post, **values)

"""What the record knows when a numbered notice is drafted."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils import timezone

from committees.terms.states import Post
from committees.territory.models import Committee
from elections.ballots.models import MobileListing, Proxy, Station
from elections.ballots.states import StationKind
from elections.body.models import BodyMember
from elections.body.querysets import on_duty, serving
from elections.body.states import BodyPost, Duty
from elections.candidates.models import BallotOrder, Candidate, OnBallot
from elections.candidates.rules import ORDER_WORDS
from elections.desk.rosters import (
    groups_of,
    heads_of,
    representatives_of,
    supervisors_of,
)
from elections.electorate.models import Freeze, Voter
from elections.results.models import Correction, Result
from elections.rulesets.states import Mode
from elections.timetable.announcements import Facts
from elections.timetable.announcing import days_of
from elections.timetable.models import Contest, Election
from elections.timetable.states import ElectionKind, RoundKind, StepCode
from jiedao.common.dates import cn_time

More = Callable[[Election], dict[str, Any]]


def facts_of(election: Election, number: str) -> Facts:
    """The figures and names that this number asks for; a fixed number of queries for each."""
    more = MORE.get(number)
    return Facts(**{**_common(election), **(more(election) if more else {})})


def body_name(committee: Committee) -> str:
    """「东苑居民选举委员会」."""
    return f"{committee.short_name}居民选举委员会"


def _common(election: Election) -> dict[str, Any]:
    committee = election.committee
    contests = Contest.objects.filter(round__election=election, round__number=1).order_by("pk")
    recalls = election.recalls
    person = f"{recalls.person.name}的{recalls.get_post_display()}职务" if recalls else ""
    return {
        "street": committee.street.name,
        "committee": committee.name,
        "body": body_name(committee),
        "term": election.term_number,
        "kind": str(ElectionKind(election.kind).label),
        "mode": str(Mode(election.mode).label),
        "days": days_of(election),
        "rules": election.rule_set.rules(),
        "seats": [(one.get_post_display(), one.seats) for one in contests],
        "place": committee.address,
        "phone": committee.phone,
        "recalled": person,
    }


def _members(election: Election) -> dict[str, Any]:
    rows = list(serving(election))
    order = {post: number for number, post in enumerate(BodyPost.values)}
    rows.sort(key=lambda one: (order[one.post], one.rank))
    names = [
        one.name if one.post == BodyPost.MEMBER else f"{one.get_post_display()}{one.name}"
        for one in rows
    ]
    return {"members": names}


def _changes(election: Election) -> dict[str, Any]:
    """The latest change: who left on its day, and who took over."""
    gone = BodyMember.objects.filter(election=election, left_on__isnull=False, reserve=False)
    last = gone.order_by("-left_on").values_list("left_on", flat=True).first()
    left = list(gone.filter(left_on=last).order_by("rank")) if last else []
    took = BodyMember.objects.filter(took_over_from__in=left).order_by("rank")
    return {
        **_members(election),
        "left": [f"{one.name}（{one.get_left_why_display()}）" for one in left],
        "moved_up": [one.name for one in took],
    }


def _roll(election: Election) -> dict[str, Any]:
    listed = Voter.objects.filter(election=election).on_roll()
    groups = listed.values("group").order_by("group").annotate(number=Count("pk"))
    rows = [(one["group"] or "没有分组", one["number"]) for one in groups]
    frozen = Freeze.objects.filter(election=election, confirmed_at__isnull=False)
    digest = frozen.order_by("-number").values_list("digest", flat=True).first() or ""
    return {
        "entitled": sum(number for _, number in rows),
        "groups": rows,
        "digest": in_groups(digest),
    }


def _nominees(election: Election) -> dict[str, Any]:
    rows = Candidate.objects.filter(election=election).standing()
    by_post: dict[str, list[str]] = defaultdict(list)
    for row in rows.order_by("strokes", "pk"):
        by_post[row.post].append(row.label)
    return {"nominees": _in_posts(by_post)}


def _candidates(election: Election) -> dict[str, Any]:
    newest = election.rounds.order_by("-number").first()
    rows = OnBallot.objects.filter(contest__round=newest, candidate__isnull=False)
    by_post: dict[str, list[str]] = defaultdict(list)
    for row in rows.select_related("contest").order_by("contest", "order"):
        by_post[row.contest.post].append(row.label)
    order = BallotOrder.objects.filter(election=election).first()
    return {
        "candidates": _in_posts(by_post),
        "order": ORDER_WORDS[order.by] if order else "",
    }


def _in_posts(by_post: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    return [(str(post.label), by_post[post]) for post in Post if by_post.get(post)]


def _stations(election: Election) -> dict[str, Any]:
    rows = Station.objects.filter(round__election=election).order_by("kind", "pk")
    words: dict[bool, list[str]] = {True: [], False: []}
    for one in rows:
        opens, closes = timezone.localtime(one.opens_at), timezone.localtime(one.closes_at)
        hours = f"{cn_time(opens)}到{cn_time(closes)}"
        words[one.kind == StationKind.MOBILE].append(f"{one.name}：{hours}，{one.place}；")
    return {"stations": words[False], "boxes": words[True]}


def _officials(election: Election) -> dict[str, Any]:
    by_duty: dict[str, list[str]] = defaultdict(list)
    for one in on_duty(election).order_by("pk"):
        by_duty[one.duty].append(one.name)
    return {"officials": [(str(duty.label), by_duty[duty]) for duty in Duty if by_duty.get(duty)]}


def _mobile(election: Election) -> dict[str, Any]:
    rows = MobileListing.objects.filter(round__election=election).select_related("voter")
    return {"mobile": [f"{one.voter.name}（{one.get_reason_display()}）" for one in rows]}


def _proxies(election: Election) -> dict[str, Any]:
    rows = Proxy.objects.filter(round__election=election, withdrawn_on=None)
    found = rows.select_related("giver", "holder").order_by("pk")
    return {"proxies": [f"{one.giver.name}委托{one.holder.name}" for one in found]}


def _results(election: Election) -> dict[str, Any]:
    """In the words of the rules, as they stand in the latest published result."""
    out = Result.objects.filter(round__election=election, published_at__isnull=False)
    newest = out.select_related("round").order_by("-round__number").first()
    return _came_to(newest, days_of(election)) if newest else {}


def facts_of_result(result: Result, *, without: Correction | None = None) -> Facts:
    """What notice 16 says of this round, as corrected since; `without` one of the corrections."""
    election = result.round.election
    common = _common(election)
    return Facts(**{**common, **_came_to(result, common["days"], without)})


def _came_to(
    result: Result, days: Mapping[str, date], without: Correction | None = None
) -> dict[str, Any]:
    """The day is that of the round."""
    agreed = result.corrections.filter(agreed_by__isnull=False).order_by("agreed_at", "pk")
    last = agreed.exclude(pk=without.pk).last() if without else agreed.last()
    holds, round_ = last or result, result.round
    again = round_.kind not in (RoundKind.FIRST, RoundKind.RECALL)
    return {
        "results": [*holds.outcome["explanation"], *([f"更正说明：{last.why}"] if last else [])],
        "result_digest": in_groups(holds.sha256),
        "days": {**days, StepCode.POLLING: round_.polling_on},
        "round": f"（{round_.get_kind_display()}）" if again else "",
    }


def in_groups(digest: str) -> str:
    """So that it can be read aloud and compared; never like a telephone number."""
    return "·".join(digest[at : at + 8] for at in range(0, len(digest), 8))


MORE: dict[str, More] = {
    "2": _members,
    "2-1": _changes,
    "4": _roll,
    "5": groups_of,
    "6": representatives_of,
    "6-1": heads_of,
    "8": _nominees,
    "9": _candidates,
    "10": _stations,
    "11": _officials,
    "12": _mobile,
    "13": _proxies,
    "14": _officials,
    "16": _results,
    "17": supervisors_of,
}

"""What comes after a round that left seats open: run-off, re-vote of equals, redo of a void one."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import record
from committees.people.models import User
from committees.reach.states import Role
from elections.ballots.stations import copy_stations
from elections.candidates.actions import stand_written_in
from elections.candidates.models import Candidate, KinTie, OnBallot
from elections.candidates.states import CandidateState
from elections.counting.models import WrittenIn
from elections.results.finishing import locked_result
from elections.results.holding import elected_in, in_force, published_results
from elections.results.models import Result
from elections.results.rules import Next, counted
from elections.results.sheets import sheet_from
from elections.timetable.models import Contest, Election, Round
from elections.timetable.moving import step_to
from elections.timetable.states import RoundKind, Stage
from jiedao.common.errors import Refused

AGAIN = frozenset({Next.RUN_OFF, Next.TIE_REVOTE, Next.RERUN})
KIND_OF = {Next.RUN_OFF: RoundKind.RUN_OFF, Next.TIE_REVOTE: RoundKind.TIE_REVOTE}


@dataclass(frozen=True)
class Open:
    """Seats of one post that another round must fill."""

    contest: Contest
    result: Result
    next: str
    seats: int
    names: tuple[str, ...]
    """On the next ballot, in its order."""


def still_open(election: Election) -> list[Open]:
    """By post, what the last round that had it on its ballot left open; ties come first."""
    last: dict[str, tuple[Result, dict[str, Any]]] = {}
    for result in published_results(election):
        for one in in_force(result)[1]["contests"]:
            last[one["post"]] = (result, one)
    seated = set(elected_in(election))
    found = [
        _open(result, one, seated)
        for result, one in last.values()
        if one["next"] in AGAIN and one["post"] != "recall"
    ]
    found += [_redo(result) for result, one in last.values() if _void_recall(one)]
    return sorted(found, key=lambda one: one.next != Next.TIE_REVOTE)


def _void_recall(one: dict[str, Any]) -> bool:
    return bool(one["post"] == "recall" and one["next"] == Next.RERUN)


def _redo(result: Result) -> Open:
    contest = result.round.contests.get()
    names = contest.lines.order_by("order").values_list("label", flat=True)
    return Open(contest, result, Next.RERUN, contest.seats, tuple(names))


def _open(result: Result, seats: dict[str, Any], seated: set[str]) -> Open:
    contest = Contest.objects.get(round=result.round, post=seats["post"])
    if seats["next"] == Next.RERUN:
        rows = OnBallot.objects.filter(contest=contest, written_in=False).order_by("order")
        names = tuple(rows.values_list("label", flat=True))
        return Open(contest, result, Next.RERUN, contest.seats, names)
    vacant, tied = seats["vacant"], list(seats["tied"])
    if seats["next"] == Next.TIE_REVOTE:
        places = vacant if len(tied) > vacant else max(1, len(tied) - 1)
        return Open(contest, result, Next.TIE_REVOTE, places, tuple(tied))
    names = _best_unelected(result, contest, vacant, seated)
    return Open(contest, result, Next.RUN_OFF, vacant, names)


def _best_unelected(
    result: Result, contest: Contest, vacant: int, seated: set[str]
) -> tuple[str, ...]:
    """T5: the best of those not elected, one more than there are seats, equals at the end with
    them. Left out: kin of somebody elected, who would have to give way, and names written in whom
    the 资格联审 of this election has found not to fit."""
    sheet = sheet_from(in_force(result)[0])
    own = next(one for one in sheet.contests if one.post == contest.post)
    barred = _kin_of(result.round.election, seated) | _unfit(contest)
    ranked = sorted(counted(sheet, own), key=lambda row: -row[1])
    left = [(label, n) for label, n in ranked if label not in seated | barred and n > 0]
    if len(left) <= vacant + 1:
        return tuple(label for label, _ in left)
    last = left[vacant][1]
    return tuple(label for label, n in left if n >= last)


def _unfit(contest: Contest) -> set[str]:
    rows = WrittenIn.objects.filter(
        line__contest=contest,
        voter__candidacies__post=contest.post,
        voter__candidacies__state=CandidateState.UNQUALIFIED,
    )
    return set(rows.values_list("line__label", flat=True))


def _kin_of(election: Election, seated: set[str]) -> set[str]:
    kinds = election.rule_set.rules().kin_kinds
    barred = set()
    for tie in KinTie.objects.filter(election=election, kin__in=kinds).select_related(
        "one", "other"
    ):
        pair = {tie.one.label, tie.other.label}
        barred |= pair - seated if pair & seated else set()
    return barred


def latest_day(result: Result) -> date:
    """By when the next round is held: run-off and re-vote, or redo of a void one (rule set)."""
    rules = result.round.election.rule_set
    days = rules.run_off_days if result.valid else rules.rerun_days
    published = result.published_at or result.finished_at
    return timezone.localdate(published) + timedelta(days=days)


def open_next_round(result: Result, *, by: User, polling_on: date, on: date) -> Round:
    """The next day of voting with its posts and names; stations and boxes are set up as before.

    Equal votes are decided first; what else is open follows in a round of its own. Refused when
    nothing is open, to anybody but the head, for a day in the past or after the last one, and
    when fewer names are left than the law asks for.
    """
    with transaction.atomic():
        result, election = locked_result(result)
        if not by.reach.has(Role.ELECTION_HEAD, election.committee_id):
            raise Refused("下一次投票由选举委员会主任来定。")
        open_ = still_open(election)
        if not open_:
            raise Refused("没有空缺的名额，不用再投票。")
        until = latest_day(result)
        if not on <= polling_on <= until:
            raise Refused(f"投票日要在 {until.year}年{until.month}月{until.day}日以前。")
        round_ = _make(election, open_, polling_on, by=by, on=on)
        copy_stations(result.round, round_)
        step_to(election, Stage.CANDIDATES, by=by, on=on)
        record("results.next-round", round_, by=by, committee=election.committee)
    return round_


def _make(election: Election, open_: list[Open], polling_on: date, *, by: User, on: date) -> Round:
    first = open_[0]
    together = [one for one in open_ if one.next == first.next]
    kind = KIND_OF.get(Next(first.next)) or _kind_of_redo(first.result.round)
    number = election.rounds.order_by("-number").values_list("number", flat=True)[0] + 1
    round_ = Round.objects.create(
        election=election, number=number, kind=kind, polling_on=polling_on
    )
    for one in together:
        _print(round_, one, by=by, on=on)
    return round_


def _kind_of_redo(void: Round) -> str:
    """A void run-off is held again as a run-off; a void first round is 重新选举."""
    return RoundKind.RERUN if void.kind in (RoundKind.FIRST, RoundKind.RERUN) else void.kind


def _print(round_: Round, one: Open, *, by: User, on: date) -> None:
    recall = round_.kind == RoundKind.RECALL
    if not recall and one.next != Next.RERUN and len(one.names) <= one.seats:
        word = one.contest.get_post_display()
        raise Refused(
            f"{word}空缺 {one.seats} 人，没有当选的只剩 {len(one.names)} 人，不够差额。"
            "请先补充提名，按补选来办。"
        )
    contest = Contest.objects.create(round=round_, post=one.contest.post, seats=one.seats)
    old = {line.label: line for line in one.contest.lines.select_related("candidate")}
    for order, label in enumerate(one.names, 1):
        who = old[label].candidate or _written(old[label], by=by, on=on)
        OnBallot.objects.create(contest=contest, label=label, order=order, candidate=who)


def _written(line: OnBallot, *, by: User, on: date) -> Candidate | None:
    """Whoever was known from the voters' pens alone stands now as a candidate; yes and no of a
    recall are nobody."""
    rows = WrittenIn.objects.select_related("voter__resident", "line__contest__round__election")
    written = rows.filter(line=line).first()
    if written is None:
        return None
    contest = written.line.contest
    election = contest.round.election
    return stand_written_in(election, written.voter, contest.post, line.label, by=by, on=on)

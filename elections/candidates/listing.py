"""The order of names, and the formal list: rows of the ballot."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from django.db import transaction

from committees.journal.actions import record
from committees.people.models import User
from elections.candidates.actions import relabel
from elections.candidates.models import BallotOrder, Candidate, OnBallot
from elections.candidates.rules import Standing, contested, order_fits, ordered
from elections.candidates.states import CandidateState
from elections.rulesets.states import Order
from elections.timetable.models import Contest, Election
from elections.timetable.moving import locked
from elections.timetable.policies import may_work_on
from elections.timetable.states import Stage
from jiedao.common.errors import Refused


def as_standing(row: Candidate) -> Standing:
    return Standing(
        row.pk,
        row.voter.name,
        row.post,
        row.voter.door,
        row.nomination_votes,
        row.strokes,
        row.lot,
    )


def settle_order(
    election: Election,
    by_what: str,
    figures: Mapping[int, tuple[int, int, int]],
    *,
    by: User,
    on: date,
) -> BallotOrder:
    """How the names stand, with the figures it rests on: candidate -> (votes of the nomination,
    strokes, lot as drawn in public). Everybody on the list gets the same rule (R37).

    Refused where a figure that the rule needs is missing, and once the list is formal.
    """
    with transaction.atomic():
        election = locked(election)
        may_work_on(by, election).require()
        if election.stage != Stage.NOMINATION:
            raise Refused(f"现在是“{election.get_stage_display()}”，顺序不能再改。")
        rows = list(_ready(election))
        for row in rows:
            if row.pk in figures:
                row.nomination_votes, row.strokes, row.lot = figures[row.pk]
        order_fits(by_what, [as_standing(row) for row in rows]).require()
        Candidate.objects.bulk_update(rows, ["nomination_votes", "strokes", "lot"])
        order: BallotOrder = BallotOrder.objects.update_or_create(
            election=election,
            defaults={"by": Order(by_what), "settled_by": by, "settled_on": on},
        )[0]
        record(
            "candidates.order",
            order,
            by=by,
            committee=election.committee,
            label=order.get_by_display(),
        )
    return order


def _ready(election: Election) -> "list[Candidate]":
    rows = Candidate.objects.filter(election=election).ready()
    return list(rows.select_related("voter").order_by("post", "pk"))


def settle_list(
    election: Election, exceptions: Mapping[int, str], *, by: User, on: date
) -> list[OnBallot]:
    """The formal list: every qualified name gets its line on the ballot of the present round, in
    the settled order, under a name no other has. Made again as often as needed until published.

    `exceptions`: contest -> why, lawfully, no more names than seats stand there. Refused without a
    settled order, while a nominee has not answered or was not looked at, and where 差额 fails.
    """
    with transaction.atomic():
        election = locked(election)
        may_work_on(by, election).require()
        if election.stage != Stage.NOMINATION:
            raise Refused(f"现在是“{election.get_stage_display()}”，名单不能再改。")
        order = BallotOrder.objects.filter(election=election).first()
        if order is None:
            raise Refused("请先定候选人的排列顺序。")
        waiting = Candidate.objects.filter(election=election).undecided()
        if names := list(waiting.values_list("label", flat=True)):
            raise Refused(f"还没有答复或者没有审查：{'、'.join(names)}。")
        relabel(election)
        rows = _ready(election)
        order_fits(order.by, [as_standing(row) for row in rows]).require()
        contests = _contests(election, exceptions)
        _check_contested(election, contests, rows)
        lines = _lines(order.by, contests, rows)
        OnBallot.objects.filter(contest__in=contests, written_in=False).delete()
        OnBallot.objects.bulk_create(lines)
        Candidate.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=CandidateState.FORMAL
        )
        label = f"{len(lines)} 人"
        record("candidates.settle-list", election, by=by, committee=election.committee, label=label)
    return lines


def _contests(election: Election, exceptions: Mapping[int, str]) -> list[Contest]:
    newest = election.rounds.order_by("-number").values_list("pk", flat=True)[:1]
    contests = list(Contest.objects.filter(round__in=list(newest)).order_by("pk"))
    for contest in contests:
        contest.exception = exceptions.get(contest.pk, contest.exception).strip()
    Contest.objects.bulk_update(contests, ["exception"])
    return contests


def _check_contested(election: Election, contests: list[Contest], rows: list[Candidate]) -> None:
    rules = election.rule_set.rules()
    wrong = []
    for contest in contests:
        names = sum(row.post == contest.post for row in rows)
        verdict = contested(rules, names=names, seats=contest.seats, exception=contest.exception)
        if not verdict:
            wrong.append(f"{contest.get_post_display()}：{verdict.reason}")
    if wrong:
        raise Refused(f"{'；'.join(wrong)}。人数不够请继续提名，依法可以等额的请写理由。")


def _lines(by_what: str, contests: list[Contest], rows: list[Candidate]) -> list[OnBallot]:
    known = {row.pk: row for row in rows}
    by_post = sorted((as_standing(row) for row in rows), key=lambda one: one.post)
    in_order = {
        post: ordered(by_what, group) for post, group in groupby(by_post, lambda one: one.post)
    }
    return [
        OnBallot(contest=contest, candidate=known[one.pk], label=known[one.pk].label, order=number)
        for contest in contests
        for number, one in enumerate(in_order.get(contest.post, ()), 1)
    ]

"""What nominations and the formal list must be before an election moves on."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from elections.body.querysets import on_duty
from elections.candidates.models import BallotOrder, Candidate, OnBallot
from elections.candidates.querysets import names_standing
from elections.candidates.rules import contested
from elections.candidates.states import CandidateState
from elections.timetable.models import Contest, Election
from elections.timetable.preflight import Line, before
from elections.timetable.states import ElectionKind, Stage


@before((Stage.NOMINATION, Stage.CANDIDATES))
def everybody_is_decided(election: Election, on: date) -> Iterator[Line]:
    waiting = list(
        Candidate.objects.filter(election=election).undecided().values_list("label", flat=True)
    )
    words = (
        f"还没有答复或者没有审查：{'、'.join(waiting)}"
        if waiting
        else "被提名的人都答复了，也审查了"
    )
    yield Line(words, not waiting, "nominations/", "去提名", election.key)
    settled = BallotOrder.objects.filter(election=election).exists()
    words = "候选人的顺序定好了" if settled else "候选人的顺序还没有定"
    yield Line(words, settled, "ballot/", "定顺序", election.key)


@before((Stage.NOMINATION, Stage.CANDIDATES), (Stage.CANDIDATES, Stage.POLLING))
def enough_names(election: Election, on: date) -> Iterator[Line]:
    """差额, as it stands today: withdrawals count."""
    if election.kind == ElectionKind.RECALL:
        return
    newest = election.rounds.order_by("-number").values_list("pk", flat=True)[:1]
    contests = list(Contest.objects.filter(round__in=list(newest)).order_by("pk"))
    lines = OnBallot.objects.filter(contest__in=contests, candidate__isnull=False)
    there = Counter(
        lines.filter(candidate__state=CandidateState.FORMAL).values_list("contest", flat=True)
    )
    rules = election.rule_set.rules()
    for contest in contests:
        names = there[contest.pk]
        verdict = contested(rules, names=names, seats=contest.seats, exception=contest.exception)
        post = contest.get_post_display()
        words = f"{post}：{verdict.reason or f'应选 {contest.seats} 人，候选人 {names} 人'}"
        yield Line(words, bool(verdict), "ballot/", "定名单", election.key)


@before((Stage.CANDIDATES, Stage.POLLING))
def no_official_stands(election: Election, on: date) -> Iterator[Line]:
    """T8. Two people may be called alike; then somebody said so when she was appointed."""
    names = set(names_standing(election))
    both = sorted({one.name for one in on_duty(election) if one.name in names and not one.namesake})
    words = f"工作人员里有候选人：{'、'.join(both)}" if both else "工作人员里没有候选人"
    yield Line(words, not both, "officials/", "换人", election.key)

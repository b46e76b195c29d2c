"""The roll, built by its own rule and frozen by two; candidates, and the order on the ballot."""

from datetime import timedelta
from hashlib import sha256

from committees.terms.states import Post
from elections.candidates.models import Backer, BallotOrder, Candidate, OnBallot
from elections.candidates.rules import Standing, ordered, strokes_of
from elections.candidates.states import CandidateState
from elections.electorate.building import build_roll
from elections.electorate.freezing import roll_text
from elections.electorate.models import Freeze, Voter
from elections.rulesets.states import Order
from elections.timetable.models import Contest, Election
from elections.timetable.states import Stage, StepCode
from jiedao.portal.demo.election_chapter import Chapter
from jiedao.portal.demo.setting import moment

NAMED = {Post.CHAIR: 2, Post.VICE_CHAIR: 2, Post.MEMBER: 4}
STATEMENTS = (
    "退休教师，在小区住了二十六年，做过六年楼组长，熟悉每一栋楼的情况。",
    "原来在厂里做工会工作，喜欢帮邻居调解，愿意把车棚和楼道的事情办好。",
    "社区志愿者，每周三在居委会帮老人用手机，希望多为独居老人做点事。",
    "在附近的医院工作过三十年，会量血压，愿意把健康讲座办到楼下。",
)


def build(chapter: Chapter) -> None:
    """By the rule itself, which writes only while the roll is open."""
    row = Election.objects.filter(pk=chapter.election.pk)
    row.update(stage=Stage.REGISTRATION)
    build_roll(chapter.election, by=chapter.place.team.director, at=chapter.setting.now)
    row.update(stage=chapter.election.stage)


def freeze(chapter: Chapter) -> None:
    election, team = chapter.election, chapter.place.team
    at = moment(chapter.days[StepCode.FREEZE], 10)
    digest = sha256(roll_text(election).encode()).hexdigest()
    entitled = Voter.objects.on_roll().filter(election=election).count()
    chapter.store.add(
        [
            Freeze(
                election=election,
                entitled=entitled,
                digest=digest,
                made_by=team.director,
                made_at=at,
                confirmed_by=team.members[0],
                confirmed_at=at + timedelta(minutes=20),
            )
        ]
    )


def nominate(chapter: Chapter) -> None:
    """Formal candidates where one votes today; elsewhere one of each state on the way there."""
    election, formal = chapter.election, chapter.has_reached(Stage.POLLING)
    wanted = NAMED if formal else {Post.MEMBER: 3}
    people = _voters(election, sum(wanted.values()))
    states = (CandidateState.QUALIFIED, CandidateState.ACCEPTED, CandidateState.NOMINATED)
    candidates: list[Candidate] = []
    for post, number in wanted.items():
        for at in range(min(number, len(people))):
            state = CandidateState.FORMAL if formal else states[at % len(states)]
            candidates.append(_candidate(chapter, people.pop(0), post, state, len(candidates)))
    chapter.store.add(candidates)
    chapter.store.add(
        [
            Backer(candidate=candidate, voter=voter)
            for candidate in candidates
            for voter in _voters(election, 12, after=40)
        ]
    )
    if formal:
        _list(chapter, candidates)


def _voters(election: Election, wanted: int, after: int = 0) -> list[Voter]:
    """Voters whose names nobody else on the roll has."""
    rows = Voter.objects.on_roll().filter(election=election).order_by("pk")
    by_name = {voter.name: voter for voter in rows[: after + 4 * wanted + 40]}
    found = list(by_name.values())
    return found[after : after + wanted] or found[:wanted]


def _candidate(
    chapter: Chapter, voter: Voter, post: Post, state: CandidateState, at: int
) -> Candidate:
    on = chapter.days[StepCode.NOMINATION]
    answered = state != CandidateState.NOMINATED
    reviewed = state in (CandidateState.QUALIFIED, CandidateState.FORMAL)
    return Candidate(
        election=chapter.election,
        voter=voter,
        post=post,
        label=voter.name,
        state=state,
        strokes=strokes_of(voter.name) or 10,
        nominated_on=on,
        answered_on=on if answered else None,
        reviewed_on=on if reviewed else None,
        review_paper=f"联审 {at + 1} 号" if reviewed else "",
        statement=STATEMENTS[at % len(STATEMENTS)],
    )


def _list(chapter: Chapter, candidates: list[Candidate]) -> None:
    election, director = chapter.election, chapter.place.team.director
    on = chapter.days[StepCode.CANDIDATES]
    order = BallotOrder(election=election, by=Order.STROKES, settled_by=director, settled_on=on)
    chapter.store.add([order])
    known = {one.pk: one for one in candidates}
    lines = []
    for contest in Contest.objects.filter(round__election=election).order_by("pk"):
        here = [
            Standing(one.pk, one.label, one.post, strokes=one.strokes)
            for one in candidates
            if one.post == contest.post
        ]
        lines += [
            OnBallot(contest=contest, candidate=known[one.pk], label=one.name, order=number)
            for number, one in enumerate(ordered(Order.STROKES, here), 1)
        ]
    chapter.store.add(lines)

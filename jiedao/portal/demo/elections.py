"""Elections of a few committees, each at another stage: the first votes today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from itertools import count

from django.contrib.auth.hashers import make_password

from committees.journal.models import AuditEntry
from committees.notices.models import Notice
from committees.notices.rules import Words, last_minute
from committees.notices.states import NoticeKind, NoticeState
from committees.people.models import Posting, User
from committees.people.querysets import phone_index
from committees.reach.states import Role
from committees.terms.states import Post
from elections.ballots.models import Station
from elections.ballots.states import StationKind
from elections.body.models import BodyMember, Official
from elections.body.states import ROLE_OF_DUTY, BodyPost, Duty
from elections.candidates.models import Backer, BallotOrder, Candidate, OnBallot
from elections.candidates.rules import Standing, ordered, strokes_of
from elections.candidates.states import CandidateState
from elections.desk.facts import facts_of
from elections.electorate.building import build_roll
from elections.electorate.freezing import roll_text
from elections.electorate.models import Freeze, Voter
from elections.rulesets.models import RuleSet
from elections.rulesets.states import Order
from elections.timetable.announcements import ANNOUNCEMENTS
from elections.timetable.models import Announcement, Contest, Election, Round, Step
from elections.timetable.reminding import remind_of
from elections.timetable.rules import timetable
from elections.timetable.states import CUT_OFFS, Stage, StepCode
from jiedao.common.chinese import pinyin_of
from jiedao.common.keys import ALPHABET, KEY_LENGTH
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import Staff, elder, mobile, younger
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store

TERM = 9
"""The 届 that all of them lead to."""
STAGES = (
    (Stage.POLLING, 0),
    (Stage.NOMINATION, 13),
    (Stage.ROLL, 20),
    (Stage.REGISTRATION, 27),
    (Stage.PREPARING, 33),
)
"""The first committees in the street's order: stage, and how many days from now they vote."""
SEATS = {Post.CHAIR: 1, Post.VICE_CHAIR: 1, Post.MEMBER: 3}
NAMED = {Post.CHAIR: 2, Post.VICE_CHAIR: 2, Post.MEMBER: 4}
BODY, RESERVES = 7, 2
DUTIES = (
    Duty.SCRUTINEER,
    Duty.TELLER,
    Duty.TELLER,
    Duty.ISSUER,
    Duty.CALLER,
    Duty.WATCHER,
    Duty.SCRIBE,
    Duty.CARRIER,
    Duty.CARRIER,
    Duty.CARRIER,
)
NEWCOMERS = 80_000_000
"""Their numbers begin where those of the committees never come."""
STATEMENTS = (
    "退休教师，在小区住了二十六年，做过六年楼组长，熟悉每一栋楼的情况。",
    "原来在厂里做工会工作，喜欢帮邻居调解，愿意把车棚和楼道的事情办好。",
    "社区志愿者，每周三在居委会帮老人用手机，希望多为独居老人做点事。",
    "在附近的医院工作过三十年，会量血压，愿意把健康讲座办到楼下。",
)
HUNG: dict[str, tuple[str, ...]] = {
    Stage.PREPARING: (),
    Stage.REGISTRATION: ("1", "2", "3"),
    Stage.ROLL: ("1", "2", "3", "4"),
    Stage.NOMINATION: ("1", "2", "3", "4", "7"),
    Stage.POLLING: ("1", "2", "3", "4", "7", "8", "9", "10", "11", "15"),
}
ROWS = (AuditEntry, Voter)
"""What the act that builds the roll wrote; the store counts them again."""
REACHED = list(Stage)


@dataclass
class Chapter:
    """One election while it is being told."""

    setting: Setting
    store: Store
    place: Neighbourhood
    election: Election
    numbers: Iterator[int]
    days: dict[str, date] = field(default_factory=dict)

    def has_reached(self, stage: Stage) -> bool:
        return REACHED.index(Stage(self.election.stage)) >= REACHED.index(stage)


def write(setting: Setting, store: Store, places: Sequence[Neighbourhood], staff: Staff) -> None:
    """Everything is written in bulk except the roll, which its own rule builds."""
    numbers = count(NEWCOMERS)
    for place, (stage, ahead) in zip(places, STAGES, strict=False):
        polling = setting.today + timedelta(days=ahead)
        chapter = _open(setting, store, place, staff, (stage, polling, numbers))
        _body(chapter)
        if chapter.has_reached(Stage.REGISTRATION):
            _announce(chapter, ("1", "2", "3"))
            _build(chapter)
        if chapter.has_reached(Stage.ROLL):
            _announce(chapter, ("4",))
        if chapter.has_reached(Stage.NOMINATION):
            _freeze(chapter)
            _announce(chapter, ("7",))
            _nominate(chapter)
        if chapter.has_reached(Stage.POLLING):
            _open_polling(chapter)
            _announce(chapter, ("8", "9", "10", "11", "15"))
        remind_of(chapter.election, now=setting.now)
    RuleSet.objects.filter(code="law_2025").update(sealed_at=setting.now)
    for model in ROWS:
        if rows := model._base_manager.count():
            store.counts[model] = rows


def _open(
    setting: Setting,
    store: Store,
    place: Neighbourhood,
    staff: Staff,
    when: tuple[Stage, date, Iterator[int]],
) -> Chapter:
    stage, polling, numbers = when
    rule_set = RuleSet.objects.get(code="law_2025")
    roll = dice("election", place.committee.code)
    election = Election(
        key="".join(roll.choice(ALPHABET) for _ in range(KEY_LENGTH)),
        committee=place.committee,
        kind="term",
        term_number=TERM,
        rule_set=rule_set,
        polling_on=polling,
        stage=stage,
        opened_by=staff.clerk,
        opened_at=moment(setting.today - timedelta(days=40), 9),
    )
    store.add([election])
    first = Round(election=election, polling_on=polling)
    store.add([first])
    store.add([Contest(round=first, post=post, seats=seats) for post, seats in SEATS.items()])
    chapter = Chapter(setting, store, place, election, numbers)
    chapter.days = timetable("term", rule_set.rules(), polling, setting.calendar)
    store.add([_step(chapter, code, day) for code, day in chapter.days.items()])
    return chapter


def _step(chapter: Chapter, code: str, day: date) -> Step:
    """Done on its day when that has passed, except what the election has not come to."""
    step = Step(election=chapter.election, code=code, due_on=day)
    past = day < chapter.setting.today and code not in CUT_OFFS
    if past and chapter.election.stage != Stage.PREPARING:
        step.done_on, step.done_by = day, chapter.place.team.director
    return step


# People


def _newcomer(chapter: Chapter, name: str) -> User:
    phone = mobile(next(chapter.numbers))
    pinyin, initials = pinyin_of(name)
    user = User(
        name=name,
        pinyin=pinyin,
        initials=initials,
        phone=phone,
        phone_index=phone_index(phone),
        password=make_password(None),
    )
    chapter.store.add([user])
    return user


def _posting(chapter: Chapter, user: User, role: Role) -> Posting:
    since = chapter.days[StepCode.BODY]
    posting = Posting(
        user=user,
        role=role,
        committee=chapter.place.committee,
        since=min(since, chapter.setting.today),
    )
    chapter.store.add([posting])
    return posting


def _names(chapter: Chapter, wanted: int, *what: object) -> list[str]:
    """So many names that differ from one another and from those who work in the committee."""
    roll = dice("election people", chapter.place.committee.code, *what)
    taken = {user.name for user in chapter.place.team.everybody}
    found: list[str] = []
    while len(found) < wanted:
        name = elder(roll) if len(found) % 2 else younger(roll)
        if name not in taken:
            taken.add(name)
            found.append(name)
    return found


def _body(chapter: Chapter) -> None:
    """Seven and two in line; of the one that is late only four have been found."""
    late = chapter.election.stage == Stage.PREPARING
    names = _names(chapter, 4 if late else BODY + RESERVES, "body")
    members = [
        BodyMember(
            election=chapter.election,
            name=name,
            rank=rank,
            reserve=rank > BODY,
            since=min(chapter.days[StepCode.BODY], chapter.setting.today),
        )
        for rank, name in enumerate(names, 1)
    ]
    if not late:
        head = members[0]
        head.post, head.user = BodyPost.HEAD, _newcomer(chapter, head.name)
        head.posting = _posting(chapter, head.user, Role.ELECTION_HEAD)
    chapter.store.add(members)


def _officials(chapter: Chapter) -> list[Official]:
    officials = []
    for duty, name in zip(DUTIES, _names(chapter, len(DUTIES), "officials"), strict=True):
        official = Official(
            election=chapter.election,
            duty=duty,
            name=name,
            kin_checked=True,
            since=min(chapter.days[StepCode.POLL_NOTICE], chapter.setting.today),
        )
        if role := ROLE_OF_DUTY.get(duty):
            official.user = _newcomer(chapter, name)
            official.posting = _posting(chapter, official.user, role)
        officials.append(official)
    chapter.store.add(officials)
    return officials


# Roll and candidates


def _build(chapter: Chapter) -> None:
    """By the rule itself, which writes only while the roll is open."""
    row = Election.objects.filter(pk=chapter.election.pk)
    row.update(stage=Stage.REGISTRATION)
    build_roll(chapter.election, by=chapter.place.team.director, at=chapter.setting.now)
    row.update(stage=chapter.election.stage)


def _freeze(chapter: Chapter) -> None:
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


def _nominate(chapter: Chapter) -> None:
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


# Polling day


def _open_polling(chapter: Chapter) -> None:
    """Two stations and a box; the head of the body has declared them open this morning."""
    officials = _officials(chapter)
    first = Round.objects.get(election=chapter.election)
    day = chapter.election.polling_on
    entitled = Voter.objects.on_roll().filter(election=chapter.election).count()
    stations = [
        Station(
            round=first,
            kind=kind,
            name=name,
            place=where,
            opens_at=moment(day, 8),
            closes_at=moment(day, 18),
            serial_from=number * entitled + 1,
            serial_to=(number + 1) * entitled,
            seal=f"封 {number + 1:03}",
        )
        for number, (kind, name, where) in enumerate(
            (
                (StationKind.CENTRE, "中心投票站", "居委会二楼会议室"),
                (StationKind.STATION, "第 2 投票站", "小区北门值班室"),
                (StationKind.MOBILE, "流动票箱 1", "1 号楼到 8 号楼，上门"),
            )
        )
    ]
    chapter.store.add(stations)
    stations[2].tellers.set([one for one in officials if one.duty == Duty.CARRIER])
    Round.objects.filter(pk=first.pk).update(opened_at=moment(day, 8))


# Notices


def _announce(chapter: Chapter, numbers: Sequence[str]) -> None:
    """Those that hang by now, as two people released them on the day of their step."""
    known = {one.number: one for one in ANNOUNCEMENTS}
    team, notices = chapter.place.team, []
    for number in numbers:
        if number not in HUNG[Stage(chapter.election.stage)]:
            continue
        facts = facts_of(chapter.election, number)
        at = moment(min(chapter.days[known[number].step], chapter.setting.today), 8)
        words = Words(
            known[number].title(facts), known[number].text(facts), contact_phone=facts.phone
        )
        notices.append(
            Notice(
                key=_free_key(chapter, number),
                committee=chapter.place.committee,
                kind=NoticeKind.ELECTION,
                title=words.title,
                body=words.body,
                contact_phone=words.contact_phone,
                state=NoticeState.RELEASED,
                publish_at=at,
                expires_at=last_minute(chapter.election.polling_on + timedelta(days=30)),
                author=team.director,
                released_by=team.members[0],
                created_at=at,
                tokens=words.tokens,
            )
        )
    chapter.store.add(notices)
    hung = [number for number in numbers if number in HUNG[Stage(chapter.election.stage)]]
    chapter.store.add(
        [
            Announcement(election=chapter.election, number=number, notice=notice)
            for number, notice in zip(hung, notices, strict=True)
        ]
    )


def _free_key(chapter: Chapter, number: str) -> str:
    roll = dice("election notice", chapter.place.committee.code, number)
    while True:
        key = "".join(roll.choice(ALPHABET) for _ in range(KEY_LENGTH))
        if not Notice.objects.filter(key=key).exists():
            return key

"""Polling day as tests need it: a roll, a ballot, stations, and the people of the count."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.territory.models import Committee
from elections.ballots.models import Issued, Station
from elections.ballots.polling import account_for_papers, close_polling
from elections.ballots.states import Way
from elections.candidates.models import Candidate, OnBallot
from elections.counting.models import Batch
from elections.counting.opening import open_boxes
from elections.counting.rules import Entry
from elections.counting.tallying import Typed, claim, close_sheet
from elections.counting.totals import printed
from elections.counting.walls import type_wall
from elections.electorate.models import Voter
from elections.results.finishing import finish_count, publish, sign
from elections.results.models import Result
from elections.timetable.models import Contest, Election, Round
from tests.cast import LONG_AGO
from tests.elections.makers import an_election

SURNAMES = "丁卜于弓门文方孔毛牛尹艾石田白包乐冯安许"
NUMBERS = iter(range(10_000, 99_999))


@dataclass
class Poll:
    """One round and everybody in it. Names are invented; telephones have no operator's prefix."""

    election: Election
    round: Round
    head: User
    scrutineer: User
    tellers: list[User]
    issuer: User
    voters: list[Voter]
    lines: dict[str, list[OnBallot]]
    """By post, as printed."""
    stations: list[Station] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """Polling day, nine in the morning."""
        morning = datetime.combine(self.round.polling_on, datetime.min.time())
        return timezone.make_aware(morning) + timedelta(hours=9)

    def fresh(self) -> "Poll":
        self.election.refresh_from_db()
        self.round = self.election.rounds.order_by("-number")[0]
        self.round.election = self.election
        return self


def a_person(name: str, role: Role, committee: Committee) -> User:
    user = User(name=name, phone=f"100001{next(NUMBERS):05d}")
    user.set_unusable_password()
    user.save()
    Posting.objects.create(user=user, role=role, committee=committee, since=LONG_AGO)
    return user


def a_roll(election: Election, number: int) -> list[Voter]:
    surnames, given = cycle(SURNAMES), iter(range(number))
    rows = [
        Voter(
            election=election,
            name=f"{next(surnames)}{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'东南西北中'[n // 20 % 5]}",
            door=f"{n // 12 + 1}-{101 + n % 12}",
            group=f"第{n // 60 + 1}小组",
            ground="lives",
        )
        for n in given
    ]
    for row in rows:
        row.set_derived()
    Voter.objects.bulk_create(rows)
    return list(Voter.objects.filter(election=election).order_by("pk"))


def a_ballot(round_: Round, voters: list[Voter], spare: int = 1) -> dict[str, list[OnBallot]]:
    """`spare` names more than seats under every post, people of the roll from its beginning."""
    people, lines = iter(voters), {}
    for contest in Contest.objects.filter(round=round_):
        lines[contest.post] = [
            _line(contest, next(people), order) for order in range(1, contest.seats + spare + 1)
        ]
    return lines


def _line(contest: Contest, voter: Voter, order: int) -> OnBallot:
    candidate = Candidate.objects.create(
        election_id=voter.election_id,
        voter=voter,
        post=contest.post,
        label=f"{voter.name}（{voter.door.split('-')[0]}号楼）",
        state="formal",
        nominated_on=LONG_AGO,
    )
    return OnBallot.objects.create(
        contest=contest, candidate=candidate, label=candidate.label, order=order
    )


def a_station(round_: Round, name: str, first: int, last: int, **more: Any) -> Station:
    morning = timezone.make_aware(datetime.combine(round_.polling_on, datetime.min.time()))
    values = {
        "kind": "station",
        "place": "小区会所",
        "opens_at": morning + timedelta(hours=8),
        "closes_at": morning + timedelta(hours=16),
        **more,
    }
    return Station.objects.create(
        round=round_, name=name, serial_from=first, serial_to=last, **values
    )


def a_poll(
    committee: Committee, *, roll: int = 60, spare: int = 1, stage: str = "candidates", **more: Any
) -> Poll:
    """An election with its names published, two stations and the people of polling day."""
    election = an_election(committee, stage=stage, **more)
    round_ = election.rounds.get()
    round_.election = election
    voters = a_roll(election, roll)
    poll = Poll(
        election=election,
        round=round_,
        head=a_person("柳文", Role.ELECTION_HEAD, committee),
        scrutineer=a_person("石兰", Role.SCRUTINEER, committee),
        tellers=[a_person(name, Role.TELLER, committee) for name in ("贝宁", "汤安")],
        issuer=a_person("邱平", Role.ISSUER, committee),
        voters=voters,
        lines=a_ballot(round_, voters, spare),
    )
    poll.stations = [
        a_station(round_, "第1投票站", 1, roll, kind="centre"),
        a_station(round_, "第2投票站", roll + 1, 2 * roll),
    ]
    return poll


def at_the_poll(committee: Committee, **more: Any) -> Poll:
    """The stations are open."""
    return opened(a_poll(committee, **more))


def opened(poll: Poll) -> Poll:
    """Put there without the pre-flight list, which `test_opening_the_poll` walks."""
    at = min(poll.at, timezone.now())
    Round.objects.filter(pk=poll.round.pk).update(opened_at=at)
    Election.objects.filter(pk=poll.election.pk).update(stage="polling")
    return poll.fresh()


def hand_out(poll: Poll, number: int) -> None:
    """Marks for the first voters of the roll, half of them at each station."""
    Issued.objects.bulk_create(
        Issued(
            round=poll.round,
            voter=voter,
            station=poll.stations[n % 2],
            way=Way.OWN,
            minute=poll.at,
            by=poll.issuer,
        )
        for n, voter in enumerate(poll.voters[:number])
    )


def close(poll: Poll) -> Poll:
    for station in poll.stations:
        issued = Issued.objects.at(station.pk).count()
        account_for_papers(
            station, by=poll.issuer, spoiled=0, unused=station.papers - issued, seal="封 001"
        )
    close_polling(poll.round, by=poll.head, at=timezone.now())
    return poll.fresh()


def at_the_count(
    committee: Committee, *, issued: int = 50, collected: int | None = None, **more: Any
) -> Poll:
    """The boxes are open and the batches made."""
    poll = at_the_poll(committee, **more)
    hand_out(poll, issued)
    close(poll)
    total = issued if collected is None else collected
    boxes = {poll.stations[0].pk: total - total // 2, poll.stations[1].pk: total // 2}
    open_boxes(poll.round, by=poll.scrutineer, collected=boxes)
    return poll.fresh()


def batches(poll: Poll) -> list[Batch]:
    return list(Batch.objects.filter(round=poll.round).in_force())


def votes_of(poll: Poll, **by_post: list[int]) -> dict[tuple[int, int], int]:
    """`votes_of(poll, chair=[30, 12])`: figures in printed order, for an Entry."""
    return {
        (line.contest_id, line.pk): n
        for post, numbers in by_post.items()
        for line, n in zip(poll.lines[post], numbers, strict=True)
    }


def count_alike(poll: Poll, batch: Batch, entry: Entry) -> None:
    """Both tellers say the same."""
    for teller in poll.tellers:
        close_sheet(claim(batch, by=teller), by=teller, typed=Typed(entry))


def put_on_the_wall(poll: Poll, votes: dict[tuple[int, int], int]) -> None:
    said = {
        (one.contest.pk, line.pk): votes.get((one.contest.pk, line.pk), 0)
        for one in printed(poll.round)
        for line in [*one.lines, *one.written]
    }
    type_wall(poll.round, by=poll.scrutineer, said=Entry(said))


CLEAR = {"chair": [40, 8], "vice_chair": [41, 7], "member": [45, 43, 40, 5]}
"""Of 50 ballots: nobody near anybody else or near the bar of 26."""


def counted(committee: Committee, **more: Any) -> Poll:
    """Counted, with the wall: ready to be finished."""
    poll = at_the_count(committee, roll=60, issued=50, **more)
    votes = votes_of(poll, **CLEAR)
    for batch in batches(poll):
        count_alike(poll, batch, Entry(votes))
    put_on_the_wall(poll, votes)
    return poll


def finished(committee: Committee, **more: Any) -> tuple[Poll, Result]:
    poll = counted(committee, **more)
    result = finish_count(poll.round, by=poll.scrutineer, at=poll.at + timedelta(hours=9))
    return poll.fresh(), result


def out(poll: Poll, at: datetime, **votes: Any) -> Result:
    """Published with these votes; close ones count as entered one by one."""
    entry = votes_of(poll, **votes)
    for batch in batches(poll):
        count_alike(poll, batch, Entry(entry))
    Batch.objects.update(way="single")
    put_on_the_wall(poll, entry)
    return finished_and_out(poll, at)


def finished_and_out(poll: Poll, at: datetime) -> Result:
    return signed_and_out(poll, finish_count(poll.round, by=poll.scrutineer, at=at), at)


def signed_and_out(poll: Poll, result: Result, at: datetime) -> Result:
    """Signed by two, published by the head."""
    for person in (poll.scrutineer, poll.head):
        sign(result, by=person, at=at)
    return publish(result, by=poll.head, at=at)


def published(committee: Committee, **more: Any) -> tuple[Poll, Result]:
    poll, result = finished(committee, **more)
    for person in (poll.scrutineer, poll.head):
        sign(result, by=person, at=poll.at + timedelta(hours=9))
    result = publish(result, by=poll.head, at=poll.at + timedelta(hours=10))
    return poll.fresh(), result

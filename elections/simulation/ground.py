"""What is there before anybody votes: committee, team, round, roll, ballot and station."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.territory.models import Committee, Street
from elections.ballots.models import Station
from elections.candidates.models import Candidate, OnBallot
from elections.electorate.models import Voter
from elections.rulesets.models import RuleSet
from elections.simulation.truth import PENS, Day
from elections.timetable.models import Contest, Election, Round
from elections.timetable.states import ElectionKind, RoundKind, Stage
from jiedao.common.errors import Refused

LONG_AGO = date(2020, 1, 1)
TEAM = {
    "head": Role.ELECTION_HEAD,
    "scrutineer": Role.SCRUTINEER,
    "first": Role.TELLER,
    "second": Role.TELLER,
    "issuer": Role.ISSUER,
}


class Ground:
    """The rows of one day, and how often the portal said no on it."""

    def __init__(self, day: Day, number: int) -> None:
        self.day = day
        self.refused: Counter[str] = Counter()
        self.committee = _committee(number)
        self.team = {name: self._person(name, role) for name, role in TEAM.items()}
        self.at = timezone.now()
        self.round = self._round()
        self.voters = self._voters()
        self.lines = self._ballot()
        self.station = self._station()

    def must_refuse(self, what: str, act: Callable[[], object]) -> None:
        """Something that must not work. It is counted when it is refused; else the day is wrong."""
        try:
            act()
        except Refused:
            self.refused[what] += 1
        else:
            raise AssertionError(f"{what} was let through")

    def _person(self, name: str, role: Role) -> User:
        user = User(name=f"演{name}")
        user.set_unusable_password()
        user.save()
        Posting.objects.create(user=user, role=role, committee=self.committee, since=LONG_AGO)
        return user

    def _round(self) -> Round:
        election = Election.objects.create(
            committee=self.committee,
            kind=ElectionKind.TERM,
            mode=self.day.mode,
            term_number=1,
            rule_set=RuleSet.objects.get(code=self.day.law),
            polling_on=timezone.localdate(self.at) + timedelta(days=30),
            rehearsal=True,
            stage=Stage.CANDIDATES,
            opened_by=self.team["head"],
        )
        round_ = Round.objects.create(
            election=election, kind=RoundKind.FIRST, polling_on=election.polling_on
        )
        Contest.objects.bulk_create(
            Contest(round=round_, post=post, seats=seats) for post, seats in self.day.seats.items()
        )
        return round_

    def _voters(self) -> list[Voter]:
        """The roll, and somebody whom voters write in."""
        names = [f"选民{n}" for n in range(self.day.entitled - 1)] + [PENS]
        Voter.objects.bulk_create(
            Voter(election=self.round.election, name=name, door=f"1-{n}")
            for n, name in enumerate(names)
        )
        return list(Voter.objects.filter(election=self.round.election).order_by("pk"))

    def _ballot(self) -> dict[tuple[str, str], OnBallot]:
        """(post, name) -> line; candidates are the first of the roll."""
        people = iter(self.voters)
        found = {}
        for contest in Contest.objects.filter(round=self.round):
            for order, name in enumerate(self.day.names[contest.post], 1):
                candidate = Candidate.objects.create(
                    election=self.round.election,
                    voter=next(people),
                    post=contest.post,
                    label=name,
                    state="formal",
                    nominated_on=LONG_AGO,
                )
                found[contest.post, name] = OnBallot.objects.create(
                    contest=contest, candidate=candidate, label=name, order=order
                )
        return found

    def _station(self) -> Station:
        return Station.objects.create(
            round=self.round,
            kind="centre",
            name="中心投票站",
            place="会所",
            opens_at=self.at,
            closes_at=self.at + timedelta(hours=8),
            serial_from=1,
            serial_to=self.day.issued + 20,
        )


def _committee(number: int) -> Committee:
    street = Street.objects.create(name=f"演练街道 {number}")
    return Committee.objects.create(
        street=street,
        code=f"98{number:010d}",
        name=f"演练居委会 {number}",
        short_name=f"演练 {number}",
        slug=f"rehearsal-{number}",
        order=number,
    )

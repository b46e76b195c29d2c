"""The same days through the portal's own acts: every mark, sheet, paper and signature is a row.

Runs inside one transaction that its caller takes back: nothing of it stays.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.territory.models import Committee, Street
from elections.ballots.issuing import issue_ballot
from elections.ballots.models import Station
from elections.ballots.polling import account_for_papers, close_polling
from elections.ballots.proxies import Authorisation, register_proxy
from elections.ballots.states import Way
from elections.candidates.models import Candidate, OnBallot
from elections.counting.models import Batch, TallySheet
from elections.counting.opening import open_boxes
from elections.counting.rules import Ballot, Entry
from elections.counting.states import Way as Entered
from elections.counting.tallying import (
    Marked,
    Typed,
    claim,
    close_papers,
    close_sheet,
    count_again,
    differing_papers,
    pair_of,
    save_paper,
    settle,
    settle_papers,
)
from elections.counting.totals import ballots_of, entry_of, printed
from elections.counting.walls import type_wall
from elections.electorate.models import Voter
from elections.results.building import obstacles
from elections.results.finishing import finish_count, publish, sign
from elections.results.sheets import sheet_json
from elections.rulesets.models import RuleSet
from elections.simulation.people import PATIENCE, Office
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


@dataclass
class Played:
    """What came of one day, and how often the portal said no on the way."""

    published: dict[str, Any] | None
    right: bool
    refused: dict[str, int] = field(default_factory=dict)
    errors: int = 0


class Game:
    """One day with its rows. `rooms` keep the papers of a batch as its tellers hold them."""

    def __init__(self, day: Day, random: Random, slip: float, number: int) -> None:
        self.day, self.random = day, random
        self.people = Office(day, random, slip)
        self.refused: dict[str, int] = {}
        self.committee = _committee(number)
        self.team = {name: self._person(name, role) for name, role in TEAM.items()}
        self.at = timezone.now()
        self.round = self._round()
        self.voters = self._voters()
        self.lines = self._ballot()
        self.station = self._station()
        self.papers: dict[int, list[Ballot]] = {}

    # Setting up

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

    # Polling day

    def poll(self) -> None:
        """Proxies are registered, wrong ones tried; then every ballot goes out, some of them
        asked for twice."""
        self._proxies()
        self.open()
        for voter in self.voters[: self.day.issued]:
            self._issue(voter)
            if self.random.random() < 0.05:
                self._tries("double issue", partial(self._issue, voter))
        self.shut()

    def open(self) -> None:
        """The stations open, whatever preparation the round lacks."""
        Round.objects.filter(pk=self.round.pk).update(opened_at=self.at)
        Election.objects.filter(pk=self.round.election_id).update(stage=Stage.POLLING)

    def shut(self) -> None:
        """The papers left are counted and the poll is closed."""
        unused = self.station.papers - self.day.issued
        account_for_papers(self.station, by=self.team["issuer"], spoiled=0, unused=unused)
        close_polling(self.round, by=self.team["head"], at=timezone.now())
        self.round.refresh_from_db()

    def _issue(self, voter: Voter) -> None:
        issue_ballot(
            voter, by=self.team["issuer"], station=self.station, way=Way.OWN, at=timezone.now()
        )

    def _proxies(self) -> None:
        holder, *givers = self.voters[-8:-2]
        limit = self.round.election.rule_set.proxy_limit
        for giver in givers[:limit]:
            self._proxy(giver, holder)
        self._tries("fourth proxy", lambda: self._proxy(givers[limit], holder))
        self._tries("chain of proxies", lambda: self._proxy(holder, givers[limit]))
        self._tries("candidate as proxy", lambda: self._proxy(givers[limit], self.voters[0]))
        self._tries("unregistered proxy", lambda: self._fetch_for(givers[limit]))

    def _proxy(self, giver: Voter, holder: Voter) -> None:
        said = Authorisation(giver, holder, f"委 {giver.pk}", near_kin=True)
        register_proxy(self.round, said, by=self.team["head"], on=timezone.localdate(self.at))

    def _fetch_for(self, voter: Voter) -> None:
        issue_ballot(voter, by=self.team["issuer"], station=self.station, way=Way.PROXY, at=self.at)

    def _tries(self, what: str, act: Callable[[], object]) -> None:
        """Something that must not work. It is counted when it is refused; else the day is wrong."""
        try:
            act()
        except Refused:
            self.refused[what] = self.refused.get(what, 0) + 1
        else:
            raise AssertionError(f"{what} was let through")

    # The count

    def count(self) -> None:
        """Open the boxes and go on until the three agree or everybody has lost patience."""
        collected = {self.station.pk: len(self.day.papers)}
        open_boxes(self.round, by=self.team["scrutineer"], collected=collected)
        self._hand_over_papers()
        for _ in range(PATIENCE):
            for batch in Batch.objects.filter(round=self.round, agreed=False).in_force():
                self._enter(batch)
            self._type_wall()
            if not obstacles(self.round):
                return
            self._count_again()

    def _hand_over_papers(self) -> None:
        papers = list(self.day.papers)
        for batch in Batch.objects.filter(round=self.round).in_force():
            self.papers[batch.number] = papers[: batch.size]
            papers = papers[batch.size :]

    def _count_again(self) -> None:
        whole = Batch.objects.filter(round=self.round, both_closed=True).in_force()
        for batch in whole:
            count_again([batch], by=self.team["scrutineer"])

    def _enter(self, batch: Batch) -> None:
        papers = self.papers[batch.number]
        for name in ("first", "second"):
            sheet = claim(batch, by=self.team[name])
            self._tries("the same teller twice", partial(claim, batch, by=self.team[name]))
            if batch.way == Entered.SINGLE:
                self._enter_papers(sheet, papers)
            else:
                self._enter_sheet(sheet, papers)
        batch.refresh_from_db()
        if not batch.agreed:
            self._settle(batch, papers)

    def _enter_sheet(self, sheet: TallySheet, papers: list[Ballot]) -> None:
        entry = self.people.sheet_of(papers)
        typed = self._typed(entry, len(papers))
        close_sheet(sheet, by=sheet.by, typed=typed)

    def _typed(self, entry: Entry, ballots: int | None) -> Typed:
        votes, written = {}, {}
        for (post, name), n in entry.votes.items():
            contest = self._contest(str(post))
            if name == PENS:
                written[contest, self.voters[-1].pk] = n
            else:
                votes[contest, self.lines[str(post), str(name)].pk] = n
        sections = {self._contest(str(post)): n for post, n in entry.sections.items()}
        said = Entry(votes, sections, entry.blank, entry.invalid)
        return Typed(said, written, ballots)

    def _contest(self, post: str) -> int:
        return self.lines[post, self.day.names[post][0]].contest_id

    def _marked(self, paper: Ballot) -> Marked:
        lines, written = [], []
        for post, names in paper.marks.items():
            for name in names:
                if name == PENS:
                    written.append((self._contest(str(post)), self.voters[-1].pk))
                else:
                    lines.append(self.lines[str(post), str(name)].pk)
        return Marked(lines, written, paper.invalid)

    def _enter_papers(self, sheet: TallySheet, papers: list[Ballot]) -> None:
        for number, paper in enumerate(papers, 1):
            marked = self._marked(self.people.misread(paper))
            save_paper(sheet, by=sheet.by, number=number, marked=marked)
        close_papers(sheet, by=sheet.by)

    def _settle(self, batch: Batch, papers: list[Ballot]) -> None:
        """The third person with the paper in hand; where nobody bears her out it is counted again
        in the next turn."""
        scrutineer = self.team["scrutineer"]
        pair = pair_of(batch)
        try:
            if batch.way == Entered.SINGLE:
                first, second = (ballots_of(one) for one in pair)
                open_ = differing_papers(first, second)
                read = {n: self._marked(self.people.misread(papers[n - 1])) for n in open_}
                settle_papers(batch, by=scrutineer, papers=read, why="对着选票看过")
            else:
                settle(batch, by=scrutineer, typed=self._third(pair, papers), why="对着选票看过")
        except Refused:
            self.refused["third sheet alone"] = self.refused.get("third sheet alone", 0) + 1

    def _third(self, pair: list[TallySheet], papers: list[Ballot]) -> Typed:
        """Only the figures on which the two differ are read anew."""
        one, other = (entry_of(sheet) for sheet in pair)
        new = self._typed(self.people.sheet_of(papers), None)
        a, b, cells = one.cells(), other.cells(), new.entry.cells()
        written = self._written_lines(new)
        cells |= written
        kept = {key: a.get(key, 0) if a.get(key, 0) == b.get(key, 0) else cells.get(key, 0)
                for key in {**a, **b, **cells}}  # fmt: skip
        return Typed(
            Entry(
                {key[1:]: n for key, n in kept.items() if key[0] == "votes"},
                {key[1]: n for key, n in kept.items() if key[0] == "section"},
                kept.get("blank", 0),
                {key[1]: n for key, n in kept.items() if key[0] == "invalid"},
            )
        )

    def _written_lines(self, typed: Typed) -> dict[Any, int]:
        """Names by pen as the lines that the two sheets have made of them."""
        by_contest = {one.contest.pk: one.written for one in printed(self.round)}
        return {
            ("votes", contest, by_contest[contest][0].pk): n
            for (contest, _), n in typed.written.items()
            if by_contest[contest]
        }

    def _type_wall(self) -> None:
        said = self._typed(self.people.wall(), None)
        votes = {
            (one.contest.pk, line.pk): 0
            for one in printed(self.round)
            for line in [*one.lines, *one.written]
        }
        entry = Entry(
            votes | dict(said.entry.votes),
            said.entry.sections,
            said.entry.blank,
            said.entry.invalid,
        )
        type_wall(self.round, by=self.team["scrutineer"], said=entry, written=said.written)

    # The end

    def end(self) -> dict[str, Any] | None:
        """The published sheet, or None where the portal would not finish."""
        now = timezone.now()
        try:
            result = finish_count(self.round, by=self.team["scrutineer"], at=now)
        except Refused:
            return None
        self._tries("published with no signature", lambda: publish(
            result, by=self.team["head"], at=now
        ))  # fmt: skip
        for name in ("scrutineer", "head"):
            sign(result, by=self.team[name], at=now)
        publish(result, by=self.team["head"], at=now)
        sheet: dict[str, Any] = result.sheet
        return sheet


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


def play(day: Day, random: Random, slip: float, number: int) -> Played:
    """One day from the proxies to the signatures, through the acts behind the pages."""
    game = Game(day, random, slip, number)
    game.poll()
    game.count()
    published = game.end()
    right = published is None or _plain(published) == _plain(_true(day))
    return Played(published, right, game.refused, game.people.errors)


def _true(day: Day) -> dict[str, Any]:
    sheet, result = day.truth()
    return sheet_json(sheet, day.law, result)


def _plain(sheet: dict[str, Any]) -> dict[str, Any]:
    """The posts of a sheet in one order; digest and all that follows from figures left out."""
    contests = sorted(
        (
            {**one, "votes": sorted(row for row in map(tuple, one["votes"]) if row[1])}
            for one in sheet["contests"]
        ),
        key=lambda one: str(one["post"]),
    )
    outcome = sheet["claimed"]
    seats = sorted((one["post"], one["elected"], one["tied"]) for one in outcome["contests"])
    rest = {name: sheet[name] for name in ("entitled", "issued", "collected", "invalid", "blank")}
    return {**rest, "contests": contests, "seats": seats, "valid": outcome["valid"]}

"""One invented polling day: who may vote, what lies in the boxes, and what it truly means. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from committees.terms.states import Post
from elections.counting.rules import Ballot, Entry, Section, add_up, read_ballot
from elections.results.rules import Contest, Result, Sheet, decide
from elections.rulesets.rules import LAWS, Rules
from elections.rulesets.states import Mode, Voids

WORDS = {str(post.value): str(post.label) for post in Post}
PENS = "另选"
FAULTS = ("unreadable", "not_ours", "other")


@dataclass(frozen=True)
class Day:
    """`papers` are what the boxes hold; `issued` what went out. Names are (post, number); one
    person under two posts has one name in both (`double`)."""

    law: str
    mode: str
    entitled: int
    issued: int
    seats: Mapping[str, int]
    names: Mapping[str, tuple[str, ...]]
    papers: tuple[Ballot, ...]
    kinds: frozenset[str] = field(default_factory=frozenset)

    @property
    def rules(self) -> Rules:
        return LAWS[self.law]

    @property
    def sections(self) -> list[Section]:
        return [Section(post, WORDS[post], seats) for post, seats in self.seats.items()]

    def read(self, paper: Ballot) -> Entry:
        """T3 for one paper, as the portal's rules have it."""
        return read_ballot(
            paper,
            self.sections,
            person_of=lambda name: name,
            overvote_voids_ballot=self.rules.overvote_voids == Voids.BALLOT,
            double_post_voids_ballot=self.rules.double_post_voids == Voids.BALLOT,
        )

    def sheet(self, entry: Entry, collected: int) -> Sheet:
        """The figures as a result sheet; written names only with a vote."""
        contests = tuple(
            Contest(
                post,
                self.seats[post],
                tuple(
                    (name, n)
                    for name in (*self.names[post], PENS)
                    if (n := entry.votes.get((post, name), 0)) or name != PENS
                ),
                entry.sections.get(post, 0),
            )
            for post in self.seats
        )
        return Sheet(
            rules=self.rules,
            mode=self.mode,
            round="first",
            entitled=self.entitled,
            issued=self.issued,
            collected=collected,
            invalid=entry.void,
            blank=entry.blank,
            contests=contests,
        )

    def truth(self) -> tuple[Sheet, Result]:
        """What anybody finds who reads every paper in the boxes without a mistake. Nobody reads
        them where more came back than went out."""
        over = len(self.papers) > self.issued
        entry = Entry() if over else add_up(self.read(paper) for paper in self.papers)
        sheet = self.sheet(entry, len(self.papers))
        return sheet, decide(sheet)


def invent(random: Random, largest: int = 420) -> Day:
    """A day with its troubles: ties, low turnout, papers lost on the way or put in beside."""
    kinds = set()
    seats = random.choice([{"member": 5}, {"chair": 1, "vice_chair": 1, "member": 3}])
    names = {
        post: tuple(f"{WORDS[post]}{n}" for n in range(1, number + random.choice([2, 2, 3])))
        for post, number in seats.items()
    }
    mode = random.choice([Mode.ALL, Mode.ALL, Mode.HOUSEHOLD, Mode.REPRESENTATIVE])
    entitled = (
        random.randint(40, 90) if mode == Mode.REPRESENTATIVE else random.randint(60, largest)
    )
    share = random.choice([0.35, 0.5, 0.55, 0.7, 0.8, 0.9])
    issued = max(8, round(entitled * share))
    if share <= 0.5:
        kinds.add("low turnout")
    papers = [_paper(random, seats, names, kinds) for _ in range(issued)]
    if random.random() < 0.15:
        papers = _tied(random, seats, names, papers)
        kinds.add("tie")
    papers, more = _lost_or_extra(random, papers, kinds)
    day = Day(
        law=random.choice(["law_2025", "law_2025", "law_2018"]),
        mode=str(mode),
        entitled=entitled,
        issued=issued + more,
        seats=seats,
        names=names,
        papers=tuple(papers),
    )
    return replace(day, kinds=frozenset(kinds))


def _paper(
    random: Random,
    seats: Mapping[str, int],
    names: Mapping[str, tuple[str, ...]],
    kinds: set[str],
) -> Ballot:
    chance = random.random()
    if chance < 0.03:
        return Ballot()
    if chance < 0.05:
        return Ballot(invalid=random.choice(FAULTS))
    marks: dict[Any, set[Any]] = {}
    for post, number in seats.items():
        liking = [2.4 / (rank + 1) ** 0.6 for rank in range(len(names[post]))]
        wanted = random.randint(max(0, number - 1), number)
        chosen: set[Any] = set()
        while len(chosen) < wanted:
            chosen.add(random.choices(names[post], liking)[0])
        marks[post] = chosen
    post = random.choice(list(seats))
    if chance < 0.07:
        marks[post] = set(names[post])
        kinds.add("too many names")
    elif chance < 0.09 and len(marks[post]) < seats[post]:
        marks[post] |= {PENS}
        kinds.add("write-in")
    return Ballot({key: frozenset(who) for key, who in marks.items() if who})


def _tied(
    random: Random,
    seats: Mapping[str, int],
    names: Mapping[str, tuple[str, ...]],
    papers: list[Ballot],
) -> list[Ballot]:
    """Two names share every second paper: equal votes across the last seat of one post."""
    post = random.choice(list(seats))
    one, other = names[post][-2:]
    found = []
    for n, paper in enumerate(papers):
        rest = frozenset(paper.marks.get(post, ())) - {one, other}
        keep = sorted(rest, key=str)[: seats[post] - 1]
        chosen = frozenset({*keep, (one, other)[n % 2]})
        found.append(Ballot({**paper.marks, post: chosen}, paper.invalid))
    return found


def _lost_or_extra(
    random: Random, papers: list[Ballot], kinds: set[str]
) -> tuple[list[Ballot], int]:
    """Some voters keep their paper; now and then somebody puts one in that was never issued, or a
    second paper went out while two desks had no network and was cast."""
    chance, more = random.random(), 0
    if chance < 0.4:
        papers = papers[: len(papers) - random.randint(1, max(1, len(papers) // 20))]
        kinds.add("papers kept by voters")
    elif chance < 0.48:
        papers = papers + random.choices(papers, k=random.randint(1, 3))
        kinds.add("extra papers")
    elif chance < 0.55:
        papers = [*papers, random.choice(papers)]
        more = 1
        kinds.add("double issue")
    random.shuffle(papers)
    return papers, more

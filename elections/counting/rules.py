"""Counting paper: sums of a sheet, two sheets held together, three ways that must agree (R36).

No ORM, no clock. A *name* is the key of a line on the ballot, a *post* that of a contest; both are
whatever the caller uses, compared and never read.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from elections.counting.states import Invalid

Name = Any
Post = Any
TWICE = 2


@dataclass(frozen=True)
class Section:
    """A post as the ballot prints it: how many may be chosen, and the names under it."""

    post: Post
    word: str
    seats: int


@dataclass(frozen=True)
class Entry:
    """What one sheet says of one batch. `votes`: (post, name) -> votes; `sections`: post -> void
    sections; `invalid`: reason -> whole ballots; `blank`: nobody chosen at all."""

    votes: Mapping[tuple[Post, Name], int] = field(default_factory=dict)
    sections: Mapping[Post, int] = field(default_factory=dict)
    blank: int = 0
    invalid: Mapping[str, int] = field(default_factory=dict)

    @property
    def void(self) -> int:
        return sum(self.invalid.values())

    def cells(self) -> dict[Any, int]:
        """Every figure under a key of its own; nothing written and nought are the same."""
        rows: dict[Any, int] = {("votes", *key): n for key, n in self.votes.items()}
        rows |= {("section", post): n for post, n in self.sections.items()}
        rows |= {("invalid", reason): n for reason, n in self.invalid.items()}
        rows["blank"] = self.blank
        return {key: n for key, n in rows.items() if n}


def valid_sections(entry: Entry, size: int, post: Post) -> int:
    """Ballots of the batch whose section of this post counts."""
    return size - entry.blank - entry.void - entry.sections.get(post, 0)


def faults(entry: Entry, size: int, sections: Sequence[Section]) -> list[str]:
    """What cannot be on a sheet of `size` ballots, in sentences; nothing when it adds up."""
    found = []
    if entry.blank + entry.void > size:
        found.append(f"弃权 {entry.blank} + 无效 {entry.void} 张，比这一批的 {size} 张还多。")
        return found
    for section in sections:
        valid = valid_sections(entry, size, section.post)
        votes = [n for (post, _), n in entry.votes.items() if post == section.post]
        if valid < 0:
            found.append(f"{section.word}作废的张数太多：这一批一共 {size} 张。")
        elif votes and max(votes) > valid:
            found.append(f"{section.word}有人得 {max(votes)} 票，有效的只有 {valid} 张。")
        elif sum(votes) > valid * section.seats:
            most = valid * section.seats
            found.append(
                f"{section.word}一共 {sum(votes)} 票，{valid} 张有效票最多 {most} 票"
                f"（每张最多选 {section.seats} 人）。"
            )
    return found


def differences(one: Entry, other: Entry) -> list[Any]:
    """The keys of `cells` on which two sheets differ."""
    a, b = one.cells(), other.cells()
    return [key for key in {**a, **b} if a.get(key, 0) != b.get(key, 0)]


def unwitnessed(third: Entry, one: Entry, other: Entry) -> list[Any]:
    """Figures of a third sheet that neither of the two has: nobody but one person saw them."""
    a, b, c = one.cells(), other.cells(), third.cells()
    keys = {**a, **b, **c}
    return [key for key in keys if c.get(key, 0) not in (a.get(key, 0), b.get(key, 0))]


def add_up(entries: Iterable[Entry]) -> Entry:
    """All batches together."""
    votes: Counter[tuple[Post, Name]] = Counter()
    sections: Counter[Post] = Counter()
    invalid: Counter[str] = Counter()
    blank = 0
    for entry in entries:
        votes.update(entry.votes)
        sections.update(entry.sections)
        invalid.update(entry.invalid)
        blank += entry.blank
    return Entry(dict(votes), dict(sections), blank, dict(invalid))


def on_the_wall(entry: Entry) -> dict[Any, int]:
    """The cells of a sheet as they are painted: invalid ballots without their reasons."""
    rows = {key: n for key, n in entry.cells().items() if key[0] != "invalid"}
    return {**rows, "invalid": entry.void} if entry.void else rows


def off_the_wall(counted: Entry, wall: Entry) -> list[Any]:
    """Cells of `on_the_wall` that are not what the sheets add up to."""
    a, b = on_the_wall(counted), on_the_wall(wall)
    return [key for key in {**a, **b} if a.get(key, 0) != b.get(key, 0)]


# One ballot after the other


@dataclass(frozen=True)
class Ballot:
    """One paper: the names marked under each post; `invalid` when the tellers say so."""

    marks: Mapping[Post, Collection[Name]] = field(default_factory=dict)
    invalid: str = ""

    def same(self, other: "Ballot") -> bool:
        return self.invalid == other.invalid and _marked(self) == _marked(other)


def _marked(ballot: Ballot) -> dict[Post, set[Name]]:
    return {post: set(names) for post, names in ballot.marks.items() if names}


def read_ballot(
    ballot: Ballot,
    sections: Sequence[Section],
    *,
    person_of: Callable[[Name], Hashable],
    overvote_voids_ballot: bool,
    double_post_voids_ballot: bool,
) -> Entry:
    """T3 for one paper. `person_of` tells that a name stands for two posts.

    More names than seats void that post's section or, where the rules say so, the ballot; one
    person under two posts likewise. Nobody chosen anywhere is an abstention.
    """
    if ballot.invalid:
        return Entry(invalid={ballot.invalid: 1})
    marks = _marked(ballot)
    if not marks:
        return Entry(blank=1)
    over = {one.post for one in sections if len(marks.get(one.post, ())) > one.seats}
    if over and overvote_voids_ballot:
        return Entry(invalid={Invalid.TOO_MANY: 1})
    posts_of: dict[Hashable, set[Post]] = {}
    for post, names in marks.items():
        for name in names:
            posts_of.setdefault(person_of(name), set()).add(post)
    doubled = {post for posts in posts_of.values() if len(posts) > 1 for post in posts}
    if doubled and double_post_voids_ballot:
        return Entry(invalid={Invalid.TWO_POSTS: 1})
    void = over | doubled
    votes = {(post, name): 1 for post, names in marks.items() if post not in void for name in names}
    return Entry(votes, dict.fromkeys(void, 1))


# When batches are not close enough


def plausible_errors(marks: int, per_thousand: int) -> int:
    """Marks that two people may have typed wrong in the same place, rounded up (R36)."""
    return -(-marks * per_thousand // 1000)


def margin(votes: Sequence[int], seats: int, bars: Sequence[int] = ()) -> int | None:
    """How many votes lie between what is and another result of one post: between the last seat
    and the next name, and between any name and a bar it has or has not reached.

    None when there is nothing to change: no name waits and no bar is set.
    """
    ranked = sorted(votes, reverse=True)
    gaps = [ranked[seats - 1] - ranked[seats]] if len(ranked) > seats else []
    gaps += [n - bar if n >= bar else bar - n for bar in bars for n in ranked]
    return min(gaps, default=None)


def asks_ballot_by_ballot(gap: int | None, marks: int, per_thousand: int) -> bool:
    """R36: asked for by itself where the margin is smaller than twice the plausible error."""
    return gap is not None and marks > 0 and gap < TWICE * plausible_errors(marks, per_thousand)

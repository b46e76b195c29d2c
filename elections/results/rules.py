"""Who is elected: DOMAIN §2.4 T2, T4, T5, T9 and the sheet of CONTRACTS. Integers only.

`recount.py` answers the same questions and was written from the same two texts, but not from this
file: the tests hold the two against each other.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Any

from committees.terms.states import Post
from elections.rulesets.rules import HALF, Rules, Share
from elections.rulesets.states import Round

RECALL = "recall"
RECALLED = "recalled"
POST_WORDS: dict[str, str] = {**{str(one.value): str(one.label) for one in Post}, RECALL: "罢免"}
RANKS = list(POST_WORDS)
OF_VOTERS = "参加投票人数的"


class Void(StrEnum):
    """Why a round counts for nothing, in the order in which it is looked at."""

    OVER_COUNT = "over_count"
    INCONSISTENT = "inconsistent"
    TURNOUT = "turnout"


class Next(StrEnum):
    NONE = "none"
    RUN_OFF = "run_off"
    TIE_REVOTE = "tie_revote"
    RERUN = "rerun"
    VACANT = "vacant"


NEXT_WORDS = {
    Next.RUN_OFF: "要另行选举",
    Next.TIE_REVOTE: "要再次投票",
    Next.VACANT: "可以暂缺",
}


@dataclass(frozen=True)
class Contest:
    """One post of a round: `votes` in published order, `invalid_sections` of ballots else valid."""

    post: str
    seats: int
    votes: tuple[tuple[str, int], ...]
    invalid_sections: int = 0


@dataclass(frozen=True)
class Sheet:
    """What was counted in one round. `kin` holds pairs of names with their relation."""

    rules: Rules
    mode: str
    round: str
    entitled: int
    issued: int
    collected: int
    invalid: int
    blank: int
    contests: tuple[Contest, ...]
    kin: tuple[tuple[str, str, str], ...] = ()

    @property
    def by_rank(self) -> list[Contest]:
        return sorted(self.contests, key=lambda one: RANKS.index(one.post))

    def related(self, one: str, other: str) -> bool:
        """May the two not sit in one committee?"""
        return any(
            {one, other} == {first, second} and kind in self.rules.kin_kinds
            for first, second, kind in self.kin
        )


@dataclass(frozen=True)
class Seats:
    """What became of one post. `vacant` counts seats not filled, tied ones among them."""

    post: str
    elected: list[str]
    tied: list[str]
    vacant: int
    next: str


@dataclass(frozen=True)
class Result:
    """`base`: the ballots collected, invalid and blank among them."""

    valid: bool
    void_reason: str | None
    base: int
    contests: list[Seats]
    explanation: list[str]

    def as_output(self) -> dict[str, Any]:
        """The output object of CONTRACTS."""
        return asdict(self)


@dataclass
class _Tally:
    """A round while its seats are being filled."""

    sheet: Sheet
    said: list[str]
    seated: list[str] = field(default_factory=list)


def decide(sheet: Sheet) -> Result:
    """The result of a round: void, or who is elected and what comes next."""
    void, said = void_reason(sheet)
    if void:
        found = {one.post: _empty(one) for one in sheet.contests}
    elif sheet.round == Round.RECALL:
        found = {RECALL: _recalled(sheet, said)}
    else:
        found = _filled(_Tally(sheet, said))
    contests = [found[one.post] for one in sheet.contests]
    return Result(void is None, void, sheet.collected, contests, said)


def void_reason(sheet: Sheet) -> tuple[str | None, list[str]]:
    """T2 with its sentence: more ballots than were issued, sums that cannot be, too few voters."""
    again = "本次选举无效，要重新选举。"
    if sheet.collected > sheet.issued:
        line = f"发出选票 {sheet.issued:,} 张，收回 {sheet.collected:,} 张，收回多于发出，{again}"
        return Void.OVER_COUNT, [line]
    for contest in sheet.by_rank:
        valid = sheet.collected - sheet.invalid - sheet.blank - contest.invalid_sections
        if not _adds_up(contest, valid):
            word = POST_WORDS[contest.post]
            return Void.INCONSISTENT, [f"{word}的得票和有效的 {valid:,} 张对不上，要核对后再公布。"]
    line = f"应到 {sheet.entitled:,} 人，参加投票 {sheet.collected:,} 人"
    if sheet.round not in sheet.rules.turnout_applies_to:
        return None, [f"{line}。"]
    share = sheet.rules.turnout(sheet.mode, sheet.round)
    if share.met_by(sheet.collected, sheet.entitled):
        return None, [f"{line}，{share_words(share)}。"]
    return Void.TURNOUT, [f"{line}，没有{share_words(share)}，{again}"]


def _adds_up(contest: Contest, valid: int) -> bool:
    """Nobody has more votes than there are valid ballots, all together no more than seats allow."""
    numbers = [number for _, number in contest.votes]
    return max(numbers) <= valid and sum(numbers) <= valid * contest.seats


def share_words(share: Share, of: str = "") -> str:
    """「过半数」「达到三分之二」; with `of` 「过参加投票人数的一半」."""
    if share == HALF:
        return f"过{of}一半" if of else "过半数"
    return f"{'达到' if share.inclusive else '超过'}{of}{share.part}"


def _empty(contest: Contest) -> Seats:
    vacant = 0 if contest.post == RECALL else contest.seats
    return Seats(contest.post, [], [], vacant, Next.RERUN)


def _recalled(sheet: Sheet, said: list[str]) -> Seats:
    """T9: over half of those voting say yes."""
    yes, share = dict(sheet.contests[0].votes)["yes"], sheet.rules.recall_majority
    passed = share.met_by(yes, sheet.collected)
    no_ = "" if passed else "没有"
    words = share_words(share, OF_VOTERS)
    said.append(f"赞成 {yes:,} 票，{no_}{words}，罢免{no_}通过。")
    return Seats(RECALL, [RECALLED] if passed else [], [], 0, Next.NONE)


def _filled(tally: _Tally) -> dict[str, Seats]:
    """T4 and T5, from the highest post down, so that kin keep the higher one."""
    rows = [(one, *_fill(tally, one)) for one in tally.sheet.by_rank]
    rules = tally.sheet.rules
    enough = rules.leave_vacant and len(tally.seated) >= rules.min_filled
    found = {}
    for contest, elected, tied in rows:
        vacant = contest.seats - len(elected)
        after = Next.VACANT if enough else Next.RUN_OFF
        if tied:
            after = Next.TIE_REVOTE
        if not vacant:
            after = Next.NONE
        else:
            word = POST_WORDS[contest.post]
            tally.said.append(f"{word}还缺 {vacant:,} 人，{NEXT_WORDS[after]}。")
        found[contest.post] = Seats(contest.post, elected, tied, vacant, after)
    return found


def _fill(tally: _Tally, contest: Contest) -> tuple[list[str], list[str]]:
    """Elected and tied of one post. Equal votes are looked at together."""
    share = bar(tally.sheet)
    standing = sorted(_standing(tally, contest, share), key=lambda row: -row[1])
    elected: list[str] = []
    tied: list[str] = []
    room = contest.seats
    for votes, rows in groupby(standing, key=lambda row: row[1]):
        if not room:
            break
        group = _without_kin(tally, [label for label, _ in rows], votes, tied)
        places = _places(tally.sheet, group)
        winners = _free_of_kin(tally.sheet, group) if places <= room else []
        _say(tally, contest.post, votes, group, winners)
        elected += winners
        tied += [one for one in group if one not in winners]
        tally.seated += winners
        room -= min(places, room)
    return elected, tied


def bar(sheet: Sheet) -> Share | None:
    """The share of those voting that a seat asks for; None where the higher number is enough."""
    if sheet.round == Round.FIRST:
        return sheet.rules.majority
    return sheet.rules.run_off_share if sheet.round == Round.RUN_OFF else None


def _standing(tally: _Tally, contest: Contest, share: Share | None) -> Iterable[tuple[str, int]]:
    """Whoever has enough votes and no higher post already, in published order."""
    for label, votes in counted(tally.sheet, contest):
        enough = share is None or share.met_by(votes, tally.sheet.collected)
        if enough and label not in tally.seated:
            yield label, votes


def counted(sheet: Sheet, contest: Contest) -> list[tuple[str, int]]:
    """The votes of a post; where 高职低计 was adopted, with those for the posts above it (T4-7)."""
    if not sheet.rules.higher_post_counts_lower:
        return list(contest.votes)
    above = [one for one in sheet.by_rank if RANKS.index(one.post) < RANKS.index(contest.post)]
    more = [dict(one.votes) for one in above]
    return [(label, n + sum(one.get(label, 0) for one in more)) for label, n in contest.votes]


def _without_kin(tally: _Tally, group: list[str], votes: int, tied: list[str]) -> list[str]:
    """T4-6: whoever is kin of somebody with a higher post or more votes gives way."""
    free = []
    for label in group:
        others = [one for one in tally.seated + tied if tally.sheet.related(label, one)]
        if others:
            line = f"{label}得 {votes:,} 票，但与{others[0]}是近亲属，要回避，不当选。"
            tally.said.append(line)
        else:
            free.append(label)
    return free


def _free_of_kin(sheet: Sheet, group: list[str]) -> list[str]:
    return [one for one in group if not any(sheet.related(one, other) for other in group)]


def _places(sheet: Sheet, group: list[str]) -> int:
    """How many of these equals may sit together, taken in published order."""
    sitting: list[str] = []
    for label in group:
        if not any(sheet.related(label, one) for one in sitting):
            sitting.append(label)
    return len(sitting)


def _say(tally: _Tally, post: str, votes: int, group: list[str], winners: list[str]) -> None:
    share = bar(tally.sheet)
    why = share_words(share, OF_VOTERS) if share else "得票较多"
    for label in group:
        won = f"{why}，当选{POST_WORDS[post]}"
        tie = f"票数相同，{POST_WORDS[post]}要再次投票"
        line = f"{label}得 {votes:,} 票，{won if label in winners else tie}。"
        tally.said.append(line)

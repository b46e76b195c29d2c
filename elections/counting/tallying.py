"""Two tellers, two sheets, neither seeing the other; a third settles what differs (R36, E9).

The journal names the batch, never a paper, and keeps no digest of a sheet: a figure of 0 to 50
would be guessed from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from committees.journal.actions import record
from committees.people.models import User
from elections.ballots.stations import locked_round
from elections.candidates.models import OnBallot
from elections.counting.models import (
    Batch,
    Paper,
    PaperMark,
    SheetLine,
    SheetSection,
    TallySheet,
)
from elections.counting.names import takes_write_ins, written_line
from elections.counting.policies import may_count, may_settle
from elections.counting.rules import (
    Ballot,
    Entry,
    add_up,
    faults,
    read_ballot,
    unwitnessed,
)
from elections.counting.states import SEEN_BY_EYE, Hand, Way
from elections.counting.totals import (
    Printed,
    ballots_of,
    entries_of,
    entry_of,
    people_on_ballot,
    printed,
)
from elections.electorate.models import Voter
from elections.rulesets.states import Voids
from elections.timetable.models import Round
from jiedao.common.errors import Refused

TAKEN = "这一批已经有两位计票人在录。"
NO_WITNESS = "复核的数要和两份里的一份一样。两份都错了，请把这一批逐张再录。"
TWICE = "同一批选票要由不同的人各录一份，这一批您已经录了。"


@dataclass(frozen=True)
class Typed:
    """A sheet as it was typed. `written`: (contest, voter) -> votes for names added by pen;
    `ballots`: how many the teller held in her hand (None: not asked)."""

    entry: Entry
    written: Mapping[tuple[int, int], int] = field(default_factory=dict)
    ballots: int | None = None


@dataclass(frozen=True)
class Marked:
    """One paper as it was typed: lines of the ballot, and (contest, voter) for names by pen."""

    lines: Iterable[int] = ()
    written: Iterable[tuple[int, int]] = ()
    invalid: str = ""


def locked_batch(batch: Batch) -> tuple[Batch, Round]:
    """The batch, locked, with its round and election."""
    rows = Batch.objects.select_for_update(of=("self",)).select_related(
        "round__election__committee", "round__election__rule_set"
    )
    found: Batch = rows.get(pk=batch.pk)
    return found, found.round


def note(act: str, batch: Batch, round_: Round, by: User) -> None:
    """A journal row that says which batch and nothing else."""
    record(act, batch, by=by, committee=round_.election.committee, after="", label=str(batch))


def claim(batch: Batch, *, by: User) -> TallySheet:
    """A teller takes a batch. Of two who take the last free sheet at once one is refused.

    Refused to the same person twice, to a third, and for a batch that counts no more.
    """
    with transaction.atomic():
        batch, round_ = locked_batch(batch)
        may_count(by, round_).require()
        if not batch.in_force:
            raise Refused("这一批要重新录，请看名单里新的一批。")
        held = dict(TallySheet.objects.filter(batch=batch).values_list("hand", "by_id"))
        if by.pk in held.values():
            raise Refused(TWICE)
        free = [hand for hand in (Hand.A, Hand.B) if hand not in held]
        if not free:
            raise Refused(TAKEN)
        sheet = TallySheet.objects.create(batch=batch, hand=free[0], by=by)
        note("count.claim", batch, round_, by)
    return sheet


def release(sheet: TallySheet, *, by: User) -> None:
    """A teller gives a batch back, or 总监票人 takes it from one who went home.

    What was typed of it is gone. Refused once the sheet was handed in.
    """
    with transaction.atomic():
        batch, round_ = locked_batch(sheet.batch)
        sheet = TallySheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        if sheet.by_id == by.pk:
            may_count(by, round_).require()
        else:
            may_settle(by, round_).require()
        if sheet.closed:
            raise Refused("计票单已经交了，不能退回。")
        sheet.delete()
        note("count.give-back", batch, round_, by)


def close_sheet(sheet: TallySheet, *, by: User, typed: Typed) -> TallySheet:
    """Hand in a sheet of a whole batch. From now on it never changes.

    Refused when the sums cannot be, to anybody but its teller, twice, and for a batch entered
    ballot by ballot. The answer says nothing about the other sheet.
    """
    with transaction.atomic():
        locked_round(sheet.batch.round_id)
        batch, round_ = locked_batch(sheet.batch)
        sheet = _own_open(sheet, by, round_)
        if batch.way != Way.BATCH:
            raise Refused("这一批要逐张录。")
        _write(sheet, typed, batch, printed(round_))
        _handed_in(sheet, batch, round_, by)
    return sheet


def _own_open(sheet: TallySheet, by: User, round_: Round) -> TallySheet:
    may_count(by, round_).require()
    found: TallySheet = TallySheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if found.by_id != by.pk:
        raise Refused("只能录自己领的那一份。")
    if found.closed:
        raise Refused("计票单已经交了，不能再改。")
    return found


def _write(sheet: TallySheet, typed: Typed, batch: Batch, ballot: list[Printed]) -> None:
    """Store a sheet whose sums hold."""
    if typed.ballots not in (None, batch.size):
        raise Refused(
            f"这一批应当有 {batch.size} 张，您数的是 {typed.ballots} 张。请再数一遍；"
            "真的不一样，请告诉总监票人，票箱要重新清点。"
        )
    entry = _with_written(typed, ballot, batch.round)
    wrong = faults(entry, batch.size, [one.section for one in ballot])
    if wrong:
        raise Refused("".join(wrong))
    lines = OnBallot.objects.filter(contest__round=batch.round)
    if set(entry.votes) - set(lines.values_list("contest_id", "pk")):
        raise Refused("这一页旧了，请重新打开。")
    sheet.blank, sheet.invalid = entry.blank, entry.void
    sheet.reasons = {reason: n for reason, n in entry.invalid.items() if n}
    SheetLine.objects.bulk_create(
        SheetLine(sheet=sheet, line_id=line, votes=n) for (_, line), n in entry.votes.items()
    )
    SheetSection.objects.bulk_create(
        SheetSection(sheet=sheet, contest_id=contest, invalid=n)
        for contest, n in entry.sections.items()
    )


def _with_written(typed: Typed, ballot: list[Printed], round_: Round) -> Entry:
    """The entry with names by pen as lines of the ballot."""
    written = {key: n for key, n in typed.written.items() if n}
    if not written:
        return typed.entry
    lines = lines_of_written(written, ballot, round_)
    votes = dict(typed.entry.votes)
    for (contest, voter), n in written.items():
        votes[contest, lines[contest, voter]] = n
    return Entry(votes, typed.entry.sections, typed.entry.blank, typed.entry.invalid)


def lines_of_written(
    written: Iterable[tuple[int, int]], ballot: list[Printed], round_: Round
) -> dict[tuple[int, int], int]:
    """(contest, voter) -> key of the line, made where it is new. Call with the round locked."""
    pairs = list(written)
    if pairs and not takes_write_ins(round_):
        raise Refused("这次投票不能另选他人。")
    contests = {one.contest.pk: one.contest for one in ballot}
    voters = Voter.objects.in_bulk({voter for _, voter in pairs})
    found = {}
    for contest, voter in pairs:
        if contest not in contests or voter not in voters:
            raise Refused("这一页旧了，请重新打开。")
        contests[contest].round = round_
        found[contest, voter] = written_line(contests[contest], voters[voter]).pk
    return found


def _handed_in(sheet: TallySheet, batch: Batch, round_: Round, by: User) -> None:
    """Close the sheet; with the second one of a batch hold the two together."""
    sheet.closed = True
    sheet.save()
    note("count.hand-in", batch, round_, by)
    pair = list(TallySheet.objects.filter(batch=batch, hand__in=(Hand.A, Hand.B), closed=True))
    if len(pair) < len((Hand.A, Hand.B)):
        return
    batch.both_closed = True
    batch.agreed = same_sheets(*pair, way=batch.way)
    batch.save(update_fields=["both_closed", "agreed"])


def same_sheets(one: TallySheet, other: TallySheet, *, way: str) -> bool:
    """Do the two say the same: every figure, and ballot by ballot every paper?"""
    if entry_of(one).cells() != entry_of(other).cells():
        return False
    return way == Way.BATCH or not differing_papers(ballots_of(one), ballots_of(other))


def differing_papers(one: Mapping[int, Ballot], other: Mapping[int, Ballot]) -> list[int]:
    """Numbers of papers that the two read differently."""
    return [n for n in sorted({*one, *other}) if not one.get(n, NO).same(other.get(n, NO))]


NO = Ballot(invalid="-")
"""A paper that one of the two does not have."""


# Ballot by ballot


def save_paper(sheet: TallySheet, *, by: User, number: int, marked: Marked) -> Paper:
    """Type one paper by the number stamped on it; typed again it is replaced until handed in.

    Refused for a number outside the batch and a name that is not on this ballot.
    """
    with transaction.atomic():
        locked_round(sheet.batch.round_id)
        batch, round_ = locked_batch(sheet.batch)
        sheet = _own_open(sheet, by, round_)
        if batch.way != Way.SINGLE:
            raise Refused("这一批不是逐张录。")
        if not 1 <= number <= batch.size:
            raise Refused(f"这一批的编号是 1 到 {batch.size}。")
        return _keep_paper(sheet, number, marked, round_)


def _keep_paper(sheet: TallySheet, number: int, marked: Marked, round_: Round) -> Paper:
    if marked.invalid and marked.invalid not in SEEN_BY_EYE:
        raise Refused("请选无效的原因。")
    ballot = printed(round_)
    lines = set(marked.lines)
    lines |= set(lines_of_written(marked.written, ballot, round_).values())
    known = set(OnBallot.objects.filter(contest__round=round_).values_list("pk", flat=True))
    if lines - known:
        raise Refused("这一页旧了，请重新打开。")
    Paper.objects.filter(sheet=sheet, number=number).delete()
    paper = Paper.objects.create(sheet=sheet, number=number, invalid=marked.invalid)
    kept = [] if marked.invalid else sorted(lines)
    PaperMark.objects.bulk_create(PaperMark(paper=paper, line_id=line) for line in kept)
    return paper


def close_papers(sheet: TallySheet, *, by: User) -> TallySheet:
    """Hand in a sheet entered ballot by ballot. Refused while a paper is missing."""
    with transaction.atomic():
        locked_round(sheet.batch.round_id)
        batch, round_ = locked_batch(sheet.batch)
        sheet = _own_open(sheet, by, round_)
        _sum_papers(sheet, batch, round_)
        _handed_in(sheet, batch, round_, by)
    return sheet


def _sum_papers(sheet: TallySheet, batch: Batch, round_: Round) -> None:
    papers = ballots_of(sheet)
    missing = [str(n) for n in range(1, batch.size + 1) if n not in papers]
    if missing:
        raise Refused(f"还有 {len(missing)} 张没有录：{'、'.join(missing[:10])}。")
    ballot, people = printed(round_), people_on_ballot(round_)
    rules, sections = round_.election.rule_set, [one.section for one in ballot]
    entry = add_up(
        read_ballot(
            paper,
            sections,
            person_of=lambda line: people.get(line, ("line", line)),
            overvote_voids_ballot=rules.overvote_voids == Voids.BALLOT,
            double_post_voids_ballot=rules.double_post_voids == Voids.BALLOT,
        )
        for paper in papers.values()
    )
    _write(sheet, Typed(entry), batch, ballot)


# What differs, and counting again


def settle(batch: Batch, *, by: User, typed: Typed, why: str) -> TallySheet:
    """A third person, the paper in hand, says what the batch holds.

    Each of its figures must stand on one of the two sheets as well, so that two people have seen
    it. Refused otherwise, while the two are not both handed in, when they agree, to one of the
    two, without a reason, and when the sums cannot be.
    """
    with transaction.atomic():
        locked_round(batch.round_id)
        batch, round_ = locked_batch(batch)
        sheet = _third_sheet(batch, round_, by, why)
        _write(sheet, typed, batch, printed(round_))
        first, second = entries_of(pair_of(batch)).values()
        if unwitnessed(entry_of(sheet), first, second):
            raise Refused(NO_WITNESS)
        _settled(sheet, batch, round_, by)
    return sheet


def settle_papers(batch: Batch, *, by: User, papers: Mapping[int, Marked], why: str) -> TallySheet:
    """The same ballot by ballot: `papers` reads those that differ anew; the others stand."""
    with transaction.atomic():
        locked_round(batch.round_id)
        batch, round_ = locked_batch(batch)
        sheet = _third_sheet(batch, round_, by, why)
        first, second = (ballots_of(one) for one in pair_of(batch))
        open_ = differing_papers(first, second)
        if set(open_) - set(papers):
            raise Refused("不一样的每一张都要对着选票看过。")
        for number, read in first.items():
            lines = [line for names in read.marks.values() for line in names]
            same = Marked(lines=lines, invalid=read.invalid)
            _keep_paper(sheet, number, papers[number] if number in open_ else same, round_)
        read_now = ballots_of(sheet)
        for number in open_:
            if not read_now[number].same(first[number]) | read_now[number].same(second[number]):
                raise Refused(f"第 {number} 张和两份都不一样。{NO_WITNESS}")
        _sum_papers(sheet, batch, round_)
        _settled(sheet, batch, round_, by)
    return sheet


def pair_of(batch: Batch) -> list[TallySheet]:
    """The two blind sheets, the first one first."""
    return list(TallySheet.objects.filter(batch=batch, hand__in=(Hand.A, Hand.B)).order_by("hand"))


def _third_sheet(batch: Batch, round_: Round, by: User, why: str) -> TallySheet:
    may_settle(by, round_).require()
    if not batch.both_closed:
        raise Refused("两份计票单还没有都交。")
    if batch.agreed:
        raise Refused("这一批已经一致。")
    if not why.strip():
        raise Refused("请写明两份哪里不一致、按选票是多少。")
    if TallySheet.objects.filter(batch=batch, by=by).exists():
        raise Refused("复核要由第三个人来做，这一批您自己录过。")
    return TallySheet.objects.create(batch=batch, hand=Hand.SETTLED, by=by, why=why.strip())


def _settled(sheet: TallySheet, batch: Batch, round_: Round, by: User) -> None:
    sheet.closed = True
    sheet.save()
    batch.agreed = True
    batch.save(update_fields=["agreed"])
    note("count.look-over", batch, round_, by)


def count_again(batches: Iterable[Batch], *, by: User) -> list[Batch]:
    """These batches are entered again, ballot by ballot; their sheets so far stay and count no
    more. Refused to anybody but 总监票人, and while a batch is still being entered."""
    done = []
    with transaction.atomic():
        for one in batches:
            batch, round_ = locked_batch(one)
            may_settle(by, round_).require()
            if not batch.in_force or not batch.both_closed:
                raise Refused(f"{batch}还没有录完，不用重新录。")
            batch.in_force = False
            batch.save(update_fields=["in_force"])
            again = Batch.objects.create(
                round=round_, number=batch.number, size=batch.size, way=Way.SINGLE
            )
            note("count.again", again, round_, by)
            done.append(again)
    return done

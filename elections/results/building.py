"""From counted rows to the result sheet of CONTRACTS, and what still stands in its way."""

from collections.abc import Iterable
from typing import Any

from elections.ballots.issuing import issued_total
from elections.ballots.polling import entitled
from elections.candidates.models import KinTie, OnBallot
from elections.counting.models import Batch
from elections.counting.opening import collected_total, is_over_count
from elections.counting.rules import Entry, off_the_wall, on_the_wall
from elections.counting.states import Way
from elections.counting.totals import Printed, counted, printed, progress, wall_of
from elections.results.closeness import is_close
from elections.results.holding import rules_of
from elections.results.recount import recount
from elections.results.rules import RECALL, Contest, Result, Sheet, Void, decide
from elections.results.sheets import sheet_json
from elections.rulesets.models import RuleSet
from elections.rulesets.states import Round as RoundOfRules
from elections.timetable.models import Election, Round
from elections.timetable.states import RoundKind
from jiedao.common.errors import Refused

YES = frozenset({"yes", "赞成"})
DIFFERS = "平台算出的结果和“计票核对”程序算出的不一样，不能公布。请马上告诉街道。"


def law_of(rule_set: RuleSet) -> str:
    """The law a set was copied from: what a sheet names, beside what the street adjusted."""
    found = rule_set
    while found.based_on is not None:
        found = found.based_on
    return str(found.code)


def round_word(round_: Round) -> str:
    """A redo counts as a first round."""
    return RoundOfRules.FIRST if round_.kind == RoundKind.RERUN else str(round_.kind)


def sheet_of(round_: Round) -> Sheet:
    """The round as it was counted. A void over-count has no votes: nobody counted any."""
    entry = Entry() if is_over_count(round_) else counted(round_)
    ballot = printed(round_)
    recall = round_.kind == RoundKind.RECALL
    return Sheet(
        rules=rules_of(round_),
        mode=round_.election.mode,
        round=round_word(round_),
        entitled=entitled(round_.election),
        issued=issued_total(round_),
        collected=collected_total(round_) or 0,
        invalid=entry.void,
        blank=entry.blank,
        contests=tuple(_contest(one, entry, recall) for one in ballot),
        kin=tuple(kin_of(round_.election, ballot)),
    )


def _contest(one: Printed, entry: Entry, recall: bool) -> Contest:
    pk = one.contest.pk
    votes = [(line, entry.votes.get((pk, line.pk), 0)) for line in one.lines]
    votes += [(line, n) for line in one.written if (n := entry.votes.get((pk, line.pk), 0))]
    return Contest(
        post=RECALL if recall else one.contest.post,
        seats=1 if recall else one.contest.seats,
        votes=tuple((sheet_label(line, recall), n) for line, n in votes),
        invalid_sections=entry.sections.get(pk, 0),
    )


def sheet_label(line: OnBallot, recall: bool) -> str:
    if not recall:
        return line.label
    return "yes" if line.label in YES else "no"


def kin_of(election: Election, ballot: Iterable[Printed]) -> list[tuple[str, str, str]]:
    """Near kin among the names of this ballot."""
    names = {line.label for one in ballot for line in one.lines}
    ties = KinTie.objects.filter(election=election).select_related("one", "other")
    found = {(tie.one.label, tie.other.label, str(tie.kin)) for tie in ties}
    return sorted(row for row in found if {row[0], row[1]} <= names and row[0] != row[1])


def judged(round_: Round) -> tuple[dict[str, Any], Result]:
    """(the sheet as it would be published, what the rules say of it).

    Refused when `recount.py`, which anyone may run, says anything else.
    """
    sheet = sheet_of(round_)
    result = decide(sheet)
    raw = sheet_json(sheet, law_of(round_.election.rule_set), result)
    if recount(raw) != result.as_output():
        raise Refused(DIFFERS)
    return raw, result


# What stands in the way


def obstacles(round_: Round) -> list[str]:
    """Why the count cannot be finished yet, in sentences; nothing when all three agree."""
    if round_.closed_at is None:
        return ["投票还没有结束。"]
    if collected_total(round_) is None:
        return ["票箱还没有开，收回的选票还没有清点。"]
    if is_over_count(round_):
        return []
    found = _batches_open(round_)
    if found:
        return found
    entry, ballot = counted(round_), printed(round_)
    found = _wall_differs(round_, entry, ballot)
    if found:
        return found
    sheet = sheet_of(round_)
    result = decide(sheet)
    if result.void_reason == Void.INCONSISTENT:
        return list(result.explanation)
    return _too_close(round_, sheet)


def _batches_open(round_: Round) -> list[str]:
    now = progress(round_)
    found = []
    if now.closed < now.batches:
        found.append(f"还有 {now.batches - now.closed} 批没有录完两份计票单。")
    if now.differing:
        found.append(f"有 {now.differing} 批两份计票单不一样，等总监票人对着选票复核。")
    return found


def _wall_differs(round_: Round, entry: Entry, ballot: list[Printed]) -> list[str]:
    if not collected_total(round_):
        return []
    wall = wall_of(round_)
    words: dict[object, str] = {"blank": "弃权票", "invalid": "无效票"}
    for one in ballot:
        words["section", one.contest.pk] = f"{one.word}一栏作废"
        for line in [*one.lines, *one.written]:
            words["votes", one.contest.pk, line.pk] = f"{one.word}“{line.label}”"
            if wall is None or (one.contest.pk, line.pk) not in wall.votes:
                return ["墙上的正字合计还没有录。"]
    if wall is None:
        return ["墙上的正字合计还没有录。"]
    a, b = on_the_wall(entry), on_the_wall(wall)
    return [
        f"{words[key]}：计票单合计 {a.get(key, 0)}，墙上正字 {b.get(key, 0)}，对不上。"
        for key in off_the_wall(entry, wall)
    ]


def _too_close(round_: Round, sheet: Sheet) -> list[str]:
    """R36: where the result turns on few votes, whole batches are not exact enough."""
    if not Batch.objects.filter(round=round_, way=Way.BATCH).in_force().exists():
        return []
    close = [one for one in sheet.by_rank if is_close(sheet, one)]
    if not close:
        return []
    words = {one.contest.post: one.word for one in printed(round_)}
    names = "、".join(words.get(one.post, "罢免") for one in close)
    return [f"{names}的票数很接近，要逐张再录一遍才能定结果。"]

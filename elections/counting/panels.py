"""What the pages of the count show. Every function asks only what its reader may see."""

from dataclasses import dataclass
from typing import Any

from committees.people.models import User
from committees.reach.states import Role
from elections.counting.models import Batch, TallySheet
from elections.counting.querysets import SUPERVISING
from elections.counting.rules import Ballot
from elections.counting.states import SEEN_BY_EYE, Hand
from elections.counting.totals import Printed
from elections.electorate.models import Voter
from elections.timetable.models import Round


@dataclass(frozen=True)
class BatchLine:
    """A batch in the list: the reader's own sheet, and for those who supervise where it stands."""

    batch: Batch
    own: TallySheet | None
    free: int
    supervised: bool

    @property
    def word(self) -> tuple[str, str]:
        if self.own is not None and not self.supervised:
            return ("您交了", "green") if self.own.closed else ("您在录", "blue")
        if not self.supervised:
            return ("可以领", "amber") if self.free else ("有人录", "grey")
        if self.batch.agreed:
            return "一致", "green"
        if self.batch.both_closed:
            return "不一致，要复核", "red"
        return ("在录", "blue") if self.free < len((Hand.A, Hand.B)) else ("没人领", "grey")


def batch_lines(round_: Round, user: User) -> list[BatchLine]:
    """Batches in force, by number. Two queries."""
    batches = list(Batch.objects.visible_to(user).filter(round=round_).in_force())
    held: dict[int, int] = {}
    own: dict[int, TallySheet] = {}
    for sheet in TallySheet.objects.filter(batch__in=batches, hand__in=(Hand.A, Hand.B)):
        held[sheet.batch_id] = held.get(sheet.batch_id, 0) + 1
        if sheet.by_id == user.pk:
            own[sheet.batch_id] = sheet
    over = round_.election.committee_id in user.reach.committees_as(SUPERVISING)
    both = len((Hand.A, Hand.B))
    return [BatchLine(one, own.get(one.pk), both - held.get(one.pk, 0), over) for one in batches]


def is_teller(user: User, round_: Round) -> bool:
    return user.reach.has(Role.TELLER, round_.election.committee_id)


def is_scrutineer(user: User, round_: Round) -> bool:
    return user.reach.has(Role.SCRUTINEER, round_.election.committee_id)


@dataclass(frozen=True)
class Tick:
    """A name on a paper as a box to tick."""

    name: str
    value: str
    label: str
    on: bool


@dataclass(frozen=True)
class TickGroup:
    printed: Printed
    ticks: list[Tick]


def ticks_of(
    ballot: list[Printed],
    marks: set[int],
    added: dict[tuple[int, int], Voter],
    *,
    with_written: bool = False,
    prefix: str = "",
) -> list[TickGroup]:
    """The names of a paper. Names by pen go by contest and voter, in the order of the roll: a key
    or an order of their lines would tell whether another teller found the name before. Only a
    third person, who sees both sheets, gets all their lines (`with_written`)."""
    return [
        TickGroup(
            one,
            [
                Tick(f"{prefix}m", str(line.pk), line.label, line.pk in marks)
                for line in [*one.lines, *(one.written if with_written else [])]
            ]
            + [
                Tick(
                    f"{prefix}mw",
                    f"{contest}-{voter}",
                    f"{person.name}（{person.door}，另选）",
                    True,
                )
                for (contest, voter), person in sorted(added.items())
                if contest == one.contest.pk
            ],
        )
        for one in ballot
    ]


def marks_of(ballot: Ballot | None) -> set[Any]:
    return {line for names in ballot.marks.values() for line in names} if ballot else set()


def reading(ballot: Ballot | None, labels: dict[int, str]) -> str:
    """「丁甲、卜乙」 「弃权」 「无效：无法辨认」"""
    if ballot is None:
        return "没有录"
    if ballot.invalid:
        words = {str(one): str(one.label) for one in SEEN_BY_EYE}
        return f"无效：{words[ballot.invalid]}"
    names = [labels[line] for line in sorted(marks_of(ballot))]
    return "、".join(names) or "弃权"

"""What the pages of a roll show: figures, where it stands, the paper by residents' group."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Q

from elections.electorate.canonical import NO_GROUP
from elections.electorate.clock import last_objection_day, planned_on, published_on
from elections.electorate.models import Freeze, RollChange, Voter
from elections.electorate.opened import BEFORE_PUBLICATION
from elections.electorate.states import Hand
from elections.timetable.models import Election
from meetings.representatives.rules import group_rank


@dataclass(frozen=True)
class Figures:
    """One query over one election's lines."""

    listed: int
    out: int
    by_hand: int


def figures_of(election: Election) -> Figures:
    counted = Voter.objects.filter(election=election).aggregate(
        people=Count("pk"),
        on=Count("pk", filter=Q(listed=True)),
        hand=Count("pk", filter=Q(by_hand=True)),
    )
    return Figures(counted["on"], counted["people"] - counted["on"], counted["hand"])


@dataclass(frozen=True)
class Standing:
    """Where a roll stands, in a sentence; `freeze` is the version in force or waiting."""

    words: str
    freeze: Freeze | None
    is_open: bool
    is_published: bool
    hung_on: date | None
    until: date | None


def standing_of(election: Election) -> Standing:
    """At most four queries."""
    freeze = Freeze.objects.filter(election=election).standing().first()
    published = election.stage not in BEFORE_PUBLICATION
    hung, until = None, None
    if published:
        hung, until = published_on(election), last_objection_day(election)
        words = f"{day_words(hung)}公布" if hung else "已经公布"
        if until:
            words += f"，申诉可以提到 {day_words(until)}"
    else:
        words = f"还没有公布，最晚 {day_words(planned_on(election))}公布"
    if freeze is not None and freeze.in_force:
        words = f"第 {freeze.number} 次冻结，登记选民 {freeze.entitled:,} 人"
    elif freeze is not None:
        words = "等另一个人确认冻结"
    return Standing(f"{words}。", freeze, freeze is None, published, hung, until)


def day_words(day: date) -> str:
    return f"{day.month}月{day.day}日"


@dataclass(frozen=True)
class PaperGroup:
    """A residents' group on the paper roll: full names, in the order of their sound."""

    name: str
    people: list[str]


def paper_of(election: Election) -> list[PaperGroup]:
    """Everybody who may vote, by residents' group as people count them (R35). One query."""
    rows = Voter.objects.on_roll().filter(election=election)
    pairs = list(rows.order_by("pinyin", "pk").values_list("group", "name"))
    pairs.sort(key=lambda pair: (not pair[0], *group_rank(pair[0])))
    return [
        PaperGroup(group or NO_GROUP, [name for _, name in same])
        for group, same in groupby(pairs, key=lambda pair: pair[0])
    ]


@dataclass(frozen=True)
class ChangedLine:
    """One line of the change list: group and name, nothing else of anybody."""

    hand: str
    group: str
    name: str
    was: str


def change_list(election: Election) -> list[ChangedLine]:
    """What changed since the roll hung, in order; public, so without reasons. Two queries."""
    hung = published_on(election)
    if hung is None:
        return []
    rows = RollChange.objects.filter(election=election, at__date__gte=hung).select_related("voter")
    return [
        ChangedLine(
            row.get_hand_display(),
            row.voter.group or NO_GROUP,
            row.voter.name,
            row.was if row.hand == Hand.CORRECT else "",
        )
        for row in rows.order_by("pk")
    ]

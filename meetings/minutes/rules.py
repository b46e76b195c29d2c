"""Minutes without clock and database: the draft, merging two texts, what residents read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from jiedao.common.masks import hide_known
from jiedao.common.official import numeral

# Drafting


@dataclass(frozen=True)
class Task:
    """牵头, 配合, 做什么, 哪天前."""

    lead: str
    helpers: tuple[str, ...]
    what: str
    due: str

    @property
    def sentence(self) -> str:
        helped = f"，{'、'.join(self.helpers)}配合" if self.helpers else ""
        return f"{self.lead}牵头{helped}，{self.what}，{self.due}前办好。"


@dataclass(frozen=True)
class Matter:
    """One topic as it went. `outcomes` are numbered outcomes, (number in words, text); `votes`
    results in words."""

    title: str
    discussion: str = ""
    conclusion: str = ""
    agreed: bool | None = None
    differing: str = ""
    votes: tuple[str, ...] = ()
    outcomes: tuple[tuple[str, str], ...] = ()
    tasks: tuple[Task, ...] = ()
    carried: bool = False


@dataclass(frozen=True)
class Record:
    """Everything a draft is made of. `carried_items`: open items of earlier meetings in words."""

    opening: str
    quorum: str
    matters: tuple[Matter, ...]
    earlier: tuple[str, ...] = ()


def draft_text(record: Record) -> str:
    """The draft in the levels of GB/T 9704: opening, quorum, one heading a topic, what is open."""
    parts = [record.opening]
    if record.quorum:
        parts.append(record.quorum)
    number = 0
    for matter in record.matters:
        number += 1
        parts += [f"{numeral(number)}、{matter.title}", *_paragraphs(matter)]
    if record.earlier:
        parts.append(f"{numeral(number + 1)}、以前议定、还在办的事项")
        parts += [f"{place}. {text}" for place, text in enumerate(record.earlier, 1)]
    return "\n".join(parts)


def _paragraphs(matter: Matter) -> list[str]:
    said = [matter.discussion] if matter.discussion else []
    said += [f"表决：{vote}" for vote in matter.votes]
    if matter.carried:
        return [*said, "这个议题没有议完，转到下次会议。"]
    same = [number for number, text in matter.outcomes if text == matter.conclusion]
    if matter.conclusion:
        how = "经协商一致，" if matter.agreed else ""
        said.append(f"{how}议定{'、'.join(same)}：{matter.conclusion}")
    if matter.agreed is False:
        said.append(f"没有协商一致，不同意见：{matter.differing}")
    said += [f"{number}：{text}" for number, text in matter.outcomes if number not in same]
    said += [f"{place}. {task.sentence}" for place, task in enumerate(matter.tasks, 1)]
    return [line.strip() for text in said for line in text.splitlines() if line.strip()]


# Merging


def merged(base: str, theirs: str, mine: str) -> str | None:
    """Both people's changes in one text, paragraph by paragraph; None where they touch the same
    paragraph and somebody has to look.
    """
    if theirs == mine or mine == base:
        return theirs
    if theirs == base:
        return mine
    old = base.splitlines()
    edits = sorted([*_edits(old, theirs.splitlines()), *_edits(old, mine.splitlines())])
    for one, other in pairwise(edits):
        if one != other and _touch(one, other):
            return None
    out, at = [], 0
    for start, end, lines in dict.fromkeys(edits):
        out += [*old[at:start], *lines]
        at = end
    return "\n".join([*out, *old[at:]])


Edit = tuple[int, int, tuple[str, ...]]


def _edits(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Which stretch of the old paragraphs became which new ones: (start, end, lines)."""
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(a, b, tuple(new[c:d])) for tag, a, b, c, d in found if tag != "equal"]


def _touch(one: Edit, other: Edit) -> bool:
    """Neighbours touch too: an insertion next to a changed paragraph is for people to order."""
    return other[0] <= one[1]


# What residents read

_ROOM = re.compile(r"(?<![0-9])[0-9]{1,4}\s?室")
_DOOR = re.compile(r"(?<![0-9])([0-9]{1,3})\s?[-－—]\s?[0-9]{3,4}(?![0-9年月日])")
_LONG_NUMBER = re.compile(r"(?<![0-9])[0-9Xx](?:[ \-]?[0-9Xx]){6,18}(?![0-9])")


@dataclass(frozen=True)
class PublicText:
    """The text for residents, and in words what was taken out of it."""

    text: str
    hidden: tuple[str, ...]


def public_text(body: str, names: Iterable[str]) -> PublicText:
    """Residents' names become 「张**」, rooms 「某室」, long numbers vanish; longer names first, so
    that a short name never cuts a longer one. The person who releases it reads it before.
    """
    text, hidden = body, []
    for name in sorted(set(names), key=lambda one: (-len(one), one)):
        covered = hide_known(text, names=[name])
        if covered != text:
            hidden.append(name)
        text = covered
    for shape, instead, what in (
        (_LONG_NUMBER, "（号码已隐去）", "号码"),
        (_DOOR, r"\1 号楼某室", "室号"),
        (_ROOM, "某室", "室号"),
    ):
        text, count = shape.subn(instead, text)
        if count and what not in hidden:
            hidden.append(what)
    return PublicText(text, tuple(hidden))


# Presence


@dataclass(frozen=True)
class Presence:
    """出席, 请假, 列席 as lines (unit, names); `absent` did not come and said nothing."""

    present: tuple[tuple[str, str], ...] = ()
    excused: tuple[tuple[str, str], ...] = ()
    observing: tuple[tuple[str, str], ...] = ()
    absent: tuple[tuple[str, str], ...] = ()

    @property
    def groups(self) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        """(label, lines) of those that are not empty."""
        told = [
            ("出席", self.present),
            ("请假", self.excused),
            ("列席", self.observing),
            ("缺席", self.absent),
        ]
        return [(label, lines) for label, lines in told if lines]


def by_unit(people: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(unit, name) pairs → one line a unit with its names, units in the order they came."""
    units: dict[str, list[str]] = {}
    for unit, name in people:
        units.setdefault(unit, []).append(name)
    return tuple((unit, "、".join(names)) for unit, names in units.items())

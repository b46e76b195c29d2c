"""Forms of the count: what a box held, a sheet, a paper, the wall.

A sheet is typed into one page that stores nothing until it is handed in: a name added by pen
travels in the form itself, so nothing of one teller's work can show in the other's page.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from elections.ballots.models import Station
from elections.candidates.models import OnBallot
from elections.counting.rules import Entry, valid_sections
from elections.counting.states import SEEN_BY_EYE, Invalid, Way
from elections.counting.tallying import Marked, Typed
from elections.counting.totals import Printed
from elections.electorate.models import Voter
from elections.rulesets.models import RuleSet
from elections.rulesets.states import Voids
from jiedao.common.forms import OneOf, PortalForm, UploadField

MOST = 99_999
_WRITTEN = re.compile(r"w([0-9]{1,18})-([0-9]{1,18})")
_PAIR = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")


def pairs_in(texts: Iterable[str]) -> list[tuple[int, int]]:
    """「12-345」 → (contest, voter)."""
    return [(int(m[1]), int(m[2])) for m in map(_PAIR.fullmatch, texts) if m]


def written_in(data: Mapping[str, Any] | None) -> list[tuple[int, int]]:
    """(contest, voter) of every field for a name by pen."""
    return [(int(m[1]), int(m[2])) for m in map(_WRITTEN.fullmatch, data or ()) if m]


def _number(label: str, **more: Any) -> forms.IntegerField:
    """A text field with the keys of a telephone: no wheel and no arrow changes a figure."""
    more.setdefault("widget", forms.TextInput)
    field = forms.IntegerField(label=label, min_value=0, max_value=MOST, **more)
    field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "class": "form-control"}
    return field


@dataclass(frozen=True)
class Cell:
    """One figure of the page: whose it is, its field, and what the two sheets say of it."""

    label: str
    field: Any
    note: str = ""
    differs: bool = False


@dataclass(frozen=True)
class Group:
    """One post: its names, then its void sections."""

    printed: Printed
    cells: list[Cell]
    section: Cell | None


class OpeningForm(PortalForm):
    """How many ballots each box held."""

    way = forms.ChoiceField(label="怎么录", choices=Way.choices, widget=OneOf, initial=Way.BATCH)

    def __init__(self, *args: Any, stations: list[Station], **kwargs: Any) -> None:
        self.stations = stations
        super().__init__(*args, **kwargs)
        for one in stations:
            self.fields[f"box{one.pk}"] = _number(f"{one.name}收回几张", initial=one.collected)
        self.prepare()

    @property
    def boxes(self) -> list[tuple[Station, Any]]:
        return [(one, self[f"box{one.pk}"]) for one in self.stations]

    @property
    def collected(self) -> dict[int, int]:
        return {one.pk: self.cleaned_data[f"box{one.pk}"] for one in self.stations}


class NamesForm(PortalForm):
    """A figure for every name of the ballot, and for names added by pen."""

    def __init__(
        self,
        *args: Any,
        ballot: list[Printed],
        added: Mapping[tuple[int, int], Voter],
        with_written: bool = False,
        **kwargs: Any,
    ) -> None:
        self.ballot, self.added, self.with_written = ballot, added, with_written
        super().__init__(*args, **kwargs)
        for one in ballot:
            for line in self.lines_of(one):
                self.fields[f"v{line.pk}"] = _number(line.label)
        for (contest, voter), person in added.items():
            self.fields[f"w{contest}-{voter}"] = _number(person.name)
        self.prepare()

    def lines_of(self, one: Printed) -> list[OnBallot]:
        return [*one.lines, *(one.written if self.with_written else [])]

    def votes(self) -> dict[tuple[int, int], int]:
        known = self.cleaned_data
        return {
            (one.contest.pk, line.pk): known[f"v{line.pk}"]
            for one in self.ballot
            for line in self.lines_of(one)
            if known.get(f"v{line.pk}") is not None
        }

    def written(self) -> dict[tuple[int, int], int]:
        rows = {key: self.cleaned_data.get(f"w{key[0]}-{key[1]}") for key in self.added}
        return {key: n for key, n in rows.items() if n}

    def notes(self, key: object) -> tuple[str, bool]:
        """What to say beside a figure, and whether the two sheets differ on it."""
        return "", False

    def groups(self) -> list[Group]:
        return [self._group(one) for one in self.ballot]

    def _group(self, one: Printed) -> Group:
        pk = one.contest.pk
        cells = [
            Cell(line.label, self[f"v{line.pk}"], *self.notes(("votes", pk, line.pk)))
            for line in self.lines_of(one)
        ]
        cells += [
            Cell(f"{person.name}（{person.door}，另选）", self[f"w{contest}-{voter}"])
            for (contest, voter), person in self.added.items()
            if contest == pk
        ]
        return Group(one, cells, self._section(one))

    def _section(self, one: Printed) -> Cell | None:
        return None


class WallForm(NamesForm):
    """正字 totals from the photo of the wall."""

    photo = UploadField(label="墙上正字的照片", kinds=("photo",), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.ballot:
            self.fields[f"s{one.contest.pk}"] = _number(f"{one.word}一栏作废")
        self.fields["blank"] = _number("弃权票（一个也没选）")
        self.fields["invalid"] = _number("整张无效")
        self.prepare()

    def _section(self, one: Printed) -> Cell:
        return Cell(f"{one.word}一栏作废", self[f"s{one.contest.pk}"])

    def whole(self) -> list[Cell]:
        return [Cell(str(self[name].label), self[name]) for name in ("blank", "invalid")]

    def said(self) -> Entry:
        known = self.cleaned_data
        sections = {one.contest.pk: known[f"s{one.contest.pk}"] for one in self.ballot}
        return Entry(
            self.votes(),
            {post: n for post, n in sections.items() if n},
            known["blank"],
            {str(Invalid.OTHER): known["invalid"]},
        )


def typed_before(wall: Entry | None) -> dict[str, int]:
    """The wall as initial figures of its form."""
    if wall is None:
        return {}
    found = {f"v{line}": n for (_, line), n in wall.votes.items()}
    found |= {f"s{contest}": n for contest, n in wall.sections.items()}
    return found | {"blank": wall.blank, "invalid": wall.void}


class SheetForm(NamesForm):
    """计票单 of one batch."""

    def __init__(self, *args: Any, rules: RuleSet, size: int, **kwargs: Any) -> None:
        self.size, self.reasons = size, reasons_of(rules)
        super().__init__(*args, **kwargs)
        self.fields["ballots"] = _number("这一批一共几张（请数一遍）")
        for one in self.ballot:
            self.fields[f"s{one.contest.pk}"] = _number(f"{one.word}一栏作废", initial=0)
        self.fields["blank"] = _number("弃权票（一个也没选）", initial=0)
        for reason in self.reasons:
            self.fields[f"i-{reason.value}"] = _number(str(reason.label), initial=0)
        self.prepare()

    def _section(self, one: Printed) -> Cell:
        pk = one.contest.pk
        words, differs = self.notes(("section", pk))
        return Cell(f"{one.word}一栏作废", self[f"s{pk}"], words, differs)

    def whole(self) -> list[Cell]:
        """Ballots that count for nobody at all."""
        rows = [
            Cell("这一批一共几张（请数一遍）", self["ballots"]),
            Cell("弃权票（一个也没选）", self["blank"], *self.notes("blank")),
        ]
        return rows + [
            Cell(str(reason.label), self[f"i-{reason.value}"], *self.notes(("invalid", reason)))
            for reason in self.reasons
        ]

    def entry(self) -> Entry:
        known = self.cleaned_data
        sections = {one.contest.pk: known.get(f"s{one.contest.pk}") or 0 for one in self.ballot}
        invalid = {str(one): known.get(f"i-{one.value}") or 0 for one in self.reasons}
        return Entry(
            self.votes(),
            {post: n for post, n in sections.items() if n},
            known.get("blank") or 0,
            {reason: n for reason, n in invalid.items() if n},
        )

    def typed(self) -> Typed:
        return Typed(self.entry(), self.written(), self.cleaned_data.get("ballots"))

    def sums(self) -> list[str]:
        """「主任：有效 48 张，得票合计 46 票（最多 48 票）」 for what is typed so far."""
        entry, written = self.entry(), self.written()
        found = []
        for one in self.ballot:
            pk = one.contest.pk
            valid = valid_sections(entry, self.size, pk)
            total = sum(
                n for (post, _), n in [*entry.votes.items(), *written.items()] if post == pk
            )
            most = valid * one.contest.seats
            found.append(f"{one.word}：有效 {valid} 张，得票合计 {total} 票（最多 {most} 票）")
        whole = f"弃权 {entry.blank} 张，整张无效 {entry.void} 张，这一批 {self.size} 张"
        return [*found, whole]


class SettleForm(SheetForm):
    """The third sheet: figures on which both agree are filled in, the others are empty."""

    why = forms.CharField(
        label="哪里不一致，按选票是多少",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )

    def __init__(self, *args: Any, first: Entry, second: Entry, **kwargs: Any) -> None:
        self.first, self.second = first.cells(), second.cells()
        super().__init__(*args, **kwargs)
        for key, name in self._names().items():
            one, other = self.first.get(key, 0), self.second.get(key, 0)
            self.fields[name].initial = one if one == other else None

    def _names(self) -> dict[object, str]:
        found: dict[object, str] = {"blank": "blank"}
        for one in self.ballot:
            pk = one.contest.pk
            found |= {("votes", pk, line.pk): f"v{line.pk}" for line in self.lines_of(one)}
            found["section", pk] = f"s{pk}"
        return found | {("invalid", str(one)): f"i-{one.value}" for one in self.reasons}

    def notes(self, key: object) -> tuple[str, bool]:
        one, other = self.first.get(key, 0), self.second.get(key, 0)
        if one == other:
            return "", False
        return f"第一份 {one}，第二份 {other}", True


def reasons_of(rules: RuleSet) -> list[Invalid]:
    """Why a whole ballot is void under these rules; other faults void a section alone."""
    found = []
    if rules.overvote_voids == Voids.BALLOT:
        found.append(Invalid.TOO_MANY)
    if rules.double_post_voids == Voids.BALLOT:
        found.append(Invalid.TWO_POSTS)
    return [*found, *SEEN_BY_EYE]


def marked_in(data: Any, prefix: str = "") -> Marked:
    """One paper from its ticks: lines, names by pen, or why it is invalid."""
    lines = [int(one) for one in data.getlist(f"{prefix}m") if one.isascii() and one.isdigit()]
    written = pairs_in(data.getlist(f"{prefix}mw"))
    return Marked(lines=lines, written=written, invalid=str(data.get(f"{prefix}invalid", "")))

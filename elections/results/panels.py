"""A result as pages show it: the sheet, the outcome, and who signed."""

from dataclasses import dataclass
from typing import Any

from elections.results.forms import LABELS
from elections.results.holding import in_force
from elections.results.models import Correction, Recheck, Result
from elections.results.rules import POST_WORDS, RECALL, RECALLED
from elections.timetable.models import Election


@dataclass(frozen=True)
class Row:
    """A name with its votes; `word` says what came of it."""

    label: str
    votes: int
    word: str
    colour: str


@dataclass(frozen=True)
class Table:
    """One post."""

    word: str
    seats: int
    vacant: int
    rows: list[Row]
    invalid_sections: int
    recall: bool


@dataclass(frozen=True)
class Shown:
    """A sheet with its outcome, ready to be read."""

    sheet: dict[str, Any]
    outcome: dict[str, Any]
    tables: list[Table]

    @property
    def valid_ballots(self) -> int:
        return int(self.sheet["collected"] - self.sheet["invalid"] - self.sheet["blank"])

    @property
    def facts(self) -> list[tuple[str, str]]:
        sheet = self.sheet
        return [
            ("应到", f"{sheet['entitled']:,} 人"),
            ("发出选票", f"{sheet['issued']:,} 张"),
            ("收回选票", f"{sheet['collected']:,} 张"),
            ("有效票", f"{self.valid_ballots:,} 张"),
            ("无效票", f"{sheet['invalid']:,} 张"),
            ("弃权票", f"{sheet['blank']:,} 张"),
        ]


def shown(sheet: dict[str, Any], outcome: dict[str, Any]) -> Shown:
    seats = {one["post"]: one for one in outcome["contests"]}
    return Shown(sheet, outcome, [_table(one, seats[one["post"]]) for one in sheet["contests"]])


def _table(contest: dict[str, Any], seats: dict[str, Any]) -> Table:
    recall = contest["post"] == RECALL
    rows = [
        Row(LABELS.get(label, label) if recall else label, votes, *_word(label, seats, recall))
        for label, votes in contest["votes"]
    ]
    if not recall:
        rows.sort(key=lambda row: -row.votes)
    return Table(
        word=POST_WORDS[contest["post"]],
        seats=contest["seats"],
        vacant=seats["vacant"],
        rows=rows,
        invalid_sections=contest.get("invalid_sections", 0),
        recall=recall,
    )


def _word(label: str, seats: dict[str, Any], recall: bool) -> tuple[str, str]:
    if recall:
        passed = RECALLED in seats["elected"]
        return ("通过", "green") if passed and label == "yes" else ("", "")
    if label in seats["elected"]:
        return "当选", "green"
    return ("票数相同", "amber") if label in seats["tied"] else ("", "")


@dataclass(frozen=True)
class Published:
    """A published round: what was published, what was corrected, what holds."""

    result: Result
    first: Shown
    holds: Shown
    corrections: list[Correction]
    recheck: Recheck | None

    @property
    def sha256(self) -> str:
        return str(self.holds.sheet["sha256"])

    @property
    def signers(self) -> list[tuple[str, str]]:
        return [(one.get_as_whom_display(), one.by.name) for one in self.result.signings.all()]


def published_of(election: Election) -> list[Published]:
    """Published rounds, the newest first."""
    rows = Result.objects.filter(round__election=election, published_at__isnull=False)
    rows = rows.select_related("round", "recheck__agreed_by").prefetch_related("signings__by")
    return [_published(one) for one in rows.order_by("-round__number")]


def _published(result: Result) -> Published:
    agreed = result.corrections.filter(agreed_by__isnull=False)
    return Published(
        result=result,
        first=shown(result.sheet, result.outcome),
        holds=shown(*in_force(result)),
        corrections=list(agreed.select_related("made_by", "agreed_by")),
        recheck=getattr(result, "recheck", None),
    )

"""The same days through the portal's own acts: every mark, sheet, paper and signature is a row.

Runs inside one transaction that its caller takes back: nothing of it stays.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.utils import timezone

from elections.results.finishing import finish_count, publish, sign
from elections.results.sheets import sheet_json
from elections.simulation.counting import Count
from elections.simulation.ground import Ground
from elections.simulation.people import Office
from elections.simulation.polling import Polling
from elections.simulation.truth import Day
from jiedao.common.errors import Refused


@dataclass
class Played:
    """What came of one day, and how often the portal said no on the way."""

    published: dict[str, Any] | None
    right: bool
    refused: dict[str, int] = field(default_factory=dict)
    errors: int = 0


class Game:
    """One day from the proxies to the signatures; `people` make the mistakes."""

    def __init__(self, day: Day, random: Random, slip: float, number: int) -> None:
        self.people = Office(day, random, slip)
        self.ground = Ground(day, number)
        self.polling = Polling(self.ground, random)
        self.counting = Count(self.ground, self.people)

    def end(self) -> dict[str, Any] | None:
        """The published sheet, or None where the portal would not finish."""
        now = timezone.now()
        try:
            result = finish_count(self.ground.round, by=self.ground.team["scrutineer"], at=now)
        except Refused:
            return None
        self.ground.must_refuse("published with no signature", lambda: publish(
            result, by=self.ground.team["head"], at=now
        ))  # fmt: skip
        for name in ("scrutineer", "head"):
            sign(result, by=self.ground.team[name], at=now)
        publish(result, by=self.ground.team["head"], at=now)
        sheet: dict[str, Any] = result.sheet
        return sheet


def play(day: Day, random: Random, slip: float, number: int) -> Played:
    """One day from the proxies to the signatures, through the acts behind the pages."""
    game = Game(day, random, slip, number)
    game.polling.poll()
    game.counting.count()
    published = game.end()
    right = published is None or _plain(published) == _plain(_true(day))
    return Played(published, right, dict(game.ground.refused), game.people.errors)


def _true(day: Day) -> dict[str, Any]:
    sheet, result = day.truth()
    return sheet_json(sheet, day.law, result)


def _plain(sheet: dict[str, Any]) -> dict[str, Any]:
    """The posts of a sheet in one order; digest and all that follows from figures left out."""
    contests = sorted(
        (
            {**one, "votes": sorted(row for row in map(tuple, one["votes"]) if row[1])}
            for one in sheet["contests"]
        ),
        key=lambda one: str(one["post"]),
    )
    outcome = sheet["claimed"]
    seats = sorted((one["post"], one["elected"], one["tied"]) for one in outcome["contests"])
    rest = {name: sheet[name] for name in ("entitled", "issued", "collected", "invalid", "blank")}
    return {**rest, "contests": contests, "seats": seats, "valid": outcome["valid"]}

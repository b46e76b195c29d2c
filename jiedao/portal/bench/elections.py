"""Polling day at its largest: handing out ballots, counting them, and the roll before it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.terms.states import Post
from committees.territory.models import Committee
from elections.ballots.issuing import issue_ballot
from elections.ballots.models import Issued
from elections.ballots.states import Way
from elections.counting.rules import Ballot
from elections.electorate.building import build_roll
from elections.electorate.models import Voter
from elections.rulesets.models import RuleSet
from elections.rulesets.states import Mode
from elections.simulation.office import Game
from elections.simulation.truth import Day
from elections.timetable.actions import Opening, open_election
from elections.timetable.models import Election
from elections.timetable.states import Stage

AHEAD = timedelta(days=120)
SEATS: dict[str, int] = {Post.CHAIR: 1, Post.VICE_CHAIR: 1, Post.MEMBER: 3}
NAMES: dict[Any, tuple[str, ...]] = {
    Post.CHAIR: ("主任一", "主任二"),
    Post.VICE_CHAIR: ("副主任一", "副主任二"),
    Post.MEMBER: ("委员一", "委员二", "委员三", "委员四", "委员五"),
}
BALLOTS, ENTITLED, ISSUES = 3_000, 3_200, 300
ISSUE_GOAL = 0.20
"""Ballots handed out by the act, over the same statements sent by pgbench."""
UNSENT = re.compile("(?:SAVEPOINT|RELEASE)")


@dataclass(frozen=True)
class PollingDay:
    """Seconds. `issuing` and `replayed` are for the same number of ballots; `replayed` is None
    where there is no pgbench."""

    issues: int
    issuing: float
    replayed: float | None
    ballots: int
    tally: float
    finish: float
    roll_rows: int
    roll: float

    @property
    def ratio(self) -> float | None:
        return self.replayed / self.issuing if self.replayed else None

    @property
    def flags(self) -> list[str]:
        if self.ratio is None:
            return ["没有 pgbench，发票没有比较"]
        return [f"发票低于目标 {ISSUE_GOAL}"] if self.ratio < ISSUE_GOAL else []


def open_rounds() -> None:
    """An election under way in every committee of the street, as the page of all 34 shows it."""
    clerk = Posting.objects.filter(role=Role.CLERK).select_related("user")[0].user
    opening = Opening(
        timezone.localdate() + AHEAD, RuleSet.objects.get(code="law_2025"), 99, seats=SEATS
    )
    under_way = Election.objects.under_way().filter(rehearsal=False).values("committee")
    for committee in Committee.objects.in_street_order().exclude(pk__in=under_way):
        open_election(committee, opening, by=clerk, at=timezone.now())


def polling_day(
    ballots: int = BALLOTS, issues: int = ISSUES, *, pgbench: str | None = None
) -> PollingDay:
    """Committed row by row, as on the day; it stays in the scratch database.

    `pgbench` is the program; it sees only what is committed. RuntimeError when the count does
    not end in a published result.
    """
    rows, roll = _largest_roll()
    game = Game(_day(ballots), Random(1), 0.0, 1)  # noqa: S311
    game.polling.open()
    replayed = _replay(game, game.ground.voters[:issues], pgbench) if pgbench else None
    began = perf_counter()
    for voter in game.ground.voters[issues : 2 * issues]:
        _issue(game, voter)
    issuing = perf_counter() - began
    _hand_out_the_rest(game, ballots)
    game.polling.shut()
    tally = _timed(game.counting.count)
    finish = _timed(lambda: _published(game))
    return PollingDay(issues, issuing, replayed, ballots, tally, finish, rows, roll)


def _timed(act: Any) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _published(game: Game) -> None:
    if game.end() is None:
        raise RuntimeError("计票没有得出结果。")


def _day(ballots: int) -> Day:
    return Day(
        law="law_2025",
        mode=Mode.ALL,
        entitled=ballots + ballots // 15,
        issued=ballots,
        seats={str(post): seats for post, seats in SEATS.items()},
        names={str(post): names for post, names in NAMES.items()},
        papers=tuple(_papers(ballots)),
    )


def _papers(ballots: int) -> Iterator[Ballot]:
    """Nine names with clear majorities: nobody has to look at a paper twice."""
    chair, vice, member = NAMES[Post.CHAIR], NAMES[Post.VICE_CHAIR], NAMES[Post.MEMBER]
    for number in range(ballots):
        third = 2 if number % 2 else (3 if number % 3 else 4)
        yield Ballot(
            {
                str(Post.CHAIR): {chair[number % 3 == 0]},
                str(Post.VICE_CHAIR): {vice[number % 4 == 0]},
                str(Post.MEMBER): {member[0], member[1], member[third]},
            }
        )


def _largest_roll() -> tuple[int, float]:
    """(lines written, seconds) for the most residents of whom no roll exists yet."""
    rows = Election.objects.filter(rehearsal=False, stage=Stage.PREPARING)
    election = rows.annotate(people=Count("committee__residents")).order_by("-people")[0]
    by = Posting.objects.filter(role=Role.DIRECTOR, committee=election.committee_id)[0].user
    began = perf_counter()
    built = build_roll(election, by=by)
    return built.listed + built.out, perf_counter() - began


def _issue(game: Game, voter: Voter) -> None:
    by: User = game.ground.team["issuer"]
    issue_ballot(voter, by=by, station=game.ground.station, way=Way.OWN, at=timezone.now())


def _hand_out_the_rest(game: Game, ballots: int) -> None:
    done = set(Issued.objects.filter(round=game.ground.round).values_list("voter", flat=True))
    left = [voter for voter in game.ground.voters if voter.pk not in done][: ballots - len(done)]
    minute = timezone.now().replace(second=0, microsecond=0)
    Issued.objects.bulk_create(
        Issued(
            round=game.ground.round,
            voter=voter,
            station=game.ground.station,
            way=Way.OWN,
            minute=minute,
            by=game.ground.team["issuer"],
        )
        for voter in left
    )


# pgbench


def find_pgbench() -> str | None:
    """On the path, or where Debian keeps what belongs to a server."""
    beside = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    return shutil.which("pgbench") or (str(beside[-1]) if beside else None)


def _replay(game: Game, voters: list[Voter], program: str) -> float:
    """Seconds pgbench takes for the very statements the act sends for these voters.

    They are written down while the act runs inside a transaction that is taken back; then
    pgbench commits them, ballot by ballot.
    """
    with transaction.atomic():
        script = "".join(_statements(game, voter) for voter in voters)
        transaction.set_rollback(True)
    return _pgbench(program, script)


def _statements(game: Game, voter: Voter) -> str:
    sent: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        if not UNSENT.match(sql):
            sent.append(connection.ops.compose_sql(sql, params))  # type: ignore[attr-defined]
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        _issue(game, voter)
    return ";\n".join(["BEGIN", *sent, "COMMIT"]) + ";\n"


def _pgbench(program: str, script: str) -> float:
    """The script once, over one connection; what connecting costs is left out."""
    at = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    known = {name: str(at[key]) for name, key in named.items() if at.get(key)}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "issue.sql"
        path.write_text(script)
        given = subprocess.run(
            [program, "-n", "-c", "1", "-t", "1", "-M", "simple", "-f", str(path), str(at["NAME"])],
            env={**os.environ, **known, "PGCLIENTENCODING": "UTF8"},
            capture_output=True,
            text=True,
            check=False,
        )
    found = re.search(r"latency average = ([\d.]+) ms", given.stdout)
    if given.returncode or found is None:
        raise RuntimeError(f"pgbench：{given.stderr.strip()}")
    return float(found[1]) / 1_000

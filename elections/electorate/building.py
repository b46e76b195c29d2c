"""The roll by rule: everybody of the register in or out, each with the reason. May run any time.

A re-run follows the register and never touches what a hand decided or a file brought. A roll of
5,000 costs a handful of queries: nothing sealed is opened, nothing is asked person by person.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import record
from committees.people.models import User
from committees.residents.models import Resident
from committees.residents.states import Departure
from committees.tenure.models import Hukou
from committees.tenure.states import HukouPlace
from elections.electorate.models import RollChange, Voter
from elections.electorate.opened import BEFORE_PUBLICATION, open_roll
from elections.electorate.rules import (
    HOUSEHOLD_LIVES_ELSEWHERE,
    HOUSEHOLD_OTHER,
    NOT_IN_REGISTER,
    OFF_ROSTER,
    ON_ROSTER,
    SAME_PAPER,
    Judged,
    Somebody,
    Speaker,
    judge,
    speaker_of,
)
from elections.electorate.states import Ground, Hand
from elections.rulesets.states import Mode
from elections.timetable.models import Election
from jiedao.common.chinese import pinyin_of
from jiedao.common.crypto import blind_index
from meetings.representatives.models import Seat

CHUNK = 1_000


class Line(NamedTuple):
    """A line as the register has it: the columns that follow it."""

    resident_id: int | None
    household_id: int | None
    name: str
    pinyin: str
    initials: str
    door: str
    group: str
    born_on: date | None
    id_index: str
    phone_tail: str
    listed: bool
    why: str
    ground: str
    is_head: bool = False

    def values(self) -> dict[str, Any]:
        """The columns of a `Voter`."""
        return {name: getattr(self, name) for name in COLUMNS}

    def judged(self, verdict: Judged) -> "Line":
        return self._replace(listed=verdict.listed, why=verdict.why, ground=verdict.ground)


COLUMNS = tuple(name for name in Line._fields if name != "is_head")


@dataclass(frozen=True)
class Built:
    """What a run did. `kept`: lines that a hand or a file decided and the rule left alone."""

    listed: int
    out: int
    added: int
    changed: int
    kept: int


@transaction.atomic
def build_roll(election: Election, *, by: User, at: datetime | None = None) -> Built:
    """Write the roll by rule T1 from the register, or from the roster of representatives.

    Whoever is already there is brought up to date; who was decided by hand is left alone. In
    household mode one line a household is listed: whom a hand chose, else the head, else the
    eldest. Once the roll hangs, what a run does to it stands in the change list. Refused while the
    roll is frozen, and from polling day on. `at`: now.
    """
    election = open_roll(election, by)
    run = _Run(election, by, at or timezone.now())
    there = list(Voter.objects.filter(election=election))
    kept = [voter for voter in there if is_kept(voter)]
    if election.mode == Mode.REPRESENTATIVE:
        built = _write(run, there, lines_by_rule(election, kept), OFF_ROSTER)
    else:
        built = _write(run, there, lines_by_rule(election, kept), NOT_IN_REGISTER)
    label = f"在名单上 {built.listed} 人，不在 {built.out} 人"
    record("roll.build", election, by=by, committee=election.committee, label=label)
    return built


def is_kept(voter: Voter) -> bool:
    """A hand decided, or a file brought it: the rule does not touch it."""
    return voter.by_hand or voter.batch_id is not None


def lines_by_rule(election: Election, kept: list[Voter]) -> list[Line]:
    """The whole roll as the rule would have it today, beside the lines that are `kept`."""
    if election.mode == Mode.REPRESENTATIVE:
        return _representatives(election)
    lines = _apart(_residents(election), kept)
    return _one_a_household(lines, kept) if election.mode == Mode.HOUSEHOLD else lines


# What the register says


def _residents(election: Election) -> list[Line]:
    """Who lives here, and who moved away with the hukou still here. Two queries."""
    rules, polling_on = election.rule_set.rules(), election.polling_on
    hukous = dict(
        Hukou.objects.filter(resident__committee=election.committee_id)
        .current()
        .values_list("resident", "place")
    )
    people = Resident.objects.filter(committee=election.committee_id, merged_into__isnull=True)
    people = people.exclude(departure__in=[Departure.DIED, Departure.MISTAKE])
    rows = people.order_by("pk").values_list(
        "pk", "household_id", "name", "pinyin", "initials", "household__dwelling__door",
        "household__dwelling__group__name", "born_on", "id_index", "phone_tail",
        "departed_on", "is_head",
    )  # fmt: skip
    lines = []
    for pk, household, name, pinyin, initials, door, group, born, index, tail, left, head in rows:
        lives_here, hukou = left is None, hukous.get(pk, "")
        if not lives_here:
            if hukou != HukouPlace.HERE:
                continue
            household, door, group = None, "", ""
        verdict = judge(Somebody(born, hukou, lives_here), rules, polling_on)
        lines.append(
            Line(
                pk,
                household,
                name,
                pinyin,
                initials,
                door,
                group or "",
                born,
                index,
                tail,
                verdict.listed,
                verdict.why,
                verdict.ground,
                head,
            )
        )
    return lines


def _representatives(election: Election) -> list[Line]:
    """Who holds a seat on polling day. One query."""
    seats = Seat.objects.representatives().filter(committee=election.committee_id)
    return [
        Line(
            None,
            None,
            seat.name,
            *pinyin_of(seat.name),
            "",
            seat.group,
            None,
            "",
            blind_index("phone-tail", seat.phone[-4:]),
            True,
            ON_ROSTER,
            str(Ground.REPRESENTATIVE),
        )
        for seat in seats.on(election.polling_on)
    ]


def _apart(lines: list[Line], kept: list[Voter]) -> list[Line]:
    """One paper, one line: the second of two people with the same number is left off."""
    of = {voter.id_index: (voter.resident_id, voter.name) for voter in kept if voter.id_index}
    apart = []
    for line in lines:
        resident, name = of.setdefault(line.id_index, (line.resident_id, line.name))
        if line.id_index and resident not in (None, line.resident_id):
            off = Judged(False, SAME_PAPER.format(name=name))
            line = line._replace(id_index="").judged(off)
        apart.append(line)
    return apart


def _one_a_household(lines: list[Line], kept: list[Voter]) -> list[Line]:
    """Everybody else of the household is off the roll, and reads who speaks for it."""
    homes: dict[int, dict[int, Speaker]] = defaultdict(dict)
    names: dict[int, str] = {}
    by_hand = {voter.resident_id for voter in kept}
    for number, line in enumerate(lines):
        if line.listed and line.household_id and line.resident_id not in by_hand:
            homes[line.household_id][number] = Speaker(number, line.is_head, line.born_on)
            names[number] = line.name
    for voter in kept:
        if voter.listed and voter.household_id:
            homes[voter.household_id][-voter.pk] = Speaker(-voter.pk, True, None, chosen=True)
            names[-voter.pk] = voter.name
    speakers = {home: speaker_of(people.values()) for home, people in homes.items()}
    alone = []
    for number, line in enumerate(lines):
        speaker = speakers.get(line.household_id or 0)
        if line.listed and speaker is None:
            line = line.judged(Judged(False, HOUSEHOLD_LIVES_ELSEWHERE))
        elif line.listed and speaker is not None and speaker != number:
            line = line.judged(Judged(False, HOUSEHOLD_OTHER.format(name=names[speaker])))
        alone.append(line)
    return alone


# Holding it against the roll


class _Run(NamedTuple):
    election: Election
    by: User
    at: datetime


def _write(run: _Run, there: list[Voter], lines: list[Line], gone: str) -> Built:
    """Make fresh lines, change other ones, take those off that the register no longer has."""
    known = Known(there)
    before = {voter.pk: _shown(voter) for voter in there}
    fresh, changed, columns = [], [], {"version"}
    for line in lines:
        voter = known.take(line)
        if voter is None:
            fresh.append(Voter(election=run.election, **line.values()))
        elif moved := follow(voter, line):
            changed.append(voter)
            columns |= moved
    for voter in known.left():
        if not is_kept(voter) and (voter.listed or voter.why != gone):
            voter.listed, voter.ground, voter.why = False, "", gone
            changed.append(voter)
            columns |= {"listed", "ground", "why"}
    for voter in changed:
        voter.version += 1
    if "id_index" in columns:  # two may have changed papers
        moving = [voter.pk for voter in changed]
        Voter.objects.filter(pk__in=moving).exclude(id_index="").update(id_index="")
    Voter.objects.bulk_update(changed, sorted(columns), batch_size=CHUNK)
    Voter.objects.bulk_create(fresh, batch_size=CHUNK)
    if run.election.stage not in BEFORE_PUBLICATION:
        _note_changes(run, before, [*changed, *fresh])
    everybody = [*there, *fresh]
    listed = sum(voter.listed for voter in everybody)
    return Built(
        listed=listed,
        out=len(everybody) - listed,
        added=len(fresh),
        changed=len(changed),
        kept=sum(is_kept(voter) for voter in there),
    )


class _Shown(NamedTuple):
    """What the paper roll says of a line, and whether it stands there."""

    listed: bool
    group: str
    name: str


def _shown(voter: Voter) -> _Shown:
    return _Shown(voter.listed, voter.group, voter.name)


def _note_changes(run: _Run, before: dict[int, _Shown], touched: list[Voter]) -> None:
    """The roll hangs already: whatever the paper no longer says goes on the change list."""
    changes = []
    for voter in touched:
        was, now = before.get(voter.pk, _Shown(False, "", "")), _shown(voter)
        if was == now or not (was.listed or now.listed):
            continue
        moved = was.listed == now.listed
        hand = Hand.CORRECT if moved else Hand.ADD if now.listed else Hand.STRIKE
        changes.append(
            RollChange(
                election=run.election,
                voter=voter,
                hand=hand,
                was=f"{was.group} {was.name}".strip() if moved else "",
                why=voter.why,
                by=run.by,
                at=run.at,
            )
        )
    RollChange.objects.bulk_create(changes, batch_size=CHUNK)


class Known:
    """Lines of the roll, each found once: by the person, by the paper, by group and name."""

    def __init__(self, there: list[Voter]) -> None:
        self.all = {voter.pk: voter for voter in there}
        self.people = {voter.resident_id: voter for voter in there if voter.resident_id}
        loose = [voter for voter in there if not voter.resident_id]
        self.papers = {voter.id_index: voter for voter in loose if voter.id_index}
        self.seats: dict[tuple[str, str], list[Voter]] = defaultdict(list)
        for voter in loose:
            if not voter.door and not voter.id_index:
                self.seats[voter.group, voter.name].append(voter)

    def take(self, line: Line) -> Voter | None:
        voter = self.people.get(line.resident_id) if line.resident_id else None
        if voter is None and line.id_index:
            voter = self.papers.get(line.id_index)
        if voter is None and line.resident_id is None:
            same = self.seats[line.group, line.name]
            voter = same.pop(0) if same else None
        return self.all.pop(voter.pk, None) if voter else None

    def left(self) -> Iterable[Voter]:
        return self.all.values()


def follow(voter: Voter, line: Line) -> set[str]:
    """Bring a line up to date; gives the columns that changed. One decided by hand learns only who
    she is in the register."""
    values = line.values()
    if is_kept(voter):
        values = {"resident_id": line.resident_id, "household_id": line.household_id}
        if voter.resident_id or not line.resident_id:
            return set()
    changed = {name: value for name, value in values.items() if getattr(voter, name) != value}
    for name, value in changed.items():
        setattr(voter, name, value)
    return set(changed)

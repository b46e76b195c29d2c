"""What a hand does to the roll: add, list, strike, correct; each with its reason and its paper."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.electorate.models import Objection, RollChange, Voter
from elections.electorate.opened import open_roll
from elections.electorate.rules import HOUSEHOLD_OTHER, may_stand, of_age
from elections.electorate.states import Ground, Hand
from elections.rulesets.states import Mode
from elections.timetable.models import Election
from jiedao.common.crypto import blind_index
from jiedao.common.errors import Refused


@dataclass(frozen=True)
class Because:
    """Why, what it rests on (a form, a certificate, minutes), and the objection it follows from."""

    why: str
    evidence: str = ""
    objection: Objection | None = None


@dataclass(frozen=True)
class Person:
    """What is written of somebody. The numbers are not kept, only what finds them again."""

    name: str
    born_on: date | None = None
    door: str = ""
    group: str = ""
    phone: str = ""
    id_number: str = ""

    def columns(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "born_on": self.born_on,
            "door": self.door,
            "group": self.group,
        }

    def indexes(self) -> dict[str, str]:
        """Blind indexes of the numbers given; one that was not given changes nothing."""
        found = {}
        if self.phone:
            found["phone_tail"] = blind_index("phone-tail", self.phone[-4:])
        if self.id_number:
            found["id_index"] = blind_index("id_number", self.id_number)
        return found


@transaction.atomic
def add_voter(
    election: Election, person: Person, ground: str, because: Because, *, by: User, at: datetime
) -> Voter:
    """Somebody the register lacks stands on the roll. Refused while it is closed, for a minor, for
    a ground the rule set does not know, and for somebody who has a line already."""
    election = open_roll(election, by)
    _check_ground(election, ground)
    _check_age(election, person.born_on)
    if (same := line_of(election, person)) is not None:
        raise Refused(_has_a_line(same))
    voter = Voter(
        election=election,
        **person.columns(),
        **person.indexes(),
        ground=ground,
        listed=True,
        by_hand=True,
        why=because.why,
        evidence=because.evidence,
    )
    voter.save()
    _step_back_for(voter, by=by, at=at)
    note(voter, Hand.ADD, because, by=by, at=at)
    record("roll.add", voter, by=by, committee=election.committee)
    return voter


def line_of(election: Election, person: Person) -> Voter | None:
    """The line somebody has already: by the number of her paper, or by name at the same door."""
    rows = Voter.objects.filter(election=election)
    if person.id_number:
        index = blind_index("id_number", person.id_number)
        by_paper: Voter | None = rows.filter(id_index=index).first()
        if by_paper is not None:
            return by_paper
    same: list[Voter] = list(rows.filter(name=person.name, door=person.door))
    return next((voter for voter in same if _may_be(person, voter)), None)


def _may_be(person: Person, voter: Voter) -> bool:
    """Of one name at one door: one person, unless the birth dates say otherwise."""
    known = person.born_on is not None and voter.born_on is not None
    return not known or person.born_on == voter.born_on


def _has_a_line(voter: Voter) -> str:
    place = f"（{voter.door}）" if voter.door else ""
    if voter.listed:
        return f"{voter.name}{place}已经在名单上了。"
    return f"{voter.name}{place}已经有一行，现在不在名单上：{voter.why}。请打开那一行补进名单。"


@transaction.atomic
def list_voter(
    voter: Voter, ground: str, because: Because, *, version: int, by: User, at: datetime
) -> Voter:
    """Somebody who was off the roll stands on it. Refused for a minor, and while it is closed."""
    election, voter = _both(voter, by)
    if voter.listed:
        raise Refused(f"{voter.name}已经在名单上了。")
    _check_ground(election, ground)
    _check_age(election, voter.born_on)
    before = digest(voter)
    voter.expect(version)
    voter.listed, voter.ground, voter.by_hand = True, ground, True
    voter.why, voter.evidence = because.why, because.evidence
    voter.save()
    _step_back_for(voter, by=by, at=at)
    note(voter, Hand.ADD, because, by=by, at=at)
    record("roll.list", voter, by=by, committee=election.committee, before=before)
    return voter


@transaction.atomic
def strike_voter(voter: Voter, because: Because, *, version: int, by: User, at: datetime) -> Voter:
    """Somebody is taken off the roll; her line stays, and says why."""
    election, voter = _both(voter, by)
    if not voter.listed:
        raise Refused(f"{voter.name}已经不在名单上了。")
    before = digest(voter)
    voter.expect(version)
    voter.listed, voter.ground, voter.by_hand = False, "", True
    voter.why, voter.evidence = because.why, because.evidence
    voter.save()
    note(voter, Hand.STRIKE, because, by=by, at=at)
    record("roll.strike", voter, by=by, committee=election.committee, before=before)
    return voter


@transaction.atomic
def correct_voter(
    voter: Voter, person: Person, because: Because, *, version: int, by: User, at: datetime
) -> Voter:
    """Name, group, door, birth date or a number of the line are put right.

    From then on the register no longer changes the line. Refused when somebody else has that paper,
    and when the birth date makes a minor of somebody who is listed.
    """
    election, voter = _both(voter, by)
    if voter.listed and person.born_on != voter.born_on:
        _check_age(election, person.born_on)
    values = person.columns() | person.indexes()
    index = values.get("id_index", "")
    others = Voter.objects.filter(election=election).exclude(pk=voter.pk)
    if index and (same := others.filter(id_index=index).first()):
        raise Refused(f"这个证件号是名单上{same.name}的。")
    before, was = digest(voter), _words_of(voter)
    voter.expect(version)
    for name, value in values.items():
        setattr(voter, name, value)
    voter.by_hand, voter.evidence = True, because.evidence or voter.evidence
    voter.why = voter.why or because.why
    voter.save()
    note(voter, Hand.CORRECT, because, was=was, by=by, at=at)
    record("roll.correct", voter, by=by, committee=election.committee, before=before)
    return voter


def _words_of(voter: Voter) -> str:
    return " ".join(filter(None, [voter.group, voter.name, voter.door]))


def _both(voter: Voter, by: User) -> tuple[Election, Voter]:
    """The open roll, then the line: always in this order."""
    election = open_roll(voter.election, by)
    found: Voter = Voter.objects.select_for_update().get(pk=voter.pk, election=election)
    return election, found


def _check_ground(election: Election, ground: str) -> None:
    if election.mode == Mode.REPRESENTATIVE and ground != Ground.REPRESENTATIVE:
        raise Refused("这次由居民代表选举，依据只能是“居民代表”。")
    if election.mode != Mode.REPRESENTATIVE and ground == Ground.REPRESENTATIVE:
        raise Refused("这次不由居民代表选举，请另选一个依据。")
    if reason := may_stand(ground, election.rule_set.rules()):
        raise Refused(reason)


def _check_age(election: Election, born_on: date | None) -> None:
    if election.mode == Mode.REPRESENTATIVE and born_on is None:
        return
    if reason := of_age(born_on, election.rule_set.rules(), election.polling_on):
        raise Refused(f"{reason}。")


def _step_back_for(voter: Voter, *, by: User, at: datetime) -> None:
    """In household mode whoever spoke for the household until now is off the roll."""
    if voter.election.mode != Mode.HOUSEHOLD or not (voter.household_id or voter.door):
        return
    home = Voter.objects.on_roll().filter(election=voter.election_id).exclude(pk=voter.pk)
    if voter.household_id:
        home = home.filter(household=voter.household_id)
    else:
        home = home.filter(door=voter.door)
    for other in home:
        why = HOUSEHOLD_OTHER.format(name=voter.name)
        other.listed, other.ground, other.by_hand, other.why = False, "", False, why
        other.version += 1
        other.save()
        note(other, Hand.STRIKE, Because(why), by=by, at=at)


def note(
    voter: Voter, hand: Hand, because: Because, *, by: User, at: datetime, was: str = ""
) -> None:
    """One line of the change list."""
    RollChange.objects.create(
        election_id=voter.election_id,
        voter=voter,
        hand=hand,
        was=was[:120],
        why=because.why,
        evidence=because.evidence,
        objection=because.objection,
        by=by,
        at=at,
    )

"""Objections (申诉): taken while the roll hangs, decided in time, carried out at once."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.electorate.clock import answer_by, last_objection_day, published_on
from elections.electorate.clocks import remind_of_objection
from elections.electorate.hand import (
    Because,
    Person,
    add_voter,
    correct_voter,
    list_voter,
    strike_voter,
)
from elections.electorate.models import Objection, Voter
from elections.electorate.opened import open_roll
from elections.electorate.policies import may_keep_roll
from elections.electorate.states import Asks, Decision
from elections.timetable.models import Election
from elections.timetable.moving import locked
from elections.timetable.reminding import forget_clock
from jiedao.common.errors import Refused


@dataclass(frozen=True)
class Words:
    """What somebody says about the roll. `voter`: the line it is about, where there is one."""

    asks: str
    about: str
    words: str
    filed_by: str
    filed_on: date
    voter: Voter | None = None


@transaction.atomic
def file_objection(election: Election, said: Words, *, by: User, today: date) -> Objection:
    """Take an objection down; it must be answered within the rule set's days.

    Refused before the roll hangs, after the last day for objections, for a day in the future, and
    when it asks to strike or correct without saying which line.
    """
    election = locked(election)
    may_keep_roll(by, election).require()
    first, last = published_on(election), last_objection_day(election)
    if first is None or last is None:
        raise Refused("名单还没有公布，公布以后才能提出申诉。")
    if said.filed_on > today:
        raise Refused("“哪天提的”不能在今天以后。")
    if not first <= said.filed_on <= last:
        raise Refused(
            f"申诉从 {_day(first)}到 {_day(last)}可以提。"
            "过了期限的错误，请直接在名单里改，写明理由。"
        )
    if said.asks != Asks.ADD and said.voter is None:
        raise Refused("要去掉或者改正哪一行，请从名单里打开那一行再记申诉。")
    objection: Objection = Objection.objects.create(
        election=election,
        voter=said.voter,
        asks=said.asks,
        about=said.voter.name if said.voter else said.about,
        words=said.words,
        filed_by=said.filed_by,
        filed_on=said.filed_on,
        due_on=answer_by(election, said.filed_on),
    )
    record("roll.object", objection, by=by, committee=election.committee)
    remind_of_objection(objection, now=timezone.now())
    return objection


@dataclass(frozen=True)
class Remedy:
    """What an objection that stands does to the roll: a ground for who is added, the right words
    for who is corrected."""

    ground: str = ""
    person: Person = field(default_factory=lambda: Person(""))


@transaction.atomic
def decide_objection(
    objection: Objection,
    decision: str,
    reason: str,
    remedy: Remedy,
    *,
    by: User,
    at: datetime,
    on: date,
) -> Objection:
    """Decide with a reason; one that stands changes the roll in the same moment.

    Refused twice, and, when it stands, while the roll is closed.
    """
    election = locked(objection.election)
    may_keep_roll(by, election).require()
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if objection.decision:
        raise Refused("这条申诉已经有决定了。")
    before = digest(objection)
    objection.decision, objection.reason = decision, reason
    objection.decided_on, objection.decided_by = on, by
    objection.save()
    if decision == Decision.UPHELD:
        open_roll(election, by)
        _carry_out(election, objection, remedy, by=by, at=at)
    record("roll.decide", objection, by=by, committee=election.committee, before=before)
    forget_clock([objection])
    return objection


def _carry_out(
    election: Election, objection: Objection, remedy: Remedy, *, by: User, at: datetime
) -> None:
    because = Because(objection.reason[:120], f"申诉：{objection.filed_by}提出", objection)
    voter = objection.voter
    if voter is None:
        add_voter(election, remedy.person, remedy.ground, because, by=by, at=at)
        return
    voter = Voter.objects.select_related("election").get(pk=voter.pk)
    version = voter.version
    if objection.asks == Asks.STRIKE:
        strike_voter(voter, because, version=version, by=by, at=at)
    elif objection.asks == Asks.ADD:
        list_voter(voter, remedy.ground, because, version=version, by=by, at=at)
    else:
        correct_voter(voter, remedy.person, because, version=version, by=by, at=at)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"

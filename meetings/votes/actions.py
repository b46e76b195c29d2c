"""Putting a question to the vote, counting, annulling."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from jiedao.common.chinese import tidy
from jiedao.common.errors import Refused
from meetings.attendance.models import Attendee
from meetings.attendance.quorum import is_here, quorum_of
from meetings.attendance.states import Capacity
from meetings.convening.models import Meeting, Topic
from meetings.convening.policies import may_run, may_write, not_sealed
from meetings.kinds.rules import Count, Quorum, sensible_count
from meetings.votes.models import Cast, Vote
from meetings.votes.policies import enough, may_be_voted
from meetings.votes.states import Choice

CLOSED = "这次表决已经结束，不能再改。弄错了请作废重来。"


@dataclass(frozen=True)
class Totals:
    """A secret count, typed from paper, and the two people who counted."""

    yes: int
    no: int
    abstained: int
    counters: tuple[str, str]

    def check(self) -> None:
        one, other = (tidy(name) for name in self.counters)
        if not one or not other:
            raise Refused("无记名的表决要写两位计票人。")
        if one == other:
            raise Refused("两位计票人不能是同一个人。")


def open_vote(topic: Topic, *, by: User, question: str, at: datetime) -> Vote:
    """Put a question on a topic to the vote; named, unless the rules of the kind say secret.

    Refused for a kind that does not vote, below the quorum, while another vote on the topic is
    open, and for anybody but director and chair.
    """
    with transaction.atomic():
        meeting = _locked_meeting(topic.meeting_id)
        may_run(by, meeting).require()
        may_be_voted(meeting).require()
        enough(quorum_of(meeting, _rows(meeting))).require()
        if not question.strip():
            raise Refused("请写“表决什么”。")
        vote = Vote(
            meeting=meeting,
            topic=topic,
            question=question.strip(),
            secret=meeting.rules.secret,
            opened_at=at,
            opened_by=by,
        )
        try:
            with transaction.atomic():
                vote.save()
        except IntegrityError:
            raise Refused("这个议题正在表决，先结束那一次。") from None
        record("vote.open", vote, by=by, committee=meeting.committee, label=vote.question)
    return vote


def cast(vote: Vote, *, by: User, choices: Mapping[int, str]) -> int:
    """Write down who said what in a named vote: by id of the person's row. "" takes it back.

    Who is not in the room, or only listens, has no vote and is passed over. Gives how many have
    said something now. Refused once it is closed, and in a secret vote.
    """
    with transaction.atomic():
        vote = _locked(vote)
        may_write(by, vote.meeting).require()
        not_sealed(vote.meeting).require()
        _must_be_open(vote)
        if vote.secret:
            raise Refused("这次表决无记名，只写票数。")
        voters = {row.pk for row in _voters(vote)}
        said = {pk: choice for pk, choice in choices.items() if pk in voters}
        Cast.objects.filter(vote=vote, attendee__in=list(said)).delete()
        Cast.objects.bulk_create(
            Cast(vote=vote, attendee_id=pk, choice=Choice(choice))
            for pk, choice in said.items()
            if choice
        )
        before = digest(vote)
        vote.version += 1
        vote.save(update_fields=["version"])
        record("vote.cast", vote, by=by, committee=vote.meeting.committee, before=before)
        return Cast.objects.filter(vote=vote).count()


def close_vote(vote: Vote, *, by: User, at: datetime, totals: Totals | None = None) -> Vote:
    """Count, and write down how many were entitled and present. From now on nothing changes.

    Who was in the room and said nothing has not abstained. Refused below the quorum, for more
    votes than people, and for a secret count without two different counters.
    """
    with transaction.atomic():
        vote = _locked(vote)
        meeting = vote.meeting
        may_run(by, meeting).require()
        not_sealed(meeting).require()
        _must_be_open(vote)
        before, rows = digest(vote), _rows(meeting)
        vote.present, vote.roster = _present(vote, rows), quorum_of(meeting, rows).base
        enough(Quorum(vote.roster, vote.present, meeting.rules.quorum_share)).require()
        if vote.secret:
            _take_totals(vote, totals)
        else:
            _add_up(vote)
        sensible_count(vote.count).require()
        vote.closed_at, vote.closed_by = at, by
        vote.version += 1
        vote.save()
        record("vote.close", vote, by=by, committee=meeting.committee, before=before)
    return vote


def annul_vote(vote: Vote, *, by: User, why: str, at: datetime) -> Vote:
    """It was wrong: it stays on record with the reason and counts no more; vote again.

    Refused without a reason, twice, and once the minutes are locked.
    """
    with transaction.atomic():
        vote = _locked(vote)
        may_run(by, vote.meeting).require()
        not_sealed(vote.meeting).require()
        if vote.annulled_at is not None:
            raise Refused("这次表决已经作废了。")
        if not why.strip():
            raise Refused("请写为什么作废。")
        before = digest(vote)
        vote.annulled_at, vote.annulled_by, vote.annulled_why = at, by, why.strip()
        vote.version += 1
        vote.save()
        record("vote.annul", vote, by=by, committee=vote.meeting.committee, before=before)
    return vote


def _locked_meeting(pk: int | None) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related(
        "committee", "rules", "kind"
    )
    locked: Meeting = rows.get(pk=pk)
    return locked


def _locked(vote: Vote) -> Vote:
    rows = Vote.objects.select_for_update(of=("self",)).select_related(
        "meeting__committee", "meeting__rules", "meeting__kind", "topic"
    )
    locked: Vote = rows.get(pk=vote.pk)
    return locked


def _must_be_open(vote: Vote) -> None:
    if vote.closed_at is not None or vote.annulled_at is not None:
        raise Refused(CLOSED)


def _rows(meeting: Meeting) -> list[Attendee]:
    return list(Attendee.objects.filter(meeting=meeting).order_by("pk"))


def _voters(vote: Vote) -> list[Attendee]:
    return [
        row
        for row in _rows(vote.meeting)
        if row.capacity == Capacity.ATTENDS and is_here(row, vote.meeting)
    ]


def _present(vote: Vote, rows: list[Attendee]) -> int:
    """In the room now, and whoever voted and left since."""
    voted = set(Cast.objects.filter(vote=vote).values_list("attendee_id", flat=True))
    return sum(
        row.capacity == Capacity.ATTENDS and (row.pk in voted or is_here(row, vote.meeting))
        for row in rows
    )


def _add_up(vote: Vote) -> None:
    said = list(Cast.objects.filter(vote=vote).values_list("choice", flat=True))
    vote.yes, vote.no = said.count(Choice.YES), said.count(Choice.NO)
    vote.abstained = said.count(Choice.ABSTAIN)


def _take_totals(vote: Vote, totals: Totals | None) -> None:
    if totals is None:
        raise Refused("请写票数和两位计票人。")
    totals.check()
    count = Count(totals.yes, totals.no, totals.abstained, vote.present, vote.present)
    sensible_count(count).require()
    vote.yes, vote.no, vote.abstained = totals.yes, totals.no, totals.abstained
    vote.counted_by = "、".join(tidy(name) for name in totals.counters)

"""Complaints about procedure or result, answered in writing within the set days (row 27)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.results.models import Challenge, Sealing
from elections.results.states import Answer
from elections.timetable.models import Election, Round
from elections.timetable.policies import may_work_on
from elections.timetable.reminding import forget_clock, remind_of_clock
from jiedao.common.errors import Refused


def file_challenge(
    election: Election, *, by: User, filed_by: str, words: str, on: date
) -> Challenge:
    """Write down who complains of what; the clock runs from that day. The day itself is not
    counted, the last day is."""
    with transaction.atomic():
        may_work_on(by, election).require()
        if not filed_by.strip() or not words.strip():
            raise Refused("请写谁提的、怎么说的。")
        row = Challenge.objects.create(
            election=election,
            filed_by=filed_by.strip(),
            filed_on=on,
            words=words.strip(),
            due_on=on + timedelta(days=election.rule_set.complaint_days),
        )
        record("results.challenge", row, by=by, committee=election.committee)
        remind_of_clock(
            election,
            row,
            due_on=row.due_on,
            text="一件质疑要有书面答复",
            page="challenges/",
            now=timezone.now(),
        )
    return row


def answer_challenge(row: Challenge, *, by: User, answer: str, reason: str, on: date) -> Challenge:
    """The answer with its reason; given once."""
    with transaction.atomic():
        rows = Challenge.objects.select_for_update(of=("self",)).select_related(
            "election__committee"
        )
        row = rows.get(pk=row.pk)
        may_work_on(by, row.election).require()
        if row.answer:
            raise Refused("已经答复过了。")
        if not reason.strip():
            raise Refused("请写理由。")
        before = digest(row)
        row.answer, row.reason = Answer(answer), reason.strip()
        row.answered_on, row.answered_by = on, by
        row.save()
        committee = row.election.committee
        record("results.challenge-answer", row, by=by, committee=committee, before=before)
        forget_clock([row])
    return row


def keep_sealing(sealing: Sealing, *, by: User) -> Sealing:
    """What was sealed, with which strip, where it lies, who keeps it."""
    with transaction.atomic():
        round_: Round = sealing.round
        may_work_on(by, round_.election).require()
        sealing.by = by
        sealing.save()
        record("results.seal", sealing, by=by, committee=round_.election.committee)
    return sealing

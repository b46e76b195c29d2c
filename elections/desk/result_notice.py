"""Notice 16 goes with the result: released as it is published, corrected as it is corrected.

The two people who signed the result are the two people of the notice.
"""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from committees.journal.actions import record
from committees.notices.actions import Signed, publish_signed
from committees.notices.correcting import correct_signed
from committees.notices.drafting import Draft
from committees.notices.keeping import words_of
from committees.notices.models import Notice
from committees.notices.rules import Words, last_minute, private_numbers
from committees.notices.states import NoticeKind, NoticeState
from elections.desk.facts import facts_of_result
from elections.results.correcting import Corrected
from elections.results.finishing import Announced
from elections.results.models import Correction, Result
from elections.timetable.announcements import BY_NUMBER, GAP, RESULT_GAP, Facts
from elections.timetable.announcing import HANGS_AFTER, standing
from elections.timetable.models import Announcement, Election

NUMBER = "16"
WAITING = (NoticeState.DRAFT, NoticeState.REVIEW)


def announce_result(announced: Announced) -> str:
    """The result is public: notice 16 is too, in the same moment. What somebody drafted before is
    kept where it says what the result says; otherwise it is written from the record. In a
    rehearsal it goes as far as the second person."""
    result, signed = announced.result, Signed(announced.beside, announced.by)
    election = result.round.election
    drafted = standing(election).filter(number=NUMBER, notice__state__in=WAITING).last()
    notice = _publish(result, drafted.notice if drafted else None, signed, announced.at)
    if drafted is None:
        _note(election, result, notice, signed)
    else:
        Announcement.objects.filter(pk=drafted.pk).update(round=result.round)
    return ""


def correct_announcement(corrected: Corrected) -> str:
    """A result was put right: its notice says so, under the same key, the old text beneath it.
    Where it hangs no longer, a new one does."""
    result, at = corrected.row.result, corrected.at
    election = result.round.election
    if election.rehearsal:
        return ""
    signed = Signed(corrected.row.made_by, corrected.by)
    rows = standing(election).filter(number=NUMBER, round=result.round)
    there = rows.filter(notice__state=NoticeState.RELEASED).last()
    if there is None:
        _note(election, result, _publish(result, None, signed, at), signed)
    else:
        correct_signed(
            there.notice, _corrected_words(there.notice, corrected.row), signed=signed, at=at
        )
    return ""


def _note(election: Election, result: Result, notice: Notice, signed: Signed) -> None:
    made = Announcement.objects.create(
        election=election, round=result.round, number=NUMBER, notice=notice
    )
    label = f"第 {NUMBER} 号"
    record("election.announce", made, by=signed.author, committee=election.committee, label=label)


def _publish(result: Result, there: Notice | None, signed: Signed, at: datetime) -> Notice:
    election = result.round.election
    words = _words(election, there, facts_of_result(result))
    end = last_minute(timezone.localdate(at) + HANGS_AFTER)
    return publish_signed(
        there,
        Draft(words, expires_at=end, on_web=not election.rehearsal),
        kind=NoticeKind.ELECTION,
        committee=election.committee,
        signed=signed,
        at=at,
        held=election.rehearsal,
    )


def _words(election: Election, there: Notice | None, facts: Facts) -> Words:
    """The draft with the result where its gap was; the record's own text where there is no draft,
    or one that says something else or too much."""
    fresh = _of_the_record(election, facts)
    if there is None or private_numbers(words_of(there)):
        return fresh
    body = there.body.replace(RESULT_GAP, "\n".join(facts.outcome))
    whole = GAP not in body and all(line in body for line in facts.outcome)
    return replace(words_of(there), body=body) if whole else fresh


def _of_the_record(election: Election, facts: Facts) -> Words:
    known = BY_NUMBER[NUMBER]
    title = f"【演练】{known.title(facts)}" if election.rehearsal else known.title(facts)
    return Words(title[:60], known.text(facts), contact_phone=facts.phone)


def _corrected_words(notice: Notice, row: Correction) -> Words:
    """What the notice says, with the right result in place of the wrong one."""
    before, facts = facts_of_result(row.result, without=row), facts_of_result(row.result)
    wrong, right = "\n".join(before.outcome), "\n".join(facts.outcome)
    if wrong not in notice.body:
        return _of_the_record(row.result.round.election, facts)
    return replace(words_of(notice), body=notice.body.replace(wrong, right))

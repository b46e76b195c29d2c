"""The days of an objection: how long one may be made, and when it must be answered."""

from datetime import date, timedelta

from committees.calendar.querysets import work_calendar
from committees.people.models import User
from elections.timetable.models import Election, Step
from elections.timetable.rules import period_end
from elections.timetable.states import StepCode


def published_on(election: Election) -> date | None:
    """The day the roll hung on the board. One query."""
    row = Step.objects.filter(election=election, code=StepCode.ROLL).first()
    return row.done_on if row else None


def planned_on(election: Election) -> date:
    """When the roll is to hang: the timetable's day, otherwise the last one the law allows."""
    row = Step.objects.filter(election=election, code=StepCode.ROLL).first()
    return row.due_on if row else last_publication_day(election)


def last_publication_day(election: Election) -> date:
    return election.polling_on - timedelta(days=election.rule_set.roll_days_before)


def last_objection_day(election: Election) -> date | None:
    """Up to here residents may object; None before publication. Two queries."""
    hung = published_on(election)
    if hung is None:
        return None
    return period_end(hung, election.rule_set.objection_days, work_calendar())


def answer_by(election: Election, filed_on: date) -> date:
    return period_end(filed_on, election.rule_set.decision_days, work_calendar())


def note_done(election: Election, code: str, *, due_on: date, done_on: date, by: User) -> None:
    """Tick a step of the timetable; one that is missing is written down with its day."""
    Step.objects.update_or_create(
        election=election,
        code=code,
        defaults={"done_on": done_on, "done_by": by},
        create_defaults={"due_on": due_on, "done_on": done_on, "done_by": by},
    )

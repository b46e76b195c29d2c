"""The days of an objection: how long one may be made, and when it must be answered."""

from datetime import date, timedelta

from committees.calendar.querysets import work_calendar
from elections.timetable.models import Election, Step
from elections.timetable.rules import period_end
from elections.timetable.states import StepCode


def published_on(election: Election) -> date | None:
    """The day the roll hung on the board. One query."""
    rows = Step.objects.filter(election=election, code=StepCode.ROLL)
    found: date | None = rows.values_list("done_on", flat=True).first()
    return found


def planned_on(election: Election) -> date:
    """When the roll is to hang: the timetable's day, otherwise the last one the law allows."""
    rows = Step.objects.filter(election=election, code=StepCode.ROLL)
    due_on = rows.values_list("due_on", flat=True).first()
    return due_on or election.polling_on - timedelta(days=election.rule_set.roll_days_before)


def last_objection_day(election: Election) -> date | None:
    """Up to here residents may object; None before the roll hangs. Two queries.

    The rule set's days after the roll hung, or the timetable's day where that is later: it stands
    on the public notice, and a promise is kept.
    """
    steps = Step.objects.filter(
        election=election, code__in=[StepCode.ROLL, StepCode.OBJECTIONS_END]
    )
    by_code: dict[str, Step] = {step.code: step for step in steps}
    hung = by_code[StepCode.ROLL].done_on if StepCode.ROLL in by_code else None
    if hung is None:
        return None
    last = period_end(hung, election.rule_set.objection_days, work_calendar())
    promised = by_code.get(StepCode.OBJECTIONS_END)
    return max(last, promised.due_on) if promised else last


def answer_by(election: Election, filed_on: date) -> date:
    return period_end(filed_on, election.rule_set.decision_days, work_calendar())

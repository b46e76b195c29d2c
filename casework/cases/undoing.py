"""撤销 and 恢复, of a case and of the entry it grew out of."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework.cases import policies
from casework.cases.changing import changing, no_longer_offered
from casework.cases.models import Case
from casework.cases.reminding import remind_of
from casework.cases.states import CaseState
from casework.log.actions import remove_entry, restore_entry
from casework.log.models import LogEntry
from committees.people.models import User
from jiedao.common.errors import Refused


def remove_case(case: Case, *, by: User, at: datetime) -> Case:
    """撤销 on the day it was opened: off every list, its reminders vanish, 30 days in the bin."""
    with changing(case, "cases.remove", by) as case:
        policies.may_remove(by, case, timezone.localdate(at)).require()
        case.removed_at, case.removed_by = at, by
        no_longer_offered(case)
        remind_of([case], now=at)
    return case


def restore_case(case: Case, *, by: User, at: datetime) -> Case:
    """Out of the recycle bin with everything in it; the reminders are planned again."""
    with changing(case, "cases.restore", by) as case:
        policies.may_restore(by, case, at).require()
        case.removed_at = case.removed_by = None
        remind_of([case], now=at)
    return case


def take_back_entry(entry: LogEntry, *, by: User, at: datetime) -> LogEntry:
    """撤销 of an entry takes the case that was made of it along, while nobody worked on it.

    Refused when work on the case has begun: that case has to be taken back first.
    """
    with transaction.atomic():
        for case in Case.objects.kept().filter(entry=entry):
            if case.state != CaseState.NEW:
                raise Refused(f"这条记录已经变成事项 {case}，有人在办，不能撤销。")
            remove_case(case, by=by, at=at)
        return remove_entry(entry, by=by, at=at)


def bring_back_entry(entry: LogEntry, *, by: User, at: datetime) -> LogEntry:
    """Restore an entry, and the case that went with it."""
    with transaction.atomic():
        for case in Case.objects.filter(entry=entry, removed_at=entry.removed_at):
            if entry.removed_at is not None:
                restore_case(case, by=by, at=at)
        return restore_entry(entry, by=by, at=at)

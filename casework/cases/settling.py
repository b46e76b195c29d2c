"""The street settles how long somebody has to answer whether she takes a case over."""

from django.db import transaction

from casework.cases.models import CaseRule
from casework.cases.policies import may_settle_rules
from casework.cases.rules import MOST_ANSWER_HOURS
from committees.journal.actions import digest, record
from committees.people.models import User
from jiedao.common.errors import Refused


def settle_answer_hours(hours: int, *, by: User, version: int) -> CaseRule:
    """Cases offered from now on have so many hours on working days; earlier offers keep theirs.

    Refused for anybody but the clerk, and outside 1–120. Conflict when saved since `version`.
    """
    may_settle_rules(by).require()
    if not 1 <= hours <= MOST_ANSWER_HOURS:
        raise Refused(f"请写 1 到 {MOST_ANSWER_HOURS} 之间的小时数。")
    with transaction.atomic():
        CaseRule.objects.bulk_create([CaseRule(pk=1)], ignore_conflicts=True)
        rule = CaseRule.objects.select_for_update().get(pk=1)
        rule.expect(version)
        before = digest(rule)
        rule.answer_hours = hours
        rule.save()
        record("cases.settle-rule", rule, by=by, before=before, label=f"{hours} 小时内答复")
    return rule

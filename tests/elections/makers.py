"""Elections as tests need them, under the law of 2025."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from committees.people.models import User
from committees.reach.states import Role
from committees.territory.models import Committee
from elections.rulesets.models import RuleSet
from elections.timetable.models import Election
from elections.timetable.states import ElectionKind

LONG_ENOUGH = timedelta(days=60)


def an_election(committee: Committee, **more: Any) -> Election:
    """`an_election(cast.east, stage="roll", polling_on=…, mode="household", rules="law_2018")`."""
    values = {
        "kind": ElectionKind.TERM,
        "polling_on": timezone.localdate() + LONG_ENOUGH,
        "term_number": 8,
        "rule_set": RuleSet.objects.get(code=more.pop("rules", "law_2025")),
        "opened_by": more.pop("by", None)
        or User.objects.filter(postings__role=Role.CLERK).earliest("pk"),
    }
    more.pop("seats", None)
    election: Election = Election.objects.create(committee=committee, **values | more)
    return election

"""Which rules hold for a committee in office, and when its term ends."""

from datetime import date

from committees.territory.models import Committee
from elections.rulesets.models import RuleSet
from elections.rulesets.rules import Rules
from elections.timetable.models import Election

NEW_LAW_SINCE = date(2026, 1, 1)
"""《城市居民委员会组织法》（2025 年修订） is in force from this day."""


def rules_for(committee: Committee, on: date) -> Rules:
    """Those of its last real election; without one, the law in force that day."""
    held = Election.objects.public().filter(committee=committee, polling_on__lte=on)
    last = held.select_related("rule_set").order_by("-polling_on", "-pk").first()
    return last.rule_set.rules() if last else law_on(on)


def law_on(on: date) -> Rules:
    code = "law_2025" if on >= NEW_LAW_SINCE else "law_2018"
    return RuleSet.objects.get(code=code).rules()

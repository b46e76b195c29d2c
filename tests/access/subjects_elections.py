"""Makers of rule sets for the access matrix."""

from typing import Any

from committees.territory.models import Committee
from elections.rulesets.models import RuleSet
from tests.cast import Cast


def rule_set(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """A street's copy that waits for a second person. Made by nobody who asks for it."""
    law = RuleSet.objects.get(code="law_2025")
    made: RuleSet = RuleSet.objects.create(
        code=f"street-{committee.pk}",
        name=canary,
        reason="街道通知",
        based_on=law,
        made_by=cast.auditor,
        **{**law.values(), "registration_days": 7},
    )
    return {"code": made.code}


ELECTIONS = {"rule_set": rule_set}

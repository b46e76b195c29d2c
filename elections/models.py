"""Every table of the elections app; each slice keeps its own."""

from elections.rulesets.models import RuleSet, RuleSource

__all__ = ["RuleSet", "RuleSource"]

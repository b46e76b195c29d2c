"""Events that bring a ladder of their own. The floor above knows which, and says so here."""

from collections.abc import Callable, Collection, Mapping, Sequence

from committees.reminders.rules import Step
from committees.reminders.states import Rule

Ladders = Mapping[int, Sequence[Step]]
"""The steps of an object by its id; whoever is missing follows the ladder of the street."""
Source = Callable[[str, Collection[int]], Ladders]
"""Asked with the type of object (`app.model`) and its ids."""

_sources: dict[Rule, Source] = {}


def brings_ladders(rule: Rule) -> Callable[[Source], Source]:
    """Register who knows the ladders of this rule: `@brings_ladders(Rule.MEETING)`."""

    def register(source: Source) -> Source:
        _sources[rule] = source
        return source

    return register


def own_ladders(rule: Rule, object_type: str, ids: Collection[int]) -> Ladders:
    source = _sources.get(rule)
    return source(object_type, ids) if source else {}

"""What holds of an election so far: sheets as corrected, and how many seats are filled."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from committees.terms.models import Mandate
from committees.terms.states import Origin
from elections.results.models import MandateOrigin, Result
from elections.rulesets.rules import Rules
from elections.timetable.models import Election, Round
from elections.timetable.states import ElectionKind


def in_force(result: Result) -> tuple[dict[str, Any], dict[str, Any]]:
    """(sheet, outcome) that holds today: the last correction both have signed, or the first."""
    last = result.corrections.filter(agreed_by__isnull=False).order_by("agreed_at", "pk").last()
    holds = last or result
    return holds.sheet, holds.outcome


def published_results(election: Election) -> list[Result]:
    """Of all rounds, oldest first."""
    rows = Result.objects.filter(round__election=election, published_at__isnull=False)
    return list(rows.select_related("round__election").order_by("round__number"))


def elected_in(election: Election, *, before: Round | None = None) -> dict[str, str]:
    """label -> post of everybody elected in the rounds published so far, or in those `before`."""
    found: dict[str, str] = {}
    for result in published_results(election):
        if before is not None and result.round.number >= before.number:
            continue
        for one in in_force(result)[1]["contests"]:
            found |= dict.fromkeys(one["elected"], one["post"])
    return found


def staying_in_office(election: Election, elected: Iterable[str]) -> int:
    """Members whom a by-election leaves where they are. Whoever is elected to another post in it
    is counted there; after a whole term nobody stays."""
    if election.kind != ElectionKind.BY_ELECTION:
        return 0
    seated = MandateOrigin.objects.filter(result__round__election=election).values("mandate")
    rows = Mandate.objects.filter(committee=election.committee_id).on(election.polling_on)
    rows = rows.exclude(origin=Origin.ACTING).exclude(pk__in=seated)
    names = {label.partition("（")[0] for label in elected}
    return sum(name not in names for name in rows.values_list("person__name", flat=True))


def rules_of(round_: Round) -> Rules:
    """The election's set. `min_filled` is a floor of the whole committee (T4-5), and a sheet knows
    its own round alone: where seats are filled already, its sheet asks for what is left, and says
    so among its parameters, so that anybody recounts it by itself."""
    rules: Rules = round_.election.rule_set.rules()
    if not rules.leave_vacant:
        return rules
    elected = elected_in(round_.election, before=round_)
    filled = len(elected) + staying_in_office(round_.election, elected)
    return replace(rules, min_filled=max(0, rules.min_filled - filled))

"""Reading kinds and the rules in force."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from committees.reach.querysets import reach_of

if TYPE_CHECKING:
    from meetings.kinds.models import Kind, KindRules


class KindQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "KindQuerySet":
        """Everybody who works with meetings knows the kinds; a stranger none."""
        reach = reach_of(user)
        return self if reach.whole_street or reach.is_admin or reach.committee_ids else self.none()

    def in_use(self) -> "KindQuerySet":
        return self.filter(is_active=True)


class KindRulesQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "KindRulesQuerySet":
        reach = reach_of(user)
        return self if reach.whole_street or reach.is_admin or reach.committee_ids else self.none()

    def on(self, day: date) -> "KindRulesQuerySet":
        """Versions that had begun on that day, the latest first: the first one is in force."""
        return self.filter(effective_from__lte=day).order_by("-effective_from", "-number")


def rules_on(kind: "Kind", day: date) -> "KindRules":
    """The rules of the kind in force on that day; before the first version, the first. One query.

    A meeting of former years that is entered afterwards finds the earliest rules on record.
    """
    versions = kind.versions.order_by("-effective_from", "-number")
    known: list[KindRules] = list(versions)
    return next((one for one in known if one.effective_from <= day), known[-1])


def times_a_year(key: str, day: date) -> int:
    """How often a year such a meeting has to be held, by the rules in force on that day; before
    the first version, by the first. 0 where nothing is said. One query."""
    from meetings.kinds.models import KindRules

    versions = KindRules.objects.filter(kind__key=key).order_by("-effective_from", "-number")
    known = list(versions.values_list("effective_from", "a_year"))
    return next((n for since, n in known if since <= day), known[-1][1] if known else 0)


def rules_in_force(day: date) -> "dict[str, KindRules]":
    """The rules of every kind on that day, by key: the latest that had begun, or else the first.
    One query."""
    from meetings.kinds.models import KindRules

    found: dict[str, KindRules] = {}
    rows = KindRules.objects.select_related("kind").order_by("effective_from", "number")
    for one in rows:
        if one.kind.key not in found or one.effective_from <= day:
            found[one.kind.key] = one
    return found

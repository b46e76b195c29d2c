"""Reading the library. `public` is the one definition of what everybody may read."""

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from committees.reach.querysets import in_reach, reach_of
from committees.regulations.states import Category, Level, VersionState
from jiedao.common.search import search_filter


class RegulationQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "RegulationQuerySet":
        """At the desk: the own committee's; the street sees all of them and its own."""
        if reach_of(user).whole_street:
            return self
        return in_reach(self, user)  # type: ignore[return-value]

    def public(self) -> "RegulationQuerySet":
        """Whatever has ever been in force; it stays readable when it is repealed."""
        from committees.regulations.models import RegulationVersion

        issued = RegulationVersion.objects.filter(
            regulation=OuterRef("pk"), state=VersionState.IN_FORCE
        )
        return self.filter(Exists(issued))

    def models(self) -> "RegulationQuerySet":
        """What the street offers the committees to make their own from, in the fixed order."""
        return self.filter(is_model=True, level=Level.STREET).order_by("order", "pk")

    def standing_on(self, day: date) -> "RegulationQuerySet":
        """Not repealed on that day."""
        return self.filter(Q(repealed_on__isnull=True) | Q(repealed_on__gt=day))

    def to_review(self, day: date) -> "RegulationQuerySet":
        """到复审日期: its review day has come and it still applies."""
        return self.standing_on(day).filter(review_due_on__lte=day)

    def covenants(self) -> "RegulationQuerySet":
        return self.filter(category=Category.COVENANT)


class VersionQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "VersionQuerySet":
        """At the desk, drafts among them: the own committee's; the street sees all."""
        if reach_of(user).whole_street:
            return self
        return in_reach(self, user, "regulation__committee")  # type: ignore[return-value]

    def drafts(self) -> "VersionQuerySet":
        return self.filter(state=VersionState.DRAFT)

    def issued(self) -> "VersionQuerySet":
        """In force, once in force, or with its day still to come: what everybody may read."""
        return self.filter(state=VersionState.IN_FORCE)

    def in_force(self, day: date) -> "VersionQuerySet":
        """The one version of each regulation that applies on that day; none of a repealed one."""
        from committees.regulations.models import RegulationVersion

        later = RegulationVersion.objects.filter(
            regulation=OuterRef("regulation"),
            state=VersionState.IN_FORCE,
            in_force_on__gt=OuterRef("in_force_on"),
            in_force_on__lte=day,
        )
        return self.issued().filter(
            ~Exists(later),
            Q(regulation__repealed_on__isnull=True) | Q(regulation__repealed_on__gt=day),
            in_force_on__lte=day,
        )

    def of_committee(self, committee: Any) -> "VersionQuerySet":
        """Its own; None is the library of the street and of everything above it."""
        return self.filter(regulation__committee=committee)

    def in_force_of(self, committee: Any, day: date) -> "VersionQuerySet":
        """What a committee goes by on that day: its own regulations and covenants."""
        return self.of_committee(committee).in_force(day)

    def resting_on_old_law(self, day: date) -> "VersionQuerySet":
        """Versions with a link to something that is repealed or has a newer version by then."""
        from committees.regulations.models import Basis

        return self.filter(Exists(Basis.objects.outdated(day).filter(version=OuterRef("pk"))))

    def matching(self, query: str) -> "VersionQuerySet":
        """By the characters of name, number and text; an empty query matches all."""
        return search_filter(self, "tokens", query) if query.strip() else self


class OfVersionQuerySet(QuerySet):  # type: ignore[type-arg]
    """Rows below a version: seen by whoever sees the version at the desk."""

    def visible_to(self, user: Any) -> Self:
        if reach_of(user).whole_street:
            return self
        return in_reach(self, user, "version__regulation__committee")  # type: ignore[return-value]


class BasisQuerySet(OfVersionQuerySet):
    def outdated(self, day: date) -> "BasisQuerySet":
        """The text a version rests on is repealed, or a newer version of it applies."""
        from committees.regulations.models import RegulationVersion

        newer = RegulationVersion.objects.filter(
            regulation=OuterRef("rests_on__regulation"),
            state=VersionState.IN_FORCE,
            in_force_on__gt=OuterRef("rests_on__in_force_on"),
            in_force_on__lte=day,
        )
        return self.filter(Exists(newer) | Q(rests_on__regulation__repealed_on__lte=day))


class RequirementQuerySet(OfVersionQuerySet):
    def in_force(self, day: date) -> "RequirementQuerySet":
        """Of the versions that apply on that day."""
        from committees.regulations.models import RegulationVersion

        versions = RegulationVersion.objects.in_force(day).filter(pk=OuterRef("version"))
        return self.filter(Exists(versions))

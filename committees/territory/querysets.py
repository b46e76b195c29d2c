"""Reading the directory."""

from typing import Any

from django.db.models import Q, QuerySet

from committees.reach.querysets import in_reach, reach_of
from committees.territory.sounds import in_chinese_numerals
from jiedao.common.chinese import nfkc


class CommitteeQuerySet(QuerySet):  # type: ignore[type-arg]
    """The directory is public; `visible_to` narrows it to where a person works."""

    def visible_to(self, user: Any) -> "CommitteeQuerySet":
        if reach_of(user).is_admin:
            return self
        return in_reach(self, user, "pk")  # type: ignore[return-value]

    def in_street_order(self) -> "CommitteeQuerySet":
        return self.order_by("order", "pk")

    def matching(self, query: str) -> "CommitteeQuerySet":
        """By name (宝钢11村 too), road, estate, pinyin or initials; an empty query matches all."""
        words = nfkc(query).strip().lower()
        if not words:
            return self
        spelled = words.replace(" ", "")
        return self.filter(
            Q(name__icontains=words)
            | Q(name__icontains=in_chinese_numerals(spelled))
            | Q(address__icontains=words)
            | Q(estates__name__icontains=words)
            | Q(estates__address__icontains=words)
            | Q(initials__startswith=spelled)
            | Q(pinyin__startswith=spelled)
        ).distinct()


class OfCommitteeQuerySet(QuerySet):  # type: ignore[type-arg]
    """Estates, bodies and buildings: seen by whoever works in the committee, and the admin."""

    committee_path = "committee"

    def visible_to(self, user: Any) -> "OfCommitteeQuerySet":
        if reach_of(user).is_admin:
            return self
        return in_reach(self, user, self.committee_path)  # type: ignore[return-value]


class BuildingQuerySet(OfCommitteeQuerySet):
    committee_path = "estate__committee"

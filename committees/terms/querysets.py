"""Reading offices: who held which on a day."""

from datetime import date

from django.db.models import Q

from committees.terms.states import Post
from committees.territory.querysets import OfCommitteeQuerySet


class MandateQuerySet(OfCommitteeQuerySet):
    def on(self, day: date) -> "MandateQuerySet":
        """In force on that day; `until` is the last day and counts."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def reaching(self, since: date) -> "MandateQuerySet":
        """In force on `since` or on any later day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=since))


RANK = {post.value: rank for rank, post in enumerate(Post)}
"""Chair, vice chair, member: the order of every list of officers."""

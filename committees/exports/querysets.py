"""Reading exports: the committee's elected people see who took what."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from committees.exports.states import State
from committees.people.models import Posting
from committees.reach.querysets import reach_of
from committees.reach.states import Role


class ExportQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "ExportQuerySet":
        return self.filter(committee__in=reach_of(user).elected_in)

    def waiting(self) -> "ExportQuerySet":
        return self.filter(state=State.MAKING)

    def asked(self) -> "ExportQuerySet":
        """Whole numbers, and nobody has answered yet."""
        return self.filter(state=State.ASKED)

    def rows_asked(self, user: Any, on: date) -> int:
        """Rows this person took out, or asked for, on that day."""
        begins = timezone.make_aware(datetime.combine(on, time.min))
        rows = self.filter(asked_by=user, asked_at__gte=begins)
        rows = rows.filter(asked_at__lt=begins + timedelta(days=1))
        rows = rows.exclude(state__in=(State.REFUSED, State.FAILED))
        return int(rows.aggregate(n=Sum("total"))["n"] or 0)

    def to_decide_by(self, user: Any, on: date) -> "ExportQuerySet":
        """Those this person may agree to: `policies.may_decide` for many rows. The director for
        everybody else, a member for the director."""
        leads = [pk for pk in reach_of(user).elected_in if reach_of(user).leads(pk)]
        held = Posting.objects.on(on).filter(role=Role.DIRECTOR, committee=OuterRef("committee"))
        by_director = Exists(held.filter(user=OuterRef("asked_by")))
        others = self.visible_to(user).asked().exclude(asked_by=user)
        return others.filter(Q(committee__in=leads) | by_director)
